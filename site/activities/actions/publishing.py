"""发布与取消：an activity is handed in, and stands in public at once or after the staff agreed (activity.approval)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activities import exceptions
from activities.actions.moving import day_of, given_reason, lock, record, refuse_others, tell, when
from activities.enums import Status
from activities.models import Activity
from activities.queries import approvers, has_undertaken, people_coming, stations_of
from messaging.audiences import Concerned
from registry.models import Holder


@transaction.atomic
def submit_activity(*, activity: Activity, by: User, at: datetime) -> Activity:
    """提交：published, or brought before the staff where the rules say so; the Center's own needs no approval.

    Raises ActivityStatusError, NotOrganiserError, ContactMissingError, PastError, OutsideTermError, UndertakingMissingError.
    """
    row = lock(activity, expected={Status.DRAFT})
    refuse_others(row, by)
    if not row.contact_name.strip():
        raise exceptions.ContactMissingError
    if row.starts_at <= at:
        raise exceptions.PastError
    if row.holder is not None:
        _check_station(row, row.holder, by, at)
        if row.policy.value("activity.approval") == "staff":
            return _wait(row, by, at)
    publish(row, by=by, at=at)
    record(row, "publish", by=by)
    return row


@transaction.atomic
def cancel_activity(*, activity: Activity, by: User, at: datetime, reason: str) -> Activity:
    """取消：until it has ended; everybody with a place or in the queue is told why.

    Raises ActivityStatusError, NotOrganiserError, ReasonMissingError, SignupClosedError.
    """
    row = lock(activity, expected={Status.PUBLISHED})
    refuse_others(row, by)
    row.reason = given_reason(reason)
    if row.ends_at <= at:
        raise exceptions.SignupClosedError
    row.status, row.settled_at, row.settled_by = Status.CANCELLED, at, by
    row.save(update_fields=["status", "settled_at", "settled_by", "reason"])
    record(row, "cancel", by=by)
    for signup in people_coming(row):
        tell(row, "activity.cancelled", Concerned(applicant=signup.user), at=at, occasion=f"cancelled:{signup.pk}", date=when(row))  # fmt: skip
    return row


def publish(row: Activity, *, by: User, at: datetime) -> None:
    row.status, row.published_at, row.published_by, row.reason = Status.PUBLISHED, at, by, ""
    row.save(update_fields=["status", "published_at", "published_by", "reason"])


def _check_station(row: Activity, station: Holder, by: User, at: datetime) -> None:
    if not has_undertaken(by):
        raise exceptions.UndertakingMissingError
    for day in (timezone.localdate(at), day_of(row)):
        if not stations_of(by, day).contains(station):
            raise exceptions.OutsideTermError


def _wait(row: Activity, by: User, at: datetime) -> Activity:
    row.status, row.reason = Status.WAITING, ""
    row.save(update_fields=["status", "reason"])
    record(row, "submit", by=by)
    desk = Concerned(person=tuple(approvers()))
    tell(row, "activity.received", desk, at=at, occasion=f"received:{at:%Y%m%d%H%M%S%f}", date=when(row))
    return row
