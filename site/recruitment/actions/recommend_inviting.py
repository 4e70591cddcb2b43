"""推荐邀请：invited by SMS, reminded, lapsed, reported as a wrong number, sent anew (S-5-R, E-4-R)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record_event
from recruitment.actions.moving import chinese_day, given_reason
from recruitment.actions.recommend_moving import (
    close_recommendation,
    lock_for_staff,
    lock_recommendation,
    move_recommendation,
    pool_of,
    tell_of,
)
from recruitment.actions.roster_checking import CHECK
from recruitment.enums import RecommendationStatus as Status
from recruitment.enums import RosterRowStatus, RosterVerdict
from recruitment.models import Recommendation, Roster, RosterRow
from recruitment.queries.recommendations import is_publicized
from recruitment.rosters.refusals import NotInvitedError, NumberMissingError


@transaction.atomic
def invite_passed(*, roster: Roster, at: datetime) -> int:
    """已纳入待激活：every row that passed is invited, once; a row without a mobile number waits for one. Returns how many rows."""
    passed = roster.rows.filter(
        status=RosterRowStatus.KEPT, verdict=RosterVerdict.PASSED, recommendation__isnull=True
    ).order_by("pk")
    rows = list(passed)
    for row in rows:
        _begin(row, roster, at)
    return len(rows)


@transaction.atomic
def report_wrong_number(*, recommendation: Recommendation, by: User, at: datetime) -> Recommendation:
    """号码有误：said by whoever holds the number, or by staff. Raises NotInvitedError, RecommendationStatusError."""
    row = lock_recommendation(recommendation, expected={Status.INVITED})
    holds_number = bool(by.mobile_verified_at) and by.mobile == row.mobile
    if not holds_number and not by.has_perm(CHECK):
        raise NotInvitedError
    return close_recommendation(row, Status.MISDIRECTED, "report_wrong_number", by=by, at=at)


@transaction.atomic
def invite_again(
    *, recommendation: Recommendation, mobile: str, reason: str, by: User, at: datetime
) -> Recommendation:
    """重新邀请：a number put right, or a new time after the lapse. Raises NotCheckerError, ReasonMissingError, NumberMissingError, RecommendationStatusError."""
    row = lock_for_staff(recommendation, by, {Status.MISDIRECTED, Status.LAPSED})
    if not mobile:
        raise NumberMissingError
    row.reason, row.mobile, row.closed_at = given_reason(reason), mobile, None
    _invite(row, at)
    move_recommendation(row, Status.INVITED, "invite_again", by=by, reason=row.reason)
    _tell_invited(row, at)
    return row


@transaction.atomic
def remind_recommendation(*, recommendation: Recommendation, at: datetime) -> bool:
    """提醒：once for each day it falls due; False when it was not due any more."""
    row = lock_recommendation(recommendation, expected=Status)
    today = timezone.localdate(at)
    if row.status != Status.INVITED or row.due_on is None or row.remind_on is None or row.remind_on > today:
        return False
    due = row.remind_on
    row.remind_on = _next_reminder(row, today)
    row.save(update_fields=["remind_on"])
    if today <= row.due_on:
        occasion = f"reminded:{row.invitation}:{due.isoformat()}"
        tell_of(
            row, "recommendation.reminded", at, occasion, {**pool_of(row), "date": chinese_day(row.due_on)}
        )
    return True


@transaction.atomic
def lapse_recommendation(*, recommendation: Recommendation, at: datetime) -> bool:
    """逾期未激活：the last day has passed; False when it is not over, or somebody was faster."""
    row = lock_recommendation(recommendation, expected=Status)
    if row.status != Status.INVITED or row.due_on is None or timezone.localdate(at) <= row.due_on:
        return False
    close_recommendation(row, Status.LAPSED, "lapse", by=None, at=at)
    return True


def _begin(row: RosterRow, roster: Roster, at: datetime) -> None:
    known = Recommendation(
        row=row,
        policy=roster.round.policy,
        kind=roster.kind,
        province=roster.province,
        name=row.name[:100],
        mobile=row.mobile,
    )
    if row.mobile:
        _invite(known, at)
        known.status = Status.INVITED
    else:
        known.status, known.closed_at = Status.MISDIRECTED, at
    known.save()
    record_event(by=None, verb="recommendation.begin", target=known, after={"status": known.status})
    if known.status == Status.INVITED:
        _tell_invited(known, at)


def _invite(row: Recommendation, at: datetime) -> None:
    today = timezone.localdate(at)
    row.invitation += 1
    row.invited_at = at
    row.due_on = today + timedelta(days=int(row.policy.value("recommend.activation_days")))
    row.remind_on = _next_reminder(row, today)


def _tell_invited(row: Recommendation, at: datetime) -> None:
    """Who is shown to the public first is not told that the pool has them already."""
    event = "recommendation.proposed" if is_publicized(row) else "recommendation.invited"
    tell_of(row, event, at, f"invited:{row.invitation}", pool_of(row))


def _next_reminder(row: Recommendation, today: date) -> date | None:
    """None when the next would fall after the last day."""
    day = today + timedelta(days=int(row.policy.value("recommend.remind_days")))
    return day if row.due_on and day <= row.due_on else None
