"""Questions about rosters: whose they are, what stands in them, and what stands elsewhere already."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import AgentMandate, User
from recruitment.enums import ACTIVE, CLOSED, CONFIRMED_ONCE, RosterChannel, RosterRowStatus, RosterVerdict
from recruitment.models import Application, Roster, RosterFile, RosterRow


def mandates_of(user: User, on: date) -> QuerySet[AgentMandate]:
    """The approved mandates, in force on the day, of the organisations this person acts for (N-2)."""
    return mandates_in_force(on).filter(organisation__memberships__user=user)


def mandates_in_force(on: date) -> QuerySet[AgentMandate]:
    """Every approved mandate whose time it is."""
    running = AgentMandate.objects.filter(approved_at__isnull=False, starts_on__lte=on, ends_on__gte=on)
    return running.select_related("organisation").order_by("pk")


def rosters_by_email() -> QuerySet[Roster]:
    """Those staff keyed in, newest first, with how many rows are recommended and how many are in error."""
    return (
        _counted(Roster.objects.filter(channel=RosterChannel.EMAIL))
        .select_related("mandate__organisation", "round", "received_by")
        .order_by("-id")
    )


def is_own_roster(user: User, roster: Roster) -> bool:
    """Whether this person keyed it in, confirmed it, put a row right or belongs to its agency: then somebody else checks it."""
    is_agent = roster.mandate.organisation.memberships.filter(user=user).exists()
    has_written = user.pk in {roster.received_by_id, roster.confirmed_by_id}
    return is_agent or has_written or roster.rows.filter(corrected_by=user).exists()


def rosters_to_check() -> QuerySet[Roster]:
    """What agencies have confirmed, whatever became of it: oldest first, with the number of rows recommended and judged."""
    kept = Q(rows__status=RosterRowStatus.KEPT)
    passed, refused = Q(rows__verdict=RosterVerdict.PASSED), Q(rows__verdict=RosterVerdict.REFUSED)
    return (
        Roster.objects.filter(status__in=sorted(CONFIRMED_ONCE))
        .annotate(
            kept=Count("rows", filter=kept),
            passed=Count("rows", filter=kept & passed),
            refused=Count("rows", filter=kept & refused),
        )
        .select_related("mandate__organisation", "round__policy", "received_by", "confirmed_by", "checked_by")
        .order_by("confirmed_at", "pk")
    )


def rosters_of(user: User, on: date) -> QuerySet[Roster]:
    """Those of the person's own agency in its province, newest first; a renewed mandate keeps sight of earlier ones."""
    theirs = mandates_of(user, on).filter(
        organisation=OuterRef("mandate__organisation"), province=OuterRef("province")
    )
    return (
        _counted(Roster.objects.filter(Exists(theirs.order_by())))
        .select_related("mandate__organisation", "round__policy")
        .order_by("-id")
    )


def _counted(rosters: QuerySet[Roster]) -> QuerySet[Roster]:
    kept = Q(rows__status=RosterRowStatus.KEPT)
    return rosters.annotate(
        kept=Count("rows", filter=kept), faulty=Count("rows", filter=kept & Q(rows__errors__gt=0))
    )


def roster_files_of(user: User, on: date) -> QuerySet[RosterFile]:
    return RosterFile.objects.filter(roster__in=rosters_of(user, on).values("pk").order_by())


def is_confirmable(roster: Roster) -> bool:
    """Whether somebody is recommended and no row of theirs is in error."""
    kept = roster.rows.filter(status=RosterRowStatus.KEPT)
    return kept.exists() and not kept.filter(errors__gt=0).exists()


Twin = tuple[str, ...]


def recommended_already(
    roster: Roster, codes: Iterable[str], names: Iterable[str]
) -> dict[Twin, tuple[str, int]]:
    """Credit codes, and names with mobile numbers, in confirmed rosters of the province: number and place of the row."""
    ended = Q(recommendation__status__in=sorted(CLOSED)) | Q(verdict=RosterVerdict.REFUSED)
    rows = RosterRow.objects.filter(
        roster__kind=roster.kind, roster__province=roster.province, roster__status__in=sorted(CONFIRMED_ONCE)
    ).exclude(roster=roster)
    standing = rows.filter(status=RosterRowStatus.KEPT).exclude(ended)
    found = standing.filter(Q(uscc__in=set(codes) - {""}) | Q(name__in=set(names) - {""}))
    twins: dict[Twin, tuple[str, int]] = {}
    said = found.order_by("pk").values_list("uscc", "name", "mobile", "roster__number", "position")
    for code, name, mobile, number, position in said:
        for twin in ((code,), (name, mobile)):
            if all(twin):
                twins.setdefault(twin, (number or "", position))
    return twins


def applied_already(roster: Roster, codes: Iterable[str], names: Iterable[str]) -> set[Twin]:
    """Credit codes, and names with mobile numbers, of the province's applications under way or recognized."""
    rows = Application.objects.filter(kind=roster.kind, province=roster.province, status__in=sorted(ACTIVE))
    found = rows.filter(Q(station__uscc__in=set(codes) - {""}) | Q(name__in=set(names) - {""}))
    said = found.values_list("station__uscc", "name", "station__contact_mobile", "applicant__mobile")
    twins: set[Twin] = set()
    for code, name, contact, mobile in said:
        twins |= {(code or "",), (name, contact or ""), (name, mobile)}
    return {twin for twin in twins if all(twin)}
