"""一次办理：what is read once while a process is held. A case whose row is locked is changed by nobody else, and the stages of a
published version by nobody at all; so one act, with all the nodes it moves the flow through, need not read them again and again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from viewflow.workflow.activation import Activation
from viewflow.workflow.models import Task

from policies.enums import FieldAccess
from policies.models import Stage, StageCheck, StageField
from policies.queries import WorkCalendar, calendar_from, calendar_revision
from workflows.review.models import ReviewProcess, StageRun


class Rules:
    """What the turns of a batch share: stages with their checklists, and the calendar with the revision it was read at."""

    def __init__(self) -> None:
        self._stages: dict[tuple[int, str], list[Stage]] = {}
        self._checks: dict[int, list[StageCheck]] = {}
        self._calendars: dict[date, tuple[int, WorkCalendar]] = {}
        self._hidden: dict[tuple[int, str], set[str]] = {}

    def stages(self, policy_id: int, flow_kind: str) -> list[Stage]:
        key = policy_id, flow_kind
        if key not in self._stages:
            rows = Stage.objects.filter(policy_id=policy_id, flow_kind=flow_kind).select_related("group")
            self._stages[key] = list(rows.prefetch_related("conditions").order_by("order"))
        return self._stages[key]

    def checks(self, stage_id: int) -> list[StageCheck]:
        if stage_id not in self._checks:
            rows = StageCheck.objects.filter(stage_id=stage_id).select_related("clause")
            self._checks[stage_id] = list(rows.order_by("order"))
        return self._checks[stage_id]

    def hides(self, policy_id: int, flow_kind: str, column: str) -> bool:
        """Whether any stage of a flow hides a column of the dossier from its signers."""
        key = policy_id, flow_kind
        if key not in self._hidden:
            rows = StageField.objects.filter(stage__policy=policy_id, stage__flow_kind=flow_kind)
            hidden = rows.filter(access=FieldAccess.HIDDEN)
            self._hidden[key] = set(hidden.values_list("name", flat=True))
        return column in self._hidden[key]

    def calendar(self, start: date) -> tuple[int, WorkCalendar]:
        """The revision is read before the days: a change in between is then counted again."""
        if start not in self._calendars:
            self._calendars[start] = calendar_revision(), calendar_from(start)
        return self._calendars[start]


class Turn:
    """One process while its row is locked: its newest run, and who has a stake in it."""

    def __init__(self, process: ReviewProcess, rules: Rules) -> None:
        self.process, self.rules = process, rules
        self._runs: list[StageRun | None] = []
        self._parties: set[int] | None = None

    @property
    def run(self) -> StageRun | None:
        if not self._runs:
            self._runs = [newest_run(self.process)]
        return self._runs[-1]

    def opened(self, run: StageRun) -> None:
        self._runs = [run]

    @property
    def parties(self) -> set[int]:
        if self._parties is None:
            self._parties = self.process.parties()
        return self._parties


def newest_run(process: ReviewProcess) -> StageRun | None:
    runs = StageRun.objects.filter(process_id=process.pk).select_related("stage__group", "return_to")
    return runs.order_by("-id").first()


def rules_of(process: ReviewProcess) -> Rules:
    """Those of its turn; outside of one, read anew."""
    return process.turn.rules if process.turn else Rules()


@contextmanager
def turn_of(process: ReviewProcess, rules: Rules | None = None) -> Iterator[None]:
    """For somebody who holds the process until the end of his transaction."""
    process.turn = Turn(process, rules or Rules())
    try:
        yield
    finally:
        process.turn = None


@contextmanager
def held(task: Task) -> Iterator[Activation]:
    """As Viewflow's `task.activation()`, with the whole case in one read instead of five."""
    node = task.flow_task
    kind: type[ReviewProcess] = node.flow_class.process_class
    with node.flow_class.lock(task.process_id):
        task.refresh_from_db(from_queryset=Task.objects.select_related(*kind.read_with_task()))
        yield node.activation_class(task)
