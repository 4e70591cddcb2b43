"""Questions about rounds and applications; the only place where a person's own are told from others'."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from accounts.models import User
from policies.models import Question, WorkDay
from questions.queries import questions_of
from recruitment.enums import RoundKind, Status
from recruitment.models import Answer, Application, Evidence, Round

_LAST_SECOND = timedelta(seconds=1)


def is_open(round_: Round, at: datetime) -> bool:
    """Whether one may submit at this moment: through the whole closing second, not one second after (N-3)."""
    return round_.opens_at <= at < round_.closes_at + _LAST_SECOND


def rounds_open(at: datetime, kind: str = "") -> QuerySet[Round]:
    """Rounds one may apply in at this moment, the soonest to close first."""
    rounds = Round.objects.filter(opens_at__lte=at, closes_at__gt=at - _LAST_SECOND).order_by("closes_at")
    return rounds.filter(kind__in=[kind, RoundKind.BOTH]) if kind else rounds


def questions_in(round_: Round) -> list[Question]:
    """补充题目 of a round, in order. They are kept on the round: one page asks for them many times."""
    if round_.question_set_id is None:
        return []
    kept: list[Question] | None = getattr(round_, "_questions", None)
    if kept is None:
        kept = questions_of(round_.question_set)
        round_._questions = kept  # type: ignore[attr-defined]  # noqa: SLF001  ours, for the life of this object
    return kept


def rounds_for_desk() -> QuerySet[Round]:
    """All rounds with how many applications were submitted in each."""
    submitted = Count("applications", filter=~Q(applications__status=Status.DRAFT))
    return Round.objects.select_related("policy").annotate(submitted=submitted).order_by("-opens_at")


def applications_of(user: User) -> QuerySet[Application]:
    """A person's own applications, newest first."""
    return Application.objects.filter(applicant=user).select_related("round").order_by("-id")


def applications_for_desk() -> QuerySet[Application]:
    """The register of everything submitted; drafts are nobody's business but the applicant's."""
    return (
        Application.objects.exclude(status=Status.DRAFT)
        .select_related("round", "applicant", "station")
        .order_by("-is_priority", "-submitted_at")
    )


def in_register_order(
    applications: QuerySet[Application], *, untitled: Collection[int]
) -> QuerySet[Application]:
    """优先认定 first, but for those whose title the reader does not see: their place would say it."""
    if not untitled:
        return applications
    seen = Case(When(pk__in=untitled, then=Value(value=False)), default=F("is_priority"))
    return applications.order_by(seen.desc(), "-submitted_at")


def evidence_shown(application: Application) -> QuerySet[Evidence]:
    """The files of an application that were not removed."""
    return application.evidence.filter(removed_at=None).order_by("kind", "id")


def answer_files(application: Application) -> QuerySet[Answer]:
    """The files that answer questions of the round and were not replaced."""
    files = application.answers.filter(removed_at=None).exclude(sha256="")
    return files.select_related("question").order_by("question__order")


def may_read_answer(user: User, answer: Answer) -> bool:
    """As for evidence: the applicant, and staff who may see applications; a replaced file for staff only."""
    if user.has_perm("recruitment.view_application"):
        return True
    return answer.removed_at is None and answer.application.applicant_id == user.pk


def may_read_evidence(user: User, evidence: Evidence) -> bool:
    """The applicant, and staff who may see applications; a removed file stays readable for staff only."""
    if user.has_perm("recruitment.view_application"):
        return True
    return evidence.removed_at is None and evidence.application.applicant_id == user.pk


def deadlines_at_rest(rounds: Iterable[Round]) -> set[date]:
    """The closing days that are no working days, in one query (notice 2023: 12 March was a Sunday)."""
    days = {timezone.localdate(round_.closes_at) for round_ in rounds}
    return set(WorkDay.objects.filter(date__in=days, is_workday=False).values_list("date", flat=True))
