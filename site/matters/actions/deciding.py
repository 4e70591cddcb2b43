"""From review to the end of a request. Called by its flow; who may call is checked there and by permission."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from matters.actions.moving import lock, move, tell
from matters.enums import Status
from matters.models import Request
from policies.queries import calendar_changed_since
from recruitment.actions import supplement_due
from recruitment.actions.moving import chinese_day, given_reason
from recruitment.exceptions import NotDueError, SupplementsUsedUpError


@transaction.atomic
def begin_review(*, request: Request, by: User | None, at: datetime) -> Request:
    """审核开始：from here the applicant can no longer retract. A second call changes nothing."""
    row = lock(request, expected={Status.SUBMITTED, Status.REVIEWING})
    if row.status == Status.REVIEWING:
        return row
    return move(row, Status.REVIEWING, verb="begin_review", by=by, at=at)


@transaction.atomic
def request_supplement(
    *,
    request: Request,
    by: User | None,
    at: datetime,
    due_on: date,
    reason: str,
    is_provisional: bool = False,
    revision: int = 0,
) -> Request:
    """退回补正：as often as the version allows, until a day, for a reason the applicant reads."""
    row = lock(request, expected={Status.REVIEWING})
    reason = given_reason(reason)
    if row.supplement_count >= int(row.policy.value("review.supplement_times")):
        raise SupplementsUsedUpError(row.supplement_count)
    row.supplement_count += 1
    row.supplement_due_on, row.supplement_reason = due_on, reason
    row.supplement_is_provisional, row.supplement_revision = is_provisional, revision
    move(row, Status.SUPPLEMENT, verb="request_supplement", by=by, at=at, note=reason, due_on=due_on)
    tell(
        row,
        "request.supplement",
        at=at,
        occasion=f"supplement:{row.supplement_count}",
        date=_day(due_on, is_provisional=is_provisional),
    )
    return row


@transaction.atomic
def approve_request(*, request: Request, by: User | None, at: datetime, opinion: str) -> Request:
    """同意：the end one asks for; the opinion is told to the applicant."""
    return _decide(request, Status.APPROVED, "approve", by, at, opinion.strip())


@transaction.atomic
def refuse_request(*, request: Request, by: User | None, at: datetime, reason: str) -> Request:
    """不予同意：with the reason the applicant reads."""
    return _decide(request, Status.REFUSED, "refuse", by, at, given_reason(reason))


def _decide(request: Request, to: Status, verb: str, by: User | None, at: datetime, said: str) -> Request:
    row = lock(request, expected={Status.REVIEWING})
    row.decision_reason = said
    row.decided_at, row.decided_by = at, by
    move(row, to, verb=verb, by=by, at=at, note=said)
    tell(row, "request.decided", at=at, occasion="decided", result=_in_chinese(to))
    return row


@transaction.atomic
def lapse_request(*, request: Request, at: datetime) -> Request:
    """逾期未补正：the last day is final and has passed without a resubmission. Raises NotDueError before."""
    row = lock(request, expected={Status.SUPPLEMENT})
    if row.supplement_is_provisional or row.supplement_due_on is None:
        raise NotDueError
    if timezone.localdate(at) <= row.supplement_due_on:
        raise NotDueError
    row.decided_at = at
    move(row, Status.LAPSED, verb="lapse", by=None, at=at, due_on=row.supplement_due_on)
    tell(row, "request.decided", at=at, occasion="decided", result=_in_chinese(Status.LAPSED))
    return row


@transaction.atomic
def recount_supplement(*, request: Request, at: datetime) -> Request:
    """重算补正截止日：after a change of the calendar. A final day only moves later; the applicant is told each new day.

    Raises CalendarGapError.
    """
    row = lock(request, expected={Status.SUPPLEMENT})
    asked = row.milestones.filter(status=Status.SUPPLEMENT).last()
    told = row.supplement_due_on
    if told is None or asked is None or calendar_changed_since(row.supplement_revision) is None:
        return row
    was_provisional = row.supplement_is_provisional
    due = supplement_due(timezone.localdate(asked.at), row.policy)
    floor = min(told, timezone.localdate(at)) if was_provisional else told
    row.supplement_due_on = max(due.day, floor)
    row.supplement_is_provisional, row.supplement_revision = due.is_provisional, due.revision
    row.save(update_fields=["supplement_due_on", "supplement_is_provisional", "supplement_revision"])
    if (row.supplement_due_on, due.is_provisional) != (told, was_provisional):
        words = _day(row.supplement_due_on, is_provisional=due.is_provisional)
        occasion = f"supplement:{row.supplement_count}:{row.supplement_due_on}:{due.is_provisional}"
        tell(row, "request.supplement", at=at, occasion=occasion, date=words)
    return row


def _day(day: date, *, is_provisional: bool) -> str:
    return chinese_day(day) + ("（暂定）" if is_provisional else "")


def _in_chinese(status: Status) -> str:
    with translation.override(settings.LANGUAGE_CODE):  # messages are Chinese, whatever the sender reads
        return str(status.label)
