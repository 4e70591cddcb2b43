"""Questions about types and requests; the only place where a person's own are told from others'."""

from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from matters.enums import DECIDED, Asker, Status
from matters.models import Request, RequestAnswer, RequestType
from matters.signals import titles_asked
from policies.calendar import CalendarGapError, workdays_between
from policies.enums import PolicyStatus
from policies.models import PolicyVersion, Question
from policies.queries import calendar_from, policy_in_force
from questions.queries import answered, questions_of
from questions.wording import QuestionFinding, findings_on

FIGURES_OVER = timedelta(days=365)


def may_ask(user: User, type_: RequestType, on: date) -> bool:
    """Whether the type takes requests of this person."""
    if type_.asker == Asker.STAFF:
        return user.is_staff
    return type_.asker == Asker.ANYONE or holds_title(user, on)


def holds_title(user: User, on: date) -> bool:
    """Asked of the rooms above, which keep the titles."""
    answers: list[tuple[Any, Any]] = titles_asked.send(RequestType, user=user, on=on)
    return any(said for _receiver, said in answers)


def types_for(user: User, on: date) -> list[RequestType]:
    """The open types this person may ask for."""
    offered = list(RequestType.objects.filter(is_open=True))
    is_holder = any(one.asker == Asker.HOLDERS for one in offered) and holds_title(user, on)
    fits = {Asker.ANYONE: True, Asker.HOLDERS: is_holder, Asker.STAFF: user.is_staff}
    return [one for one in offered if fits[Asker(one.asker)]]


def rules_of(type_: RequestType, on: date) -> PolicyVersion | None:
    """The version a request made on a day follows."""
    try:
        return policy_in_force(on, scope=type_.code)
    except PolicyVersion.DoesNotExist:
        return None


def requests_of(user: User) -> QuerySet[Request]:
    """A person's own requests, newest first."""
    return Request.objects.filter(applicant=user).select_related("type", "policy__question_set")


def requests_for_desk() -> QuerySet[Request]:
    """Everything submitted; drafts are nobody's business but the applicant's."""
    return (
        Request.objects.exclude(status=Status.DRAFT)
        .select_related("type", "applicant")
        .order_by("-submitted_at", "-id")
    )


def types_for_desk() -> QuerySet[RequestType]:
    """All types with their figures and the number of the version in force, in one query."""
    today = timezone.localdate()
    published = PolicyVersion.objects.filter(
        scope=OuterRef("code"), status=PolicyStatus.PUBLISHED, effective_on__lte=today
    ).order_by("-effective_on", "-number")
    return RequestType.objects.annotate(
        submitted=Count("requests", filter=~Q(requests__status=Status.DRAFT)),
        running=Count(
            "requests",
            filter=Q(requests__status__in=[Status.SUBMITTED, Status.REVIEWING, Status.SUPPLEMENT]),
        ),
        in_force=Subquery(published.values("number")[:1]),
    )


def versions_of(type_: RequestType) -> QuerySet[PolicyVersion]:
    return PolicyVersion.objects.filter(scope=type_.code).select_related("author", "approver", "question_set")


def questions_for(request: Request) -> list[Question]:
    """The questions a request answers, kept on it: one page asks for them many times."""
    kept: list[Question] | None = getattr(request, "_questions", None)
    if kept is None:
        kept = questions_of(request.policy.question_set)
        request._questions = kept  # type: ignore[attr-defined]  # noqa: SLF001  ours, for the life of this object
    return kept


def findings_for(request: Request, on: date) -> list[QuestionFinding]:
    """The conditions of the type, for the answers as they are now."""
    return findings_on(questions_for(request), answered(request), on=on, default_basis=_("本事项"))


def may_read_file(user: User, answer: RequestAnswer) -> bool:
    """The applicant, and staff who may see requests; a replaced file for staff only."""
    if user.has_perm("matters.view_request"):
        return True
    return answer.removed_at is None and answer.request.applicant_id == user.pk


def status_counts(type_: RequestType) -> dict[str, int]:
    """How many requests of a type stand at each status, drafts apart."""
    rows = type_.requests.exclude(status=Status.DRAFT).order_by().values("status").annotate(n=Count("pk"))
    return {row["status"]: row["n"] for row in rows}


def median_workdays(type_: RequestType, at: datetime) -> float | None:
    """Working days from submission to decision, the middle one of a year's; None without any or beyond the calendar."""
    decided = type_.requests.filter(status__in=DECIDED, decided_at__gte=at - FIGURES_OVER)
    spans = [
        (timezone.localdate(since), timezone.localdate(until))
        for since, until in decided.values_list("submitted_at", "decided_at")
        if since and until
    ]
    if not spans:
        return None
    first = min(since for since, _until in spans)
    calendar = calendar_from(first, (timezone.localdate(at) - first).days + 10)
    try:
        return float(median(workdays_between(since, until, calendar.is_workday) for since, until in spans))
    except CalendarGapError:
        return None
