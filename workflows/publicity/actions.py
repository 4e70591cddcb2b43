"""Doors that move publicity processes: one window as far as its facts allow, and the sweep over all of them."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from viewflow.workflow.context import Context
from viewflow.workflow.models import Task

from policies.calendar import CalendarGapError
from publicity.actions import close_window, confirm_window, open_window, recompute_window
from publicity.exceptions import PublicityRefusedError
from publicity.models import Window, WindowStatus
from workflows.publicity.flow import PublicityFlow
from workflows.publicity.models import PublicityProcess
from workflows.publicity.queries import OVER, PUBLISHED, waiting_task, windows_to_advance

logger = logging.getLogger(__name__)


def advance_windows(limit: int = 100) -> int:
    """Sweep: advance up to `limit` windows, each in its own transaction; one that fails does not stop the others."""
    at = timezone.now()
    due = list(windows_to_advance(at).values_list("pk", flat=True)[:limit])
    return sum(advance_window(window_pk=pk, at=at) for pk in due)


def advance_window(*, window_pk: int, at: datetime) -> bool:
    """Move one window as far as the facts allow; False when there was nothing to do, another worker has it, or it failed."""
    try:
        with Context(propagate_exception=False), transaction.atomic():
            return _advance(window_pk, at)
    except CalendarGapError as gap:
        logger.warning("window %s waits: the work calendar has no row for %s", window_pk, gap)
    except PublicityRefusedError as refusal:
        logger.warning("window %s waits: %s", window_pk, refusal)
    except Exception:
        logger.exception("window %s could not be advanced", window_pk)
    return False


def _advance(window_pk: int, at: datetime) -> bool:
    # The process row comes first, as in every act on a task: the other order could deadlock with whoever confirms.
    rows = PublicityProcess.objects.filter(window_id=window_pk).order_by()
    if not rows.exists():
        return _start(window_pk)
    process_pk = rows.select_for_update(skip_locked=True).values_list("pk", flat=True).first()
    if process_pk is None:
        return False
    before = Window.objects.get(pk=window_pk)
    window = _count(before, at)
    has_moved = (window.status, window.last_day, window.is_provisional) != (
        before.status,
        before.last_day,
        before.is_provisional,
    )
    return _follow(process_pk, window) or has_moved


def _start(window_pk: int) -> bool:
    window = Window.objects.select_for_update().get(pk=window_pk)
    if window.status == WindowStatus.DRAFT or PublicityProcess.objects.filter(window=window).exists():
        return False
    PublicityFlow.start.run(window=window)
    return True


def _count(window: Window, at: datetime) -> Window:
    """What the clock and the calendar say: published → open, calendar changed → recounted, over → closed, if so ruled confirmed."""
    if window.status == WindowStatus.PREPARED and window.published_at:
        window = open_window(window=window, at=at)
    elif window.status == WindowStatus.OPEN:  # first, so that nothing closes by a calendar that has changed
        window = recompute_window(window=window, at=at)
    is_final = window.status == WindowStatus.OPEN and not window.is_provisional
    if is_final and window.closes_at and window.closes_at <= at:
        window = close_window(window=window, at=at)
    if window.status == WindowStatus.CLOSED and window.is_auto_released:
        window = confirm_window(window=window, by=None, at=at)
    return window


def _follow(process_pk: int, window: Window) -> bool:
    """Complete the tasks whose fact has come about."""
    has_moved = False
    if window.status in PUBLISHED and (task := waiting_task(process_pk, PublicityFlow.publish)):
        _complete(task)
        has_moved = True
    if window.status in OVER and (task := waiting_task(process_pk, PublicityFlow.count_days)):
        PublicityFlow.count_days.run(task)
        has_moved = True
    if window.status == WindowStatus.CONFIRMED and (task := waiting_task(process_pk, PublicityFlow.confirm)):
        _complete(task)
        has_moved = True
    return has_moved


def _complete(task: Task) -> None:
    """The act was done elsewhere (the page was published); the task of it is over, whoever had taken it."""
    with task.activation() as activation:
        if activation.assign.can_proceed():
            activation.assign(user=None)
        activation.start(None)
        activation.execute()
