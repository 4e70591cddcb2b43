"""Which applications have facts their process has not followed yet."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import PROCESS, STATUS

from policies.queries import revision_in_query
from publicity.models import EntryStatus
from recruitment.enums import Status
from recruitment.models import Application
from workflows.application.flow import ApplicationFlow

RETRY_AFTER = timedelta(minutes=10)
MAX_TRIES = 5
PUBLICITY_IS_OVER = Q(status=Status.PUBLICIZED, entry__status=EntryStatus.RELEASED) | Q(
    status__in=[Status.DROPPED, Status.RECOGNIZED]  # somebody may have recognized it by hand
)


def applications_to_advance(at: datetime) -> QuerySet[Application]:
    """Level-triggered: asks what is true now, not what was announced. Oldest first."""
    supplement = Q(status=Status.SUPPLEMENT)
    is_behind = supplement & Q(supplement_revision__lt=revision_in_query())
    is_recountable = is_behind & (
        Q(supplement_is_provisional=True) | Q(supplement_due_on__gte=timezone.localdate(at))
    )
    is_over = Q(supplement_is_provisional=False, supplement_due_on__lt=timezone.localdate(at))
    lapsing = supplement & is_over
    return Application.objects.filter(
        Q(status=Status.SUBMITTED, process=None)
        | Q(status=Status.RETRACTED, process__status=PROCESS.NEW)
        | (
            _waits_at(ApplicationFlow.await_supplement)
            & (lapsing | is_recountable | Q(status=Status.REVIEWING))
        )
        | (_waits_at(ApplicationFlow.await_publicity) & PUBLICITY_IS_OVER)
        | _has_failed(at)
    ).order_by("pk")


def waiting_task(process_pk: int, node: object) -> Task | None:
    """The open task of a waiting node."""
    return Task.objects.filter(process_id=process_pk, flow_task=node, status=STATUS.NEW).first()


def failed_task(process_pk: int, at: datetime) -> Task | None:
    """The task to try again, unless it failed a moment ago or too often; then it waits for a person."""
    task = Task.objects.filter(process_id=process_pk, status=STATUS.ERROR).order_by("-id").first()
    if task is None or task.finished > at - RETRY_AFTER:
        return None
    tries = Task.objects.filter(
        process_id=process_pk, flow_task=task.flow_task, status__in=[STATUS.ERROR, STATUS.REVIVED]
    ).count()
    return task if tries < MAX_TRIES else None


def _waits_at(node: object) -> Q:
    waiting = Task.objects.filter(process_id=OuterRef("process__pk"), flow_task=node, status=STATUS.NEW)
    return Q(Exists(waiting))


def _has_failed(at: datetime) -> Q:
    failed = Task.objects.filter(
        process_id=OuterRef("process__pk"), status=STATUS.ERROR, finished__lte=at - RETRY_AFTER
    )
    return Q(process__status=PROCESS.NEW) & Q(Exists(failed))
