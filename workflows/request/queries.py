"""Which requests have facts their process has not followed yet."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import PROCESS, STATUS

from matters.enums import Status
from matters.models import Request
from policies.queries import revision_in_query
from workflows.request.flow import RequestFlow

RETRY_AFTER = timedelta(minutes=10)
MAX_TRIES = 5


def requests_to_advance(at: datetime) -> QuerySet[Request]:
    """Level-triggered: asks what is true now, not what was announced. Oldest first."""
    today = timezone.localdate(at)
    supplement = Q(status=Status.SUPPLEMENT)
    is_countable = Q(supplement_is_provisional=True) | Q(supplement_due_on__gte=today)
    is_behind = supplement & is_countable & Q(supplement_revision__lt=revision_in_query())
    lapsing = supplement & Q(supplement_is_provisional=False, supplement_due_on__lt=today)
    waiting = Task.objects.filter(
        process_id=OuterRef("process__pk"), flow_task=RequestFlow.await_supplement, status=STATUS.NEW
    )
    failed = Task.objects.filter(
        process_id=OuterRef("process__pk"), status=STATUS.ERROR, finished__lte=at - RETRY_AFTER
    )
    return Request.objects.filter(
        Q(status=Status.SUBMITTED, process=None)
        | Q(status=Status.RETRACTED, process__status=PROCESS.NEW)
        | (Exists(waiting) & (lapsing | is_behind | Q(status=Status.REVIEWING)))
        | (Q(process__status=PROCESS.NEW) & Exists(failed))
    ).order_by("pk")


def waiting_task(process_pk: int) -> Task | None:
    """The open task that waits for a supplement."""
    node = RequestFlow.await_supplement
    return Task.objects.filter(process_id=process_pk, flow_task=node, status=STATUS.NEW).first()


def failed_task(process_pk: int, at: datetime) -> Task | None:
    """The task to try again, unless it failed a moment ago or too often; then it waits for a person."""
    task = Task.objects.filter(process_id=process_pk, status=STATUS.ERROR).order_by("-id").first()
    if task is None or task.finished > at - RETRY_AFTER:
        return None
    tries = Task.objects.filter(
        process_id=process_pk, flow_task=task.flow_task, status__in=[STATUS.ERROR, STATUS.REVIVED]
    )
    return task if tries.count() < MAX_TRIES else None
