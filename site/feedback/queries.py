"""Questions about complaints and suggestions, each scoped to who may ask it."""

from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from feedback.enums import ANSWERED, DECIDED, RUNNING, Asked, Handling, Status
from feedback.models import Complaint, ComplaintFile, Inquiry, Suggestion
from policies.enums import CodeList, Kind
from policies.queries import code_names
from registry.listing import searchable
from registry.models import Certificate, Holder, HolderStatus, Listing

MOST_FOUND = 20
TABS = {"waiting": _("待受理"), "handling": _("核查中"), "settled": _("已办结")}
_OF_TAB = {
    "waiting": Q(status=Status.LODGED),
    "handling": Q(status=Status.HANDLING),
    "settled": ~Q(status__in=sorted(RUNNING)),
}


def grounds() -> dict[str, str]:
    """Every ground with its words."""
    return code_names(CodeList.COMPLAINT_GROUND)


def holders_found(words: str) -> list[Listing]:
    """Listed holders by name, or the one with this number; a holder nobody lists is found by its number alone, elsewhere."""
    asked = searchable(words[:60]).split()
    if not asked:
        return []
    rows = Listing.objects.filter(until__gte=timezone.localdate())
    for word in asked:
        rows = rows.filter(Q(search_text__contains=word) | Q(number__iexact=word))
    return list(rows.order_by("-recognized_on", "pk")[:MOST_FOUND])


def certificate_for(number: str) -> Certificate | None:
    """By its number a title can be complained of whether or not it is listed, or still in force."""
    rows = Certificate.objects.select_related("term__holder__listing")
    return rows.filter(number__iexact=number.strip()).first()


def public_name(certificate: Certificate) -> str:
    """What anybody may be told of the holder: an expert who is not listed goes by the number."""
    holder = certificate.term.holder
    is_shown = holder.kind == Kind.STATION or hasattr(holder, "listing")
    return holder.name if is_shown else certificate.number


def complaints_of(user: User) -> QuerySet[Complaint]:
    """What this person lodged, newest first."""
    return Complaint.objects.filter(complainant=user).select_related("holder__listing").order_by("-pk")


def running_of(user: User, holder_pk: int, ground: str) -> Complaint | None:
    rows = Complaint.objects.filter(complainant=user, holder=holder_pk, ground=ground)
    return rows.filter(status__in=RUNNING).first()


def inquiries_for(user: User) -> QuerySet[Inquiry]:
    """Inquiries this person is to answer or has answered; a holder learns what is asked, never who complained."""
    to_complainant = Q(asked=Asked.COMPLAINANT, complaint__complainant=user)
    to_holder = Q(asked=Asked.HOLDER, complaint__holder__user=user)
    return Inquiry.objects.filter(to_complainant | to_holder).order_by("-pk")


def statements_wanted(user: User) -> QuerySet[Inquiry]:
    """Questions this person answers as the holder while the complaint is looked into; the most urgent first."""
    asked = inquiries_for(user).filter(asked=Asked.HOLDER, answered_at=None)
    running = asked.filter(complaint__status=Status.HANDLING)
    return running.select_related("complaint__holder").order_by("due_on", "pk")


def decisions_about(user: User) -> QuerySet[Complaint]:
    """What was decided about this person's own titles, newest first."""
    rows = Complaint.objects.filter(holder__user=user, status__in=DECIDED)
    return rows.select_related("holder").order_by("-settled_at", "-pk")


def has_business(user: User) -> bool:
    """Whether the member area needs the door: one complained, or is concerned by a complaint."""
    asked = Q(holder__user=user) & (Q(status__in=DECIDED) | Q(inquiries__asked=Asked.HOLDER))
    return Complaint.objects.filter(Q(complainant=user) | asked).exists()


def files_of(user: User) -> QuerySet[ComplaintFile]:
    """What this person handed in: with a complaint, or with an answer; never the other side's."""
    with_complaint = Q(inquiry=None, complaint__complainant=user)
    return ComplaintFile.objects.filter(with_complaint | Q(inquiry__in=inquiries_for(user)))


def is_taken_online() -> bool:
    """Whether anybody may handle what would be lodged."""
    return handlers().exists()


def handlers() -> QuerySet[User]:
    """Everybody at the desk who may handle complaints."""
    return _permitted("handle_complaint")


def answerers() -> QuerySet[User]:
    """Everybody at the desk who may answer suggestions and requests for support."""
    return _permitted("answer_suggestion")


def _permitted(codename: str) -> QuerySet[User]:
    may = Q(groups__permissions__codename=codename) | Q(user_permissions__codename=codename)
    return User.objects.filter(may, is_active=True).distinct().order_by("pk")


def lodged_today(user: User, at: datetime) -> int:
    start = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return Complaint.objects.filter(complainant=user, lodged_at__gte=start).count()


def same_texts(complaint: Complaint) -> QuerySet[Complaint]:
    """Others with the same words, whoever wrote them: many of them are a campaign, and the handler sees it."""
    return Complaint.objects.filter(words_hash=complaint.words_hash).exclude(pk=complaint.pk)


def complaints_in(tab: str) -> QuerySet[Complaint]:
    """What waits longest comes first; of what is settled, the latest."""
    rows = Complaint.objects.filter(_OF_TAB[tab]).select_related("holder", "accepted_by", "policy")
    if tab == "settled":
        return rows.order_by("-settled_at", "-pk")
    return rows.order_by(F("due_on").asc(nulls_first=True), "lodged_at", "pk")


def tab_counts() -> dict[str, int]:
    """One query."""
    return Complaint.objects.aggregate(**{tab: Count("pk", filter=asked) for tab, asked in _OF_TAB.items()})


def titles_of(user: User) -> QuerySet[Holder]:
    """The titles in good standing a person may write for."""
    return Holder.objects.filter(user=user, status=HolderStatus.ACTIVE).order_by("pk")


def suggestions_of(user: User) -> QuerySet[Suggestion]:
    """What this person's titles wrote, newest first."""
    return Suggestion.objects.filter(holder__user=user).select_related("holder").order_by("-pk")


SUGGESTION_TABS = {"waiting": _("待办理"), "working": _("办理中"), "answered": _("已答复")}
_SUGGESTIONS_OF = {
    "waiting": Q(status=Handling.WAITING),
    "working": Q(status=Handling.WORKING),
    "answered": Q(status__in=sorted(ANSWERED)),
}


def suggestions_in(tab: str, kind: str = "") -> QuerySet[Suggestion]:
    """The oldest first; of what is answered, the latest."""
    rows = Suggestion.objects.filter(_SUGGESTIONS_OF[tab]).select_related("holder", "taken_by", "replied_by")
    rows = rows.filter(kind=kind) if kind else rows
    return rows.order_by("-replied_at", "-pk") if tab == "answered" else rows.order_by("pk")


def suggestion_counts() -> dict[str, int]:
    """One query."""
    return Suggestion.objects.aggregate(
        **{tab: Count("pk", filter=asked) for tab, asked in _SUGGESTIONS_OF.items()}
    )
