"""Objections as whoever handles them reads them, and which of them have facts their process has not followed yet."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Task
from viewflow.workflow.status import PROCESS, STATUS

from objections.enums import RUNNING, Status
from objections.models import Objection
from policies.enums import FlowKind
from policies.models import Stage
from workflows.objection.flow import ObjectionFlow

RETRY_AFTER = timedelta(minutes=10)
MAX_TRIES = 5
TABS = {"waiting": _("待受理"), "handling": _("核查中"), "settled": _("已办结")}
_OF_TAB = {
    "waiting": Q(status=Status.LODGED),
    "handling": Q(status=Status.HANDLING),
    "settled": ~Q(status__in=sorted(RUNNING)),
}


def objections_in(tab: str) -> QuerySet[Objection]:
    """What waits longest comes first; of what is settled, the latest."""
    rows = Objection.objects.filter(_OF_TAB[tab]).select_related("entry__window", "accepted_by", "policy")
    if tab == "settled":
        return rows.order_by("-settled_at", "-pk")
    return rows.order_by(F("due_on").asc(nulls_first=True), "lodged_at", "pk")


def tab_counts() -> dict[str, int]:
    """One query."""
    return Objection.objects.aggregate(**{tab: Count("pk", filter=asked) for tab, asked in _OF_TAB.items()})


def has_stages(objection: Objection) -> bool:
    """Whether the rules of an objection have it decided by the review loop; under others the desk decides."""
    return Stage.objects.filter(policy=objection.policy_id, flow_kind=FlowKind.OBJECTION).exists()


def objections_to_advance(at: datetime) -> QuerySet[Objection]:
    """Level-triggered: asks what is true now, not what was announced. Oldest first."""
    stages = Stage.objects.filter(policy=OuterRef("policy"), flow_kind=FlowKind.OBJECTION)
    tasks = Task.objects.filter(process_id=OuterRef("process__pk"))
    waiting = tasks.filter(flow_task=ObjectionFlow.await_acceptance, status=STATUS.NEW)
    failed = tasks.filter(status=STATUS.ERROR, finished__lte=at - RETRY_AFTER)
    is_running = Q(process__status=PROCESS.NEW)
    return Objection.objects.filter(
        (Q(process=None, status__in=sorted(RUNNING)) & Exists(stages))
        | (is_running & Q(status__in=[Status.WITHDRAWN, Status.UPHELD, Status.MOOT]))
        | (Q(status__in=[Status.HANDLING, Status.DECLINED]) & Exists(waiting))
        | (is_running & Exists(failed))
    ).order_by("pk")


def waiting_task(process_pk: int) -> Task | None:
    """The open task that waits for the objection to be accepted."""
    node = ObjectionFlow.await_acceptance
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
