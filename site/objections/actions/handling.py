"""受理或不予受理：the handler's first act. Accepting holds the one entry; the others on the list go on."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from objections.actions.moving import given_reason, lock, record, refuse_parties, settle, tell
from objections.enums import Status
from objections.models import Objection
from objections.signals import objection_accepted
from policies.calendar import add_workdays
from policies.queries import calendar_from, calendar_revision
from publicity.actions import hold_entry
from publicity.models import EntryStatus
from recruitment.actions.moving import chinese_day


@transaction.atomic
def accept_objection(*, objection: Objection, by: User, at: datetime) -> Objection:
    """受理：looked into within objection.handle_days; the entry waits, however many objections there are to it.

    Raises ObjectionStatusError, PartyError, CalendarGapError.
    """
    row = lock(objection, expected={Status.LODGED})
    refuse_parties(row, by)
    asked_on = timezone.localdate(at)
    row.calendar_revision = calendar_revision()
    calendar = calendar_from(asked_on)
    row.due_on = add_workdays(asked_on, int(row.policy.value("objection.handle_days")), calendar.is_workday)
    row.is_provisional = calendar.touched_unconfirmed
    row.status, row.accepted_at, row.accepted_by = Status.HANDLING, at, by
    row.save()
    record(row, "accept", by=by, before={"status": Status.LODGED}, after={"status": row.status, "due_on": row.due_on.isoformat()})  # fmt: skip
    if row.entry.status == EntryStatus.LISTED:
        hold_entry(
            entry=row.entry,
            by=by,
            at=at,
            reason=_("收到异议 %(number)s，正在核查。") % {"number": row.number},
        )
    until = chinese_day(row.due_on) + (_("（暂定）") if row.is_provisional else "")
    tell(row, "objection.accepted", at=at, occasion="accepted", date=until)
    objection_accepted.send(Objection, objection=row, by=by, at=at)
    return row


@transaction.atomic
def decline_objection(*, objection: Objection, by: User, at: datetime, reason: str) -> Objection:
    """不予受理：for a reason the objector reads; the entry was not held for it. Raises ObjectionStatusError, PartyError, ReasonMissingError."""
    row = lock(objection, expected={Status.LODGED})
    refuse_parties(row, by)
    return settle(row, Status.DECLINED, by=by, at=at, reason=given_reason(reason))
