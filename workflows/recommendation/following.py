"""Doors that move recommendation processes: one roster as far as its facts allow, and the sweep over all of them."""

import logging

from django.db import transaction
from viewflow.workflow.context import Context
from viewflow.workflow.models import Task

from recruitment.enums import CONFIRMED_ONCE, RosterStatus
from recruitment.models import Roster
from workflows.recommendation.flow import RecommendationFlow
from workflows.recommendation.models import RecommendationProcess
from workflows.recommendation.queries import JUDGED, is_settled, rosters_to_advance, waiting_task

logger = logging.getLogger(__name__)


def advance_rosters(limit: int = 100) -> int:
    """Sweep: advance up to `limit` rosters, each in its own transaction; one that fails does not stop the others."""
    due = list(rosters_to_advance().values_list("pk", flat=True)[:limit])
    return sum(advance_roster(roster_pk=pk) for pk in due)


def advance_roster(*, roster_pk: int) -> bool:
    """Move one process as far as the facts allow; False when there was nothing to do, another worker has it, or it failed."""
    try:
        with Context(propagate_exception=False), transaction.atomic():
            return _advance(roster_pk)
    except Exception:
        logger.exception("roster %s could not be advanced", roster_pk)
        return False


def _advance(roster_pk: int) -> bool:
    # The process row comes first, as in every act on a task: the other order could deadlock with whoever acts.
    rows = RecommendationProcess.objects.filter(roster_id=roster_pk).order_by()
    if not rows.exists():
        return _start(roster_pk)
    locked = rows.select_for_update(skip_locked=True).values_list("pk", flat=True).first()
    if locked is None:
        return False
    process = RecommendationProcess.objects.get(pk=locked)
    roster = Roster.objects.get(pk=roster_pk)
    return _cancel(process, roster) or _follow(process, roster)


def _start(roster_pk: int) -> bool:
    roster = Roster.objects.select_for_update().get(pk=roster_pk)
    if roster.status not in CONFIRMED_ONCE or RecommendationProcess.objects.filter(roster=roster).exists():
        return False
    RecommendationFlow.start.run(roster=roster)
    return True


def _cancel(process: RecommendationProcess, roster: Roster) -> bool:
    """撤回 by the agency: open tasks end with the process."""
    if process.finished or roster.status != RosterStatus.WITHDRAWN:
        return False
    RecommendationFlow.instance.cancel(process)
    return True


def _follow(process: RecommendationProcess, roster: Roster) -> bool:
    """Complete the tasks whose fact has come about."""
    has_moved = False
    if roster.status in JUDGED and (task := waiting_task(process.pk, RecommendationFlow.check)):
        _complete(task)
        has_moved = True
    if roster.status == RosterStatus.CONFIRMED and (
        task := waiting_task(process.pk, RecommendationFlow.await_agency)
    ):
        RecommendationFlow.await_agency.run(task)
        has_moved = True
    waits = waiting_task(process.pk, RecommendationFlow.await_activation)
    if waits is not None and is_settled(roster):
        RecommendationFlow.await_activation.run(waits)
        has_moved = True
    return has_moved


def _complete(task: Task) -> None:
    """The act was done at the desk; the task of it is over, whoever had taken it."""
    with task.activation() as activation:
        if activation.assign.can_proceed():
            activation.assign(user=None)
        activation.start(None)
        activation.execute()
