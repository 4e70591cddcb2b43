"""Questions about needs and offers, each scoped to who may ask it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from needs.enums import LIVE, RUNNING, OfferStatus, Status
from needs.models import Need, Offer
from policies.enums import CodeList, Kind
from policies.matching import ONLINE, Candidate, Match, Wanted, matches
from policies.queries import code_names
from registry.models import Holder, HolderStatus
from service.models import DiaryEntry, YearTally

SEPARATOR = "、"
MOST_SUGGESTED = 12
TABS = {
    "waiting": _("待受理"),
    "open": _("待推荐"),
    "offered": _("待回应"),
    "running": _("服务中"),
    "over": _("已结束"),
}
_OF_TAB = {
    "waiting": Q(status=Status.SUBMITTED),
    "open": Q(status=Status.OPEN),
    "offered": Q(status=Status.OFFERED),
    "running": Q(status__in=[Status.ACCEPTED, Status.SERVED]),
    "over": ~Q(status__in=sorted(RUNNING)),
}


def needs_of(user: User) -> QuerySet[Need]:
    """What this person submitted, and what a station gathered from the firm whose verified number this is."""
    mine = Q(submitter=user)
    if user.mobile and user.mobile_verified_at:
        mine |= Q(contact_mobile=user.mobile)
    return Need.objects.filter(mine).order_by("-pk")


def offers_to(user: User) -> QuerySet[Offer]:
    """What was offered to this person's titles, what waits first."""
    rows = Offer.objects.filter(holder__user=user).select_related("need", "holder")
    return rows.order_by(F("ended_at").desc(nulls_first=True), "-pk")


def offers_waiting(user: User) -> QuerySet[Offer]:
    return offers_to(user).filter(status=OfferStatus.WAITING)


def stations_of(user: User) -> QuerySet[Holder]:
    """The stations a person may gather needs for."""
    return Holder.objects.filter(user=user, kind=Kind.STATION, status=HolderStatus.ACTIVE).order_by("pk")


def entries_for(offer: Offer) -> QuerySet[DiaryEntry]:
    """The diary entries that may tell of the service: the holder's own, of the day of acceptance or later."""
    if offer.ended_at is None:
        return DiaryEntry.objects.none()
    accepted_on = timezone.localdate(offer.ended_at)
    return DiaryEntry.objects.filter(holder=offer.holder_id, served_on__gte=accepted_on)


def triagers() -> QuerySet[User]:
    """Everybody at the desk who may triage needs."""
    codename = "triage_need"
    may = Q(groups__permissions__codename=codename) | Q(user_permissions__codename=codename)
    return User.objects.filter(may, is_active=True).distinct().order_by("pk")


def submitted_lately(user: User, at: datetime) -> int:
    return Need.objects.filter(submitter=user, submitted_at__gt=at - timedelta(days=1)).count()


def needs_in(tab: str) -> QuerySet[Need]:
    """What waits longest comes first; of what is over, the latest."""
    rows = Need.objects.filter(_OF_TAB[tab]).select_related("gathered_by")
    return rows.order_by("-closed_at", "-pk") if tab == "over" else rows.order_by("waits_since", "pk")


def tab_counts() -> dict[str, int]:
    """One query."""
    return Need.objects.aggregate(**{tab: Count("pk", filter=asked) for tab, asked in _OF_TAB.items()})


def met_needs(limit: int) -> QuerySet[Need]:
    """What the public may read: fields and provinces of needs that were met; a firm is named when it agreed (S-7-3, E-6-3)."""
    return Need.objects.filter(status=Status.CLOSED).order_by("-closed_at")[:limit]


def suggestions_for(need: Need, *, today: date) -> list[tuple[Holder, Match]]:
    """Whom to offer a need to, the best first, without those it was offered to; three queries, however many holders."""
    asked = Offer.objects.filter(need=need).values("holder")
    holders = {row.pk: row for row in _candidates(need, today).exclude(pk__in=asked)}
    found = _matched(need, holders.values(), today)
    return [(holders[match.key], match) for match in found[:MOST_SUGGESTED]]


def match_of(need: Need, holder: Holder, *, today: date) -> Match | None:
    """How one holder fits; None for whom the need cannot be offered to."""
    rows = _candidates(need, today).filter(pk=holder.pk)
    return next(iter(_matched(need, rows, today)), None)


def _candidates(need: Need, today: date) -> QuerySet[Holder]:
    """Active holders in a term, of the province for a visit; never the station that gathered, nor the submitter."""
    rows = Holder.objects.filter(
        status=HolderStatus.ACTIVE, terms__starts_on__lte=today, terms__ends_on__gte=today
    )
    rows = rows.exclude(user=need.submitter_id) if need.gathered_by_id is None else rows
    if need.form != ONLINE:
        rows = rows.filter(province=need.province)
    name = code_names(CodeList.FIELD).get(need.field, need.field)
    return rows.filter(Q(kind=Kind.STATION) | Q(field_names__contains=name)).distinct().order_by("pk")


def _matched(need: Need, holders: Iterable[Holder], today: date) -> list[Match]:
    rows = list(holders)
    codes = {name: code for code, name in code_names(CodeList.FIELD).items()}
    load, liked = _running(rows), _satisfaction(rows, today.year)
    candidates = [
        Candidate(
            row.pk,
            row.kind == Kind.STATION,
            row.province,
            frozenset(codes[name] for name in row.field_names.split(SEPARATOR) if name in codes),
            load.get(row.pk, 0),
            liked.get(row.pk),
        )
        for row in rows
    ]
    most = int(need.policy.value("need.most_running"))
    return matches(Wanted(need.province, need.field, need.form), candidates, most_running=most)


def _running(holders: Iterable[Holder]) -> dict[int, int]:
    rows = Offer.objects.filter(
        holder__in=holders, status__in=LIVE, need__status__in=RUNNING - {Status.SERVED}
    )
    return dict(rows.order_by().values_list("holder").annotate(Count("pk")))


def _satisfaction(holders: Iterable[Holder], year: int) -> dict[int, Decimal]:
    """The mean of this year's scores and last year's, to one decimal; a holder without any is not in it."""
    rows = YearTally.objects.filter(holder__in=holders, year__gte=year - 1, scores__gt=0).order_by()
    sums = rows.values_list("holder").annotate(Sum("score_total"), Sum("scores"))
    return {pk: (Decimal(total) / count).quantize(Decimal("0.1"), ROUND_HALF_UP) for pk, total, count in sums}
