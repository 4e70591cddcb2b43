"""From a list of names to a page the public may read."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record_event
from policies.models import PolicyVersion
from publicity.actions.locking import lock_window
from publicity.exceptions import EmptyWindowError
from publicity.models import Entry, Window, WindowStatus
from publicity.signals import window_prepared
from publicity.snapshots import EntrySnapshot


@transaction.atomic
def create_window(
    *, title: str, policy: PolicyVersion, snapshots: Sequence[EntrySnapshot], by: User, at: datetime
) -> Window:
    """拟定名单：the names in their order, under the rules of one policy version, copied so that they never change."""
    window = Window.objects.create(
        title=title,
        policy=policy,
        days=int(policy.value("publicity.days")),
        is_workdays=policy.value("publicity.unit") == "workday",
        is_first_day_counted=policy.value("publicity.start") == "same_day",
        is_auto_released=policy.value("publicity.on_close") == "auto",
        created_by=by,
    )
    Entry.objects.bulk_create(
        Entry(window=window, order=order, **asdict(snapshot)) for order, snapshot in enumerate(snapshots, 1)
    )
    copied = ("days", "is_workdays", "is_first_day_counted", "is_auto_released")
    rules = {name: getattr(window, name) for name in copied}
    record_event(
        by=by, verb="window.create", target=window, after={"entries": len(snapshots), **rules}, policy=policy
    )
    return window


@transaction.atomic
def prepare_window(*, window: Window, by: User, at: datetime) -> Window:
    """待发布：the list is complete; its page may be written and published."""
    row = lock_window(window, expected={WindowStatus.DRAFT})
    if not row.entries.exists():
        raise EmptyWindowError
    row.status = WindowStatus.PREPARED
    row.save(update_fields=["status"])
    record_event(by=by, verb="window.prepare", target=row, after={"status": row.status}, policy=row.policy)
    window_prepared.send(sender=Window, window=row, by=by, at=at)
    return row


@transaction.atomic
def stamp_published(*, window: Window, at: datetime) -> bool:
    """When the page first appeared; False when it had before. One conditional UPDATE: publishing again restarts nothing."""
    unpublished = Window.objects.filter(pk=window.pk, status=WindowStatus.PREPARED, published_at__isnull=True)
    if not unpublished.update(published_at=at):
        return False
    record_event(by=None, verb="window.stamp_published", target=window, after={"published_at": at})
    return True
