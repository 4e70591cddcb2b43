"""审核活动：a member of staff agrees, or sends it back with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from activities.actions.moving import given_reason, lock, record, tell
from activities.actions.publishing import publish
from activities.enums import Status
from activities.exceptions import NotOrganiserError, PastError
from activities.models import Activity
from messaging.audiences import Concerned


@transaction.atomic
def approve_activity(*, activity: Activity, by: User, at: datetime) -> Activity:
    """同意发布. Raises ActivityStatusError, NotOrganiserError for whoever approves their own, PastError."""
    row = lock(activity, expected={Status.WAITING})
    _refuse_own(row, by)
    if row.starts_at <= at:
        raise PastError
    publish(row, by=by, at=at)
    record(row, "approve", by=by)
    _tell_station(row, _("同意发布"), at)
    return row


@transaction.atomic
def return_activity(*, activity: Activity, by: User, at: datetime, reason: str) -> Activity:
    """退回修改：the station reads why, and may hand it in again. Raises ActivityStatusError, ReasonMissingError."""
    row = lock(activity, expected={Status.WAITING})
    _refuse_own(row, by)
    row.status, row.reason = Status.DRAFT, given_reason(reason)
    row.save(update_fields=["status", "reason"])
    record(row, "return", by=by)
    _tell_station(row, _("退回修改"), at)
    return row


def _refuse_own(row: Activity, by: User) -> None:
    if row.holder is not None and row.holder.user_id == by.pk:
        raise NotOrganiserError


def _tell_station(row: Activity, result: str, at: datetime) -> None:
    if row.holder is not None:
        concerned = Concerned(holder=row.holder.user, kind=row.holder.kind)
        tell(
            row, "activity.decided", concerned, at=at, occasion=f"decided:{at:%Y%m%d%H%M%S%f}", result=result
        )
