"""Questions about objections, each scoped to who may ask it."""

import hashlib
import unicodedata
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from objections.enums import RUNNING, Asked, Status
from objections.models import Inquiry, Objection, ObjectionFile
from publicity.models import Entry, Window
from recruitment.models import Application, Recommendation


def objections_of(user: User) -> QuerySet[Objection]:
    """What this person lodged, newest first."""
    return Objection.objects.filter(objector=user).select_related("entry__window").order_by("-pk")


def running_at(entry: Entry) -> QuerySet[Objection]:
    """Lodged or being looked into, oldest first."""
    return Objection.objects.filter(entry=entry, status__in=RUNNING).order_by("pk")


def applicant_of(entry: Entry) -> User | None:
    """Who applied for what the entry shows, or activated the recommendation; None when nobody did."""
    found = Application.objects.filter(entry=entry).select_related("applicant").first()
    if found is not None:
        return found.applicant
    recommended = Recommendation.objects.filter(entry=entry).select_related("user").first()
    return recommended.user if recommended else None


def number_of(entry: Entry) -> str:
    """As whoever stands there knows the case; empty when nobody applied."""
    found = Application.objects.filter(entry=entry).first()
    return found.number or "" if found else ""


def inquiries_for(user: User) -> QuerySet[Inquiry]:
    """Inquiries this person is to answer or has answered; an applicant learns what is asked, never who objected."""
    to_objector = Q(asked=Asked.OBJECTOR, objection__objector=user)
    whose = Q(objection__entry__application__applicant=user) | Q(objection__entry__recommendation__user=user)
    to_applicant = Q(asked=Asked.APPLICANT) & whose
    return Inquiry.objects.filter(to_objector | to_applicant).order_by("-pk")


def statements_wanted(user: User) -> QuerySet[Inquiry]:
    """Questions this person answers as the applicant, while the objection is looked into; the most urgent first."""
    asked = inquiries_for(user).filter(asked=Asked.APPLICANT, answered_at=None)
    running = asked.filter(objection__status=Status.HANDLING)
    return running.select_related("objection__entry").order_by("due_on", "pk")


def files_of(user: User) -> QuerySet[ObjectionFile]:
    """What this person handed in: with an objection, or with an answer; never the other side's."""
    with_objection = Q(inquiry=None, objection__objector=user)
    return ObjectionFile.objects.filter(with_objection | Q(inquiry__in=inquiries_for(user)))


def is_taken_online() -> bool:
    """Whether anybody may handle what would be lodged: until then a list names its telephone and address alone."""
    handles = Q(groups__permissions__codename="handle_objection") | Q(
        user_permissions__codename="handle_objection"
    )
    return User.objects.filter(handles, is_active=True).exists()


def lodged_today(user: User, at: datetime) -> int:
    start = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return Objection.objects.filter(objector=user, lodged_at__gte=start).count()


def text_hash(text: str) -> str:
    """The same for texts that differ in blanks, width, signs and case alone."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(c for c in folded if unicodedata.category(c)[0] in "LN")
    return hashlib.sha256(kept.encode()).hexdigest()


def same_texts(objection: Objection) -> QuerySet[Objection]:
    """Others with the same grounds, whoever wrote them: many of them are a campaign, and the handler sees it."""
    return Objection.objects.filter(grounds_hash=objection.grounds_hash).exclude(pk=objection.pk)


def outcome_counts(window: Window) -> dict[str, int]:
    """How many objections to a list ended how, every status named; it names nobody."""
    rows = Objection.objects.filter(entry__window=window).order_by().values_list("status")
    return {status.value: 0 for status in Status} | dict(rows.annotate(Count("pk")))
