"""One entry apart from the list: held for an objection, then released or dropped; or withdrawn. The others go on."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record_event
from publicity.actions.locking import given_reason, lock_entry
from publicity.exceptions import WindowStatusError
from publicity.models import Entry, EntryStatus, WindowStatus
from publicity.signals import entry_dropped, entry_held, entry_released, entry_withdrawn


@transaction.atomic
def hold_entry(*, entry: Entry, by: User, at: datetime, reason: str) -> Entry:
    """暂缓：an objection to this entry, and only to this one, is being looked into."""
    row = lock_entry(entry, expected={EntryStatus.LISTED})
    row.status, row.hold_reason = EntryStatus.HELD, given_reason(reason)
    row.held_at, row.held_by = at, by
    row.save(update_fields=["status", "hold_reason", "held_at", "held_by"])
    _record(row, "hold", before=EntryStatus.LISTED, by=by, reason=row.hold_reason)
    entry_held.send(sender=Entry, entry=row, by=by, at=at)
    return row


@transaction.atomic
def release_entry(*, entry: Entry, by: User, at: datetime, reason: str) -> Entry:
    """异议不成立：back among the listed; once the window is confirmed, released like those nobody objected to."""
    row = lock_entry(entry, expected={EntryStatus.HELD})
    row.status, row.settle_reason = EntryStatus.LISTED, given_reason(reason)
    if row.window.status == WindowStatus.CONFIRMED:
        row.status = EntryStatus.RELEASED
        row.settled_at, row.settled_by = at, by
    row.save(update_fields=["status", "settle_reason", "settled_at", "settled_by"])
    _record(row, "release", before=EntryStatus.HELD, by=by, reason=row.settle_reason)
    entry_released.send(sender=Entry, entry=row, by=by, at=at)
    return row


@transaction.atomic
def drop_entry(*, entry: Entry, by: User, at: datetime, reason: str) -> Entry:
    """异议成立，不予认定：for a reason the applicant reads. Nobody can have objected to a list nobody has seen."""
    row = lock_entry(entry, expected={EntryStatus.LISTED, EntryStatus.HELD})
    before, said = row.status, given_reason(reason)
    if row.window.published_at is None:
        raise WindowStatusError(row.window.get_status_display())
    row.status, row.settle_reason = EntryStatus.DROPPED, said
    row.settled_at, row.settled_by = at, by
    row.save(update_fields=["status", "settle_reason", "settled_at", "settled_by"])
    _record(row, "drop", before=before, by=by, reason=row.settle_reason)
    entry_dropped.send(sender=Entry, entry=row, by=by, at=at)
    return row


@transaction.atomic
def withdraw_entry(*, entry: Entry, by: User, at: datetime) -> Entry:
    """退出公示：at the wish of whoever applied, the name is shown no more (个人信息保护法第十五条). Raises EntryStatusError."""
    row = lock_entry(entry, expected={EntryStatus.LISTED, EntryStatus.HELD})
    before = row.status
    row.status, row.settled_at, row.settled_by = EntryStatus.WITHDRAWN, at, by
    row.save(update_fields=["status", "settled_at", "settled_by"])
    _record(row, "withdraw", before=before, by=by, reason="")
    entry_withdrawn.send(sender=Entry, entry=row, by=by, at=at)
    return row


def _record(row: Entry, verb: str, *, before: str, by: User, reason: str) -> None:
    record_event(
        by=by,
        verb=f"entry.{verb}",
        target=row,
        before={"status": before},
        after={"status": row.status, "reason": reason},
        policy=row.window.policy,
    )
