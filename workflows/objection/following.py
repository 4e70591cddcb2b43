"""Doors that move objection processes: one objection as far as its facts allow, and the sweep over all of them."""

import logging
import time
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from viewflow.workflow.context import Context

from objections.enums import RUNNING, Status
from objections.models import Objection
from policies.calendar import CalendarGapError
from workflows.objection.flow import ObjectionFlow
from workflows.objection.models import ObjectionProcess
from workflows.objection.queries import failed_task, has_stages, objections_to_advance, waiting_task

TURN_SECONDS = 1.0  # then the worker's other sweeps
PAUSE_SECONDS = 0.01  # with the lock free: SQLite does not queue its writers
DROPPED = "dropped"

logger = logging.getLogger(__name__)


def advance_objections(limit: int = 100) -> int:
    """Sweep: advance up to `limit` objections, each in its own transaction; one that fails does not stop the others."""
    at, ends = timezone.now(), time.monotonic() + TURN_SECONDS
    moved = 0
    for pk in list(objections_to_advance(at).values_list("pk", flat=True)[:limit]):
        if advance_objection(objection_pk=pk, at=at):
            moved += 1
            time.sleep(PAUSE_SECONDS)
        if time.monotonic() > ends:
            break
    return moved


def advance_objection(*, objection_pk: int, at: datetime) -> bool:
    """Move one process as far as the facts allow; False when there was nothing to do, another worker has it, or it failed."""
    try:
        with Context(propagate_exception=False), transaction.atomic():
            return _advance(objection_pk, at)
    except CalendarGapError as gap:
        logger.warning("objection %s waits: the work calendar has no row for %s", objection_pk, gap)
        return False
    except Exception:
        logger.exception("objection %s could not be advanced", objection_pk)
        return False


def _advance(objection_pk: int, at: datetime) -> bool:
    rows = ObjectionProcess.objects.filter(objection_id=objection_pk).order_by()
    if not rows.exists():
        return _start(objection_pk)
    # The process row comes first, as in every act on a task: the other order could deadlock with a signer.
    locked = rows.select_for_update(skip_locked=True).values_list("pk", flat=True).first()
    if locked is None:
        return False
    process = ObjectionProcess.objects.get(pk=locked)
    objection = Objection.objects.get(pk=objection_pk)
    return _cancel(process, objection) or _follow(process, objection) or _retry(process, at)


def _start(objection_pk: int) -> bool:
    """Under rules without stages for objections the desk decides, and no process is needed."""
    objection = Objection.objects.select_related("policy").get(pk=objection_pk)
    if objection.status not in RUNNING or not has_stages(objection):
        return False
    ObjectionFlow.start.run(objection=objection)
    return True


def _cancel(process: ObjectionProcess, objection: Objection) -> bool:
    """撤回, or the entry is off the list for another reason: open tasks end with the process."""
    ends = {Status.WITHDRAWN: Status.WITHDRAWN.value, Status.UPHELD: DROPPED, Status.MOOT: Status.MOOT.value}
    if process.finished or objection.status not in ends:
        return False
    process.outcome = ends[Status(objection.status)]
    ObjectionFlow.instance.cancel(process)
    return True


def _follow(process: ObjectionProcess, objection: Objection) -> bool:
    """Complete the waiting task when somebody has accepted the objection, or declined it."""
    task = waiting_task(process.pk)
    if task is None or objection.status not in {Status.HANDLING, Status.DECLINED}:
        return False
    ObjectionFlow.await_acceptance.run(task)
    return True


def _retry(process: ObjectionProcess, at: datetime) -> bool:
    task = failed_task(process.pk, at)
    if task is None:
        return False
    with task.activation() as activation:
        activation.revive()
    return True
