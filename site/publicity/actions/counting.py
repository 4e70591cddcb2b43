"""The clock of a window: opened by the publication of its page, closed by its last day, confirmed by a person (S-5-3, E-4-3)."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record_event
from policies.calendar import window_last_day
from policies.enums import Kind
from policies.queries import calendar_changed_since, calendar_from, calendar_revision
from publicity.actions.locking import lock_window
from publicity.actions.telling import tell_officer
from publicity.exceptions import (
    NotPublishedError,
    PersonNeededError,
    ProvisionalWindowError,
    WindowNotOverError,
)
from publicity.models import Entry, EntryStatus, Window, WindowStatus
from publicity.queries import chosen_columns
from publicity.signals import window_confirmed, window_confirming, window_opened, window_recomputed


@transaction.atomic
def open_window(*, window: Window, at: datetime) -> Window:
    """公示开始：the day the page was published is 公示之日; the last day follows from it.

    Raises NotPublishedError, and CalendarGapError when the work calendar ends too early: then nothing has changed.
    """
    row = lock_window(window, expected={WindowStatus.PREPARED})
    if row.published_at is None:
        raise NotPublishedError
    row.opened_on = timezone.localdate(row.published_at)
    _count(row, row.opened_on)
    row.status = WindowStatus.OPEN
    row.station_columns, row.expert_columns = (
        [column.code for column in chosen_columns(kind)] for kind in (Kind.STATION, Kind.EXPERT)
    )
    row.save()
    shown = {"station_columns": row.station_columns, "expert_columns": row.expert_columns}
    record_event(by=None, verb="window.open", target=row, after=_dates(row) | shown, policy=row.policy)
    window_opened.send(sender=Window, window=row, by=None, at=at)
    return row


@transaction.atomic
def recompute_window(*, window: Window, at: datetime) -> Window:
    """重算截止日：the last day follows the work calendar; a final one only moves later, and not once it has passed.

    Raises WindowStatusError, CalendarGapError.
    """
    row = lock_window(window, expected={WindowStatus.OPEN})
    if row.opened_on is None or row.last_day is None or row.closes_at is None:
        return row
    changed_at = calendar_changed_since(row.calendar_revision)
    if not row.is_provisional and (changed_at is None or changed_at >= row.closes_at):
        return row
    before, told = _dates(row), (row.last_day, row.is_provisional)
    floor = row.last_day if not row.is_provisional else min(row.last_day, timezone.localdate(at))
    _count(row, row.opened_on, floor=floor)
    if row.last_day != told[0]:
        row.last_day_before, row.last_day_moved_on = told[0], timezone.localdate(at)
    if _dates(row) != before:
        row.save()
    if (row.last_day, row.is_provisional) != told:
        record_event(
            by=None, verb="window.recompute", target=row, before=before, after=_dates(row), policy=row.policy
        )
        tell_officer(row, at)
        window_recomputed.send(sender=Window, window=row, by=None, at=at)
    return row


@transaction.atomic
def close_window(*, window: Window, at: datetime) -> Window:
    """期满：the last day has ended at 24:00. Raises ProvisionalWindowError, WindowNotOverError."""
    row = lock_window(window, expected={WindowStatus.OPEN})
    if row.is_provisional:
        raise ProvisionalWindowError
    if row.closes_at is None or at < row.closes_at:
        raise WindowNotOverError
    row.status = WindowStatus.CLOSED
    row.save(update_fields=["status"])
    record_event(by=None, verb="window.close", target=row, after={"status": row.status}, policy=row.policy)
    return row


@transaction.atomic
def confirm_window(*, window: Window, by: User | None, at: datetime) -> Window:
    """公示结果确认：whoever nobody objects to is released; what is held waits for its own end.

    Without `by` it is the clock that confirms, where the policy says so. Raises PersonNeededError, and what a
    room that keeps objections raises while one of them waits to be accepted.
    """
    row = lock_window(window, expected={WindowStatus.CLOSED})
    if by is None and not row.is_auto_released:
        raise PersonNeededError
    window_confirming.send(sender=Window, window=row, by=by, at=at)
    row.status = WindowStatus.CONFIRMED
    row.confirmed_at, row.confirmed_by = at, by
    row.save(update_fields=["status", "confirmed_at", "confirmed_by"])
    listed = Entry.objects.filter(window=row, status=EntryStatus.LISTED)
    released = listed.update(status=EntryStatus.RELEASED, settled_at=at, settled_by=by)
    held = Entry.objects.filter(window=row, status=EntryStatus.HELD).count()
    record_event(
        by=by,
        verb="window.confirm",
        target=row,
        after={"status": row.status, "released": released, "held": held},
        policy=row.policy,
    )
    window_confirmed.send(sender=Window, window=row, by=by, at=at)
    return row


def _count(row: Window, opened_on: date, *, floor: date = date.min) -> None:
    """Never before `floor`: what was promised to the public stays promised."""
    row.calendar_revision = calendar_revision()
    calendar = calendar_from(opened_on)
    counted = window_last_day(
        opened_on,
        row.days,
        calendar.is_workday,
        is_first_day_counted=row.is_first_day_counted,
        is_workdays=row.is_workdays,
    )
    row.last_day = max(counted, floor)
    row.closes_at = _end_of(row.last_day)
    row.is_provisional = calendar.touched_unconfirmed


def _end_of(day: date) -> datetime:
    """24:00 of a day (民法典 203), that is 00:00 of the next."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _dates(row: Window) -> dict[str, object]:
    return {
        "opened_on": row.opened_on,
        "last_day": row.last_day,
        "closes_at": row.closes_at,
        "is_provisional": row.is_provisional,
        "calendar_revision": row.calendar_revision,
    }
