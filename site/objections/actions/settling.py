"""办结：an objection is upheld, dismissed or withdrawn; the entry follows when its last objection is settled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from objections.actions.moving import given_reason, lock, refuse_parties, settle
from objections.enums import RUNNING, Status
from objections.exceptions import NotObjectorError
from objections.models import Objection
from objections.queries import running_at
from publicity.actions import drop_entry, release_entry
from publicity.models import EntryStatus


@transaction.atomic
def uphold_objection(*, objection: Objection, by: User, at: datetime, reason: str) -> Objection:
    """异议成立：the entry drops out for a reason its applicant reads; other objections to it have thereby succeeded.

    Raises ObjectionStatusError, PartyError, ReasonMissingError.
    """
    row = lock(objection, expected={Status.HANDLING})
    refuse_parties(row, by)
    said = given_reason(reason)
    settle(row, Status.UPHELD, by=by, at=at, reason=said)
    drop_entry(entry=row.entry, by=by, at=at, reason=said)  # the others are settled by what it sends
    return row


@transaction.atomic
def dismiss_objection(*, objection: Objection, by: User, at: datetime, reason: str) -> Objection:
    """异议不成立：with the last of them the entry goes on, even when the window has long closed.

    Raises ObjectionStatusError, PartyError, ReasonMissingError.
    """
    row = lock(objection, expected={Status.HANDLING})
    refuse_parties(row, by)
    settle(row, Status.DISMISSED, by=by, at=at, reason=given_reason(reason))
    _go_on(row, by, at, _("异议 %(number)s 经核查不成立。") % {"number": row.number})
    return row


@transaction.atomic
def withdraw_objection(*, objection: Objection, by: User, at: datetime) -> Objection:
    """撤回异议：by the objector, until it is settled. Raises ObjectionStatusError, NotObjectorError."""
    row = lock(objection, expected=RUNNING)
    if row.objector_id != by.pk:
        raise NotObjectorError
    handler = row.accepted_by
    settle(row, Status.WITHDRAWN, by=by, at=at)
    if handler is not None:  # the entry's trace is read by more people than may know the objector
        _go_on(row, handler, at, _("异议 %(number)s 已撤回。") % {"number": row.number})
    return row


def _go_on(row: Objection, by: User, at: datetime, reason: str) -> None:
    is_waiting = running_at(row.entry).filter(status=Status.HANDLING).exists()
    if row.entry.status == EntryStatus.HELD and not is_waiting:
        release_entry(entry=row.entry, by=by, at=at, reason=reason)


def follow_entry(objection: Objection, to: Status, by: User, at: datetime, reason: str = "") -> None:
    """The entry is off the list: what was said against it has succeeded, or is moot, whoever said it."""
    row = Objection.objects.select_for_update(of=("self",)).select_related("policy").get(pk=objection.pk)
    if row.status in RUNNING:
        settle(row, to, by=by, at=at, reason=reason)
