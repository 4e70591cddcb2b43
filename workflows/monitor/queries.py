"""Every running process, where it waits and since when, stuck and failed ones first. A fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from django.contrib.auth.models import Group
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from viewflow.workflow.models import Process, Task
from viewflow.workflow.status import PROCESS, STATUS

from policies.models import PolicyVersion
from workflows.monitor.flows import WATCHED, watched
from workflows.review.actions.moving import move_refusal
from workflows.review.models import Pool, ReviewProcess, StageRun

WAITING = [STATUS.NEW, STATUS.ASSIGNED, STATUS.ERROR]
OUTSIDE = {
    "await_supplement": gettext_lazy("申报人"),
    "await_publicity": gettext_lazy("公示结果"),
    "count_days": gettext_lazy("公示期届满"),
}
POOLS = {
    Pool.GROUP: gettext_lazy("%(name)s（待领取）"),
    Pool.NAMED: gettext_lazy("指定人员（待领取）"),
    Pool.MANAGER: gettext_lazy("%(name)s组长（待领取）"),
    Pool.PERSON: gettext_lazy("本人（待领取）"),
}


class State(IntEnum):
    """What needs eyes first."""

    FAILED = 0
    UNATTENDED = 1
    OVERDUE = 2
    WAITING = 3


STATES = {
    State.FAILED: (gettext_lazy("出错"), "bad"),
    State.UNATTENDED: (gettext_lazy("无人可办"), "bad"),
    State.OVERDUE: (gettext_lazy("超期"), "warn"),
    State.WAITING: (gettext_lazy("正常"), "idle"),
}


@dataclass(frozen=True)
class Wait:
    """One place a process waits at: the node, its stage, who holds it, since when; a failed one with its sentence."""

    task: Task
    node: str
    stage: str
    holder: str
    since: datetime
    error: str = ""

    @property
    def is_failed(self) -> bool:
        return bool(self.task.status == STATUS.ERROR)


def processes() -> QuerySet[Process]:
    """Any process with its subject, of whatever flow."""
    rows = Process.objects.filter(flow_class__in=[one.flow for one in WATCHED])
    for one in WATCHED:
        rows = rows.select_related(one.path, *(f"{one.path}__{name}" for name in one.also))
    return rows


def running_processes(today: date) -> QuerySet[Process]:
    """The processes at work with `state`, `since` and their open tasks as `waiting`."""
    return with_waiting(_ranked(processes().filter(status=PROCESS.NEW), today)).order_by(
        "state", "since", "pk"
    )


def one_process(pk: int, today: date) -> Process | None:
    """Any process, running or over, as `running_processes` gives them."""
    if pk > BigIntegerField.MAX_BIGINT:
        return None  # SQLite refuses to compare such a number
    return with_waiting(_ranked(processes().filter(pk=pk), today)).first()


def state_counts(today: date) -> dict[State, int]:
    """How many running processes are in each state."""
    rows = _ranked(Process.objects.filter(status=PROCESS.NEW), today).order_by()
    counted = dict(rows.values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in State}


def _ranked(rows: QuerySet[Process], today: date) -> QuerySet[Process]:
    tasks = Task.objects.filter(process=OuterRef("pk"), finished=None).order_by("created")
    failed = Task.objects.filter(process=OuterRef("pk"), status=STATUS.ERROR).order_by("finished")
    runs = StageRun.objects.filter(process=OuterRef("pk"), closed_at=None)
    return rows.annotate(
        failed_at=Subquery(failed.values("finished")[:1]),
        unattended_since=Subquery(runs.values("unattended_since")[:1]),
        due_on=Subquery(runs.values("due_on")[:1]),
        since=Coalesce("failed_at", "unattended_since", Subquery(tasks.values("created")[:1]), "created"),
        state=Case(
            When(failed_at__isnull=False, then=Value(State.FAILED.value)),
            When(unattended_since__isnull=False, then=Value(State.UNATTENDED.value)),
            When(due_on__lt=today, then=Value(State.OVERDUE.value)),
            default=Value(State.WAITING.value),
            output_field=IntegerField(),
        ),
    )


def with_waiting(rows: QuerySet[Process]) -> QuerySet[Process]:
    """Joins wait as well, but only for the branches beside them."""
    related = "owner", "seat__signer", "seat__group", "seat__run__stage"
    tasks = Task.objects.filter(status__in=WAITING).exclude(flow_task_type="JOIN")
    tasks = tasks.select_related(*related).order_by("created", "pk")
    return rows.prefetch_related(Prefetch("task_set", queryset=tasks, to_attr="waiting"))


def waits_of(process: Process, groups: dict[str, str]) -> list[Wait]:
    """Where one process of `with_waiting` waits."""
    return [_wait(task, groups) for task in process.waiting]


def group_names() -> dict[str, str]:
    """`group.<pk>` of `Task.owner_permission` in words."""
    return {f"group.{pk}": name for pk, name in Group.objects.values_list("pk", "name")}


def _wait(task: Task, groups: dict[str, str]) -> Wait:
    seat = getattr(task, "seat", None)
    is_failed = task.status == STATUS.ERROR
    return Wait(
        task=task,
        node=str(task.flow_task.task_title or task.flow_task.name),
        stage=seat.run.stage.name if seat else "",
        holder=_("系统") if is_failed else _holder(task, groups),
        since=task.finished if is_failed else task.assigned or task.created,
        error=failure_words(task) if is_failed else "",
    )


def _holder(task: Task, groups: dict[str, str]) -> str:
    if task.owner:
        return str(task.owner)
    seat = getattr(task, "seat", None)
    if seat:
        return str(POOLS[Pool(seat.pool)] % {"name": seat.group.name})
    if name := groups.get(task.owner_permission or ""):
        return str(POOLS[Pool.GROUP] % {"name": name})
    return str(OUTSIDE.get(task.flow_task.name, _("系统")))


def failure_words(task: Task) -> str:
    """The scrubbed error of a failed task in one sentence."""
    said = str((task.data.get("_exception") or {}).get("title", "")).strip()
    sentence = _("“%(node)s”执行失败") % {"node": task.flow_task.task_title or task.flow_task.name}
    return _("%(sentence)s：%(said)s") % {"sentence": sentence, "said": said} if said else f"{sentence}。"


def newer_versions(process: ReviewProcess) -> list[tuple[PolicyVersion, str]]:
    """Published versions of the same rules after the one a case runs on, each with what stands in the way of moving."""
    current = process.policy
    newer = PolicyVersion.objects.filter(
        scope=current.scope, number__gt=current.number, status="published"
    ).order_by("number")
    return [(policy, move_refusal(process, policy)) for policy in newer]


def failed_tries(task: Task) -> int:
    """How often the node of a failed task has been tried."""
    tried = Q(status__in=[STATUS.ERROR, STATUS.REVIVED], flow_task=task.flow_task)
    return Task.objects.filter(tried, process_id=task.process_id).count()


def title_of(process: Process) -> str:
    return watched(process).title
