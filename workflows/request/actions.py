"""Doors that move request processes: one request as far as its facts allow, and the sweep over all of them."""

import logging
import time
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from viewflow.workflow.context import Context

from matters.actions import lapse_request, recount_supplement
from matters.enums import Status
from matters.models import Request
from policies.calendar import CalendarGapError
from workflows.request.flow import RequestFlow
from workflows.request.models import RequestProcess
from workflows.request.queries import failed_task, requests_to_advance, waiting_task

TURN_SECONDS = 1.0  # then the worker's other sweeps
PAUSE_SECONDS = 0.01  # with the lock free: SQLite does not queue its writers

logger = logging.getLogger(__name__)


def advance_requests(limit: int = 100) -> int:
    """Sweep: advance up to `limit` requests, each in its own transaction; one that fails does not stop the others."""
    at, ends = timezone.now(), time.monotonic() + TURN_SECONDS
    moved = 0
    for pk in list(requests_to_advance(at).values_list("pk", flat=True)[:limit]):
        if advance_request(request_pk=pk, at=at):
            moved += 1
            time.sleep(PAUSE_SECONDS)
        if time.monotonic() > ends:
            break
    return moved


def advance_request(*, request_pk: int, at: datetime) -> bool:
    """Move one process as far as the facts allow; False when there was nothing to do, another worker has it, or it failed."""
    try:
        with Context(propagate_exception=False), transaction.atomic():
            return _advance(request_pk, at)
    except CalendarGapError as gap:
        logger.warning("request %s waits: the work calendar has no row for %s", request_pk, gap)
        return False
    except Exception:
        logger.exception("request %s could not be advanced", request_pk)
        return False


def _advance(request_pk: int, at: datetime) -> bool:
    if not RequestProcess.objects.filter(request_id=request_pk).exists():
        return _start(request_pk)
    # The process row comes first, as in every act on a task: the other order could deadlock with a signer.
    rows = RequestProcess.objects.filter(request_id=request_pk).order_by()
    locked = rows.select_for_update(skip_locked=True).values_list("pk", flat=True).first()
    if locked is None:
        return False
    process = RequestProcess.objects.get(pk=locked)
    request = Request.objects.get(pk=request_pk)
    recounted = request
    if request.status == Status.SUPPLEMENT:  # first, so that nothing lapses by a calendar that has changed
        recounted = recount_supplement(request=request, at=at)
    has_moved = recounted.supplement_revision != request.supplement_revision
    return has_moved or _cancel(process, request) or _follow(process, recounted, at) or _retry(process, at)


def _start(request_pk: int) -> bool:
    request = Request.objects.select_related("policy").get(pk=request_pk)
    if request.status != Status.SUBMITTED:
        return False
    RequestFlow.start.run(request=request)
    return True


def _cancel(process: RequestProcess, request: Request) -> bool:
    """撤回：open tasks end with the process."""
    if request.status != Status.RETRACTED or process.finished:
        return False
    process.outcome = Status.RETRACTED
    RequestFlow.instance.cancel(process)
    return True


def _follow(process: RequestProcess, request: Request, at: datetime) -> bool:
    """Complete the waiting task when the supplement has come, or its last day has passed: then it lapses here."""
    task = waiting_task(process.pk)
    if task is None or not _is_settled(request, at):
        return False
    RequestFlow.await_supplement.run(task)
    return True


def _is_settled(request: Request, at: datetime) -> bool:
    if request.status != Status.SUPPLEMENT:
        return request.status == Status.REVIEWING
    due_on = request.supplement_due_on
    if due_on is None or timezone.localdate(at) <= due_on or request.supplement_is_provisional:
        return False
    lapse_request(request=request, at=at)
    return True


def _retry(process: RequestProcess, at: datetime) -> bool:
    task = failed_task(process.pk, at)
    if task is None:
        return False
    with task.activation() as activation:
        activation.revive()
    return True
