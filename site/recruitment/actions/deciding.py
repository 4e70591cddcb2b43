"""From review to the end of an application. Called by flows and desks; who may call is checked there and by permission."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from publicity.models import Entry
from recruitment.actions.moving import chinese_day, given_reason, lock, move, tell
from recruitment.enums import Status
from recruitment.exceptions import NotDueError, SupplementsUsedUpError
from recruitment.models import Application
from recruitment.wording import in_brief, publicity_article


@transaction.atomic
def begin_review(*, application: Application, by: User | None, at: datetime) -> Application:
    """评审开始：from here the applicant can no longer retract. A second call, after a supplement, changes nothing."""
    row = lock(application, expected={Status.SUBMITTED, Status.REVIEWING})
    if row.status == Status.REVIEWING:
        return row
    return move(row, Status.REVIEWING, verb="begin_review", by=by, at=at)


@transaction.atomic
def request_supplement(
    *,
    application: Application,
    by: User | None,
    at: datetime,
    due_on: date,
    reason: str,
    is_provisional: bool = False,
    revision: int = 0,
) -> Application:
    """退回补正：as often as the policy allows, until a day, for a reason the applicant reads (S-5-2, E-4-2)."""
    row = lock(application, expected={Status.REVIEWING})
    reason = given_reason(reason)
    allowed = int(row.round.policy.value("review.supplement_times"))
    if row.supplement_count >= allowed:
        raise SupplementsUsedUpError(row.supplement_count)
    row.supplement_count += 1
    row.supplement_due_on, row.supplement_reason = due_on, reason
    row.supplement_is_provisional, row.supplement_revision = is_provisional, revision
    row.supplement_due_before = None
    move(row, Status.SUPPLEMENT, verb="request_supplement", by=by, at=at, note=reason, due_on=due_on)
    tell(
        row,
        "application.supplement",
        at=at,
        occasion=f"supplement:{row.supplement_count}",
        date=chinese_day(due_on) + ("（暂定）" if is_provisional else ""),
    )
    return row


@transaction.atomic
def pass_application(*, application: Application, by: User | None, at: datetime) -> Application:
    """审核通过：ready for a publicity window."""
    row = lock(application, expected={Status.REVIEWING})
    move(row, Status.PASSED, verb="pass", by=by, at=at)
    tell(row, "application.passed", at=at, occasion="passed")
    return row


@transaction.atomic
def refuse_application(
    *, application: Application, by: User | None, at: datetime, reason: str
) -> Application:
    """不予通过：with the reason the applicant reads."""
    row = lock(application, expected={Status.REVIEWING})
    row.decision_reason = given_reason(reason)
    row.decided_at, row.decided_by = at, by
    move(row, Status.REFUSED, verb="refuse", by=by, at=at, note=row.decision_reason)
    tell(row, "application.rejected", at=at, occasion="rejected")
    return row


@transaction.atomic
def lapse_application(*, application: Application, at: datetime) -> Application:
    """逾期未补正：the last day is final and has passed without a resubmission. Raises NotDueError before."""
    row = lock(application, expected={Status.SUPPLEMENT})
    if row.supplement_is_provisional:
        raise NotDueError
    if row.supplement_due_on is None or timezone.localdate(at) <= row.supplement_due_on:
        raise NotDueError
    row.decided_at = at
    move(row, Status.LAPSED, verb="lapse", by=None, at=at, due_on=row.supplement_due_on)
    tell(row, "application.lapsed", at=at, occasion="lapsed")
    return row


@transaction.atomic
def list_application(*, application: Application, entry: Entry, by: User | None, at: datetime) -> Application:
    """列入公示：tied to its entry. The message with the last day is queued when the window opens, not here."""
    row = lock(application, expected={Status.PASSED})
    row.entry = entry
    return move(row, Status.PUBLICIZED, verb="list", by=by, at=at, after={"entry": entry.pk})


@transaction.atomic
def hold_application(*, application: Application, by: User | None, at: datetime) -> Application:
    """暂缓：an objection to this entry is being looked into; the others go on."""
    row = lock(application, expected={Status.PUBLICIZED})
    move(row, Status.HELD, verb="hold", by=by, at=at)
    tell(row, "publicity.held", at=at, occasion=f"held:{at.isoformat()}")
    return row


@transaction.atomic
def resume_application(*, application: Application, by: User | None, at: datetime) -> Application:
    """恢复：the objection was not upheld."""
    row = lock(application, expected={Status.HELD})
    move(row, Status.PUBLICIZED, verb="resume", by=by, at=at)
    tell(row, "publicity.released", at=at, occasion=f"released:{at.isoformat()}")
    return row


@transaction.atomic
def drop_application(*, application: Application, by: User | None, at: datetime, reason: str) -> Application:
    """异议成立，不予认定：with the reason the applicant reads."""
    row = lock(application, expected={Status.PUBLICIZED, Status.HELD})
    row.decision_reason = given_reason(reason)
    row.decided_at, row.decided_by = at, by
    move(row, Status.DROPPED, verb="drop", by=by, at=at, note=row.decision_reason)
    with translation.override(settings.LANGUAGE_CODE):  # messages are Chinese, whatever the sender reads
        article = publicity_article(row.kind)
    tell(
        row,
        "publicity.dropped",
        at=at,
        occasion="dropped",
        article=article,
        reason=in_brief(row.decision_reason),
    )
    return row


@transaction.atomic
def recognize_application(*, application: Application, by: User | None, at: datetime) -> Application:
    """认定：the end one applies for. Holder, certificate and message are the registry's."""
    row = lock(application, expected={Status.PUBLICIZED})
    row.decided_at, row.decided_by = at, by
    return move(row, Status.RECOGNIZED, verb="recognize", by=by, at=at)
