"""受理、不予受理、决定：one person accepts and looks into a complaint, another decides it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from feedback.actions.moving import given_reason, lock, record, refuse_parties, settle, tell, tell_holder
from feedback.enums import Status
from feedback.exceptions import SamePersonError
from feedback.models import Complaint
from feedback.signals import complaint_upheld
from policies.calendar import add_workdays
from policies.queries import calendar_from
from recruitment.actions.moving import chinese_day


@transaction.atomic
def accept_complaint(*, complaint: Complaint, by: User, at: datetime) -> Complaint:
    """受理：looked into within complaint.handle_days. Raises ComplaintStatusError, PartyError, CalendarGapError."""
    row = lock(complaint, expected={Status.LODGED})
    refuse_parties(row, by)
    today = timezone.localdate(at)
    calendar = calendar_from(today)
    row.due_on = add_workdays(today, int(row.policy.value("complaint.handle_days")), calendar.is_workday)
    row.is_provisional = calendar.touched_unconfirmed
    row.status, row.accepted_at, row.accepted_by = Status.HANDLING, at, by
    row.save()
    after = {"status": row.status, "due_on": row.due_on.isoformat()}
    record(row, "accept", by=by, before={"status": Status.LODGED}, after=after)
    until = chinese_day(row.due_on) + (_("（暂定）") if row.is_provisional else "")
    tell(row, "complaint.accepted", at=at, occasion="accepted", date=until)
    return row


@transaction.atomic
def decline_complaint(*, complaint: Complaint, by: User, at: datetime, reason: str) -> Complaint:
    """不予受理：for a reason the complainant reads; the holder hears nothing. Raises ComplaintStatusError, PartyError, ReasonMissingError."""
    row = lock(complaint, expected={Status.LODGED})
    refuse_parties(row, by)
    return settle(row, Status.DECLINED, by=by, at=at, reason=given_reason(reason))


@transaction.atomic
def uphold_complaint(
    *, complaint: Complaint, by: User, at: datetime, reason: str, calls_for_revocation: bool
) -> Complaint:
    """举报成立：answered to both sides; whether the title is in question is kept for whoever decides that (S-15, E-13).

    Raises ComplaintStatusError, PartyError, SamePersonError, ReasonMissingError.
    """
    row = _to_decide(complaint, by)
    row.calls_for_revocation = calls_for_revocation
    _decide(row, Status.UPHELD, by, at, reason)
    complaint_upheld.send(Complaint, complaint=row, by=by, at=at)
    return row


@transaction.atomic
def dismiss_complaint(*, complaint: Complaint, by: User, at: datetime, reason: str) -> Complaint:
    """举报不成立：answered to both sides. Raises ComplaintStatusError, PartyError, SamePersonError, ReasonMissingError."""
    return _decide(_to_decide(complaint, by), Status.DISMISSED, by, at, reason)


def _to_decide(complaint: Complaint, by: User) -> Complaint:
    row = lock(complaint, expected={Status.HANDLING})
    refuse_parties(row, by)
    if row.accepted_by_id == by.pk:
        raise SamePersonError
    return row


def _decide(row: Complaint, to: Status, by: User, at: datetime, reason: str) -> Complaint:
    settle(row, to, by=by, at=at, reason=given_reason(reason))
    tell_holder(row, "complaint.decided", at=at, occasion="decided", result=str(to.label))
    return row
