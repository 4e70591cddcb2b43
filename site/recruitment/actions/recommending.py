"""推荐激活：invited by SMS, activated by whoever holds the number, reminded, lapsed, sent anew, merged by hand (S-5-R, E-4-R).

The registry listens to `recommendation_activated` and enters the holder in the same transaction.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.actions import record_consent
from accounts.models import ConsentKind, Membership, Organisation, User
from accounts.queries import user_by_mobile
from audit.actions import record_event
from messaging.actions import announce
from messaging.audiences import Concerned
from policies.enums import Kind
from recruitment.actions.moving import chinese_day, given_reason
from recruitment.actions.roster_checking import CHECK
from recruitment.actions.submitting import TEXT_VERSION
from recruitment.enums import RecommendationStatus as Status
from recruitment.enums import RosterRowStatus, RosterVerdict
from recruitment.models import Recommendation, Roster, RosterRow
from recruitment.queries.recommendations import running_twins
from recruitment.rosters.refusals import (
    NotCheckerError,
    NotInvitedError,
    NumberMissingError,
    RecommendationStatusError,
)
from recruitment.signals import activating, recommendation_activated, recommendation_closed


@dataclass(frozen=True)
class Completed:
    """What the table lacks: the unit's code and type, the expert's employer and fields, as names the public reads."""

    uscc: str = ""
    station_kind: str = ""
    employer: str = ""
    field_names: list[str] = field(default_factory=list)


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
def activate_recommendation(
    *, recommendation: Recommendation, completed: Completed, by: User, at: datetime
) -> Recommendation:
    """激活：by whoever verified the number. What may repeat a holder or an application waits for a person to look (HELD).

    Raises NotInvitedError, RecommendationStatusError; then nothing has changed.
    """
    row = _lock(recommendation, expected={Status.INVITED})
    if not by.mobile_verified_at or by.mobile != row.mobile:
        raise NotInvitedError
    if row.due_on is None or timezone.localdate(at) > row.due_on:
        raise RecommendationStatusError(str(Status.LAPSED.label))
    row.user, row.activated_at = by, at
    _complete(row, completed)
    for kind in _consents(row):
        record_consent(by=by, kind=kind, text_version=TEXT_VERSION, at=at)
    row.twins = twins_of(row)
    _move(row, Status.HELD if row.twins else Status.ACTIVATED, "activate", by=by)
    if row.status == Status.ACTIVATED:
        _hand_over(row, by, at)
    return row


@transaction.atomic
def clear_recommendation(
    *, recommendation: Recommendation, reason: str, by: User, at: datetime
) -> Recommendation:
    """不是重复：a person looked and says why. Raises NotCheckerError, ReasonMissingError, RecommendationStatusError."""
    row = _lock_for_staff(recommendation, by, {Status.HELD})
    row.reason = given_reason(reason)
    _move(row, Status.ACTIVATED, "clear", by=by, reason=row.reason)
    _hand_over(row, by, at)
    return row


@transaction.atomic
def merge_recommendation(
    *, recommendation: Recommendation, reason: str, by: User, at: datetime
) -> Recommendation:
    """合并：the person or unit stands elsewhere already; the recommendation ends there, by hand. Raises as `clear_recommendation`."""
    row = _lock_for_staff(recommendation, by, {Status.HELD})
    row.reason = given_reason(reason)
    return _close(row, Status.MERGED, "merge", by=by, at=at)


@transaction.atomic
def report_wrong_number(*, recommendation: Recommendation, by: User, at: datetime) -> Recommendation:
    """号码有误：said by whoever holds the number, or by staff. Raises NotInvitedError, RecommendationStatusError."""
    row = _lock(recommendation, expected={Status.INVITED})
    holds_number = bool(by.mobile_verified_at) and by.mobile == row.mobile
    if not holds_number and not by.has_perm(CHECK):
        raise NotInvitedError
    return _close(row, Status.MISDIRECTED, "report_wrong_number", by=by, at=at)


@transaction.atomic
def invite_again(
    *, recommendation: Recommendation, mobile: str, reason: str, by: User, at: datetime
) -> Recommendation:
    """重新邀请：a number put right, or a new time after the lapse. Raises NotCheckerError, ReasonMissingError, NumberMissingError, RecommendationStatusError."""
    row = _lock_for_staff(recommendation, by, {Status.MISDIRECTED, Status.LAPSED})
    if not mobile:
        raise NumberMissingError
    row.reason, row.mobile, row.closed_at = given_reason(reason), mobile, None
    _invite(row, at)
    _move(row, Status.INVITED, "invite_again", by=by, reason=row.reason)
    _tell(row, "recommendation.invited", at, f"invited:{row.invitation}", _pool(row))
    return row


@transaction.atomic
def remind_recommendation(*, recommendation: Recommendation, at: datetime) -> bool:
    """提醒：once for each day it falls due; False when it was not due any more."""
    row = _lock(recommendation, expected=Status)
    today = timezone.localdate(at)
    if row.status != Status.INVITED or row.due_on is None or row.remind_on is None or row.remind_on > today:
        return False
    due = row.remind_on
    row.remind_on = _next_reminder(row, today)
    row.save(update_fields=["remind_on"])
    if today <= row.due_on:
        occasion = f"reminded:{row.invitation}:{due.isoformat()}"
        _tell(row, "recommendation.reminded", at, occasion, {**_pool(row), "date": chinese_day(row.due_on)})
    return True


@transaction.atomic
def lapse_recommendation(*, recommendation: Recommendation, at: datetime) -> bool:
    """逾期未激活：the last day has passed; False when it is not over, or somebody was faster."""
    row = _lock(recommendation, expected=Status)
    if row.status != Status.INVITED or row.due_on is None or timezone.localdate(at) <= row.due_on:
        return False
    _close(row, Status.LAPSED, "lapse", by=None, at=at)
    return True


def twins_of(row: Recommendation) -> list[str]:
    """What stands elsewhere already: applications, other recommendations, and what the rooms above know (the registry)."""
    with translation.override(settings.LANGUAGE_CODE):
        found = running_twins(row)
        for _receiver, sentences in activating.send(Recommendation, recommendation=row):
            found += sentences or []
    return found


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
        _tell(known, "recommendation.invited", at, "invited:1", _pool(known))


def _invite(row: Recommendation, at: datetime) -> None:
    today = timezone.localdate(at)
    row.invitation += 1
    row.invited_at = at
    row.due_on = today + timedelta(days=int(row.policy.value("recommend.activation_days")))
    row.remind_on = _next_reminder(row, today)


def _next_reminder(row: Recommendation, today: date) -> date | None:
    """None when the next would fall after the last day."""
    day = today + timedelta(days=int(row.policy.value("recommend.remind_days")))
    return day if row.due_on and day <= row.due_on else None


def _complete(row: Recommendation, said: Completed) -> None:
    if row.kind == Kind.EXPERT:
        row.employer, row.field_names = said.employer, "、".join(said.field_names)
        return
    row.station_kind = said.station_kind
    row.organisation, _created = Organisation.objects.get_or_create(
        uscc=said.uscc,
        defaults={"name": row.name, "province": row.province, "address": row.row.address[:200]},
    )


def _hand_over(row: Recommendation, by: User, at: datetime) -> None:
    """Whoever activated speaks for the unit from here on, and the registry enters it."""
    if row.organisation is not None:
        Membership.objects.get_or_create(user=row.user, organisation=row.organisation)
    recommendation_activated.send(Recommendation, recommendation=row, by=by, at=at)


def _consents(row: Recommendation) -> list[ConsentKind]:
    both = [ConsentKind.UNDERTAKING, ConsentKind.E_DELIVERY]
    return [*both, ConsentKind.PUBLISH_NAME] if row.kind == Kind.EXPERT else both


def _lock(recommendation: Recommendation, *, expected: Collection[str]) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("policy", "row__roster")
    row = rows.get(pk=recommendation.pk)
    if row.status not in expected:
        raise RecommendationStatusError(row.get_status_display())
    return row


def _lock_for_staff(recommendation: Recommendation, by: User, expected: Collection[str]) -> Recommendation:
    if not by.has_perm(CHECK):
        raise NotCheckerError
    return _lock(recommendation, expected=expected)


def _move(row: Recommendation, to: Status, verb: str, *, by: User | None, reason: str = "") -> None:
    before = {"status": row.status}
    row.status = to
    row.save()
    record_event(
        by=by,
        verb=f"recommendation.{verb}",
        target=row,
        before=before,
        after={"status": to, **({"reason": reason} if reason else {})},
        policy=row.policy,
    )


def _close(row: Recommendation, to: Status, verb: str, *, by: User | None, at: datetime) -> Recommendation:
    row.closed_at = at
    _move(row, to, verb, by=by, reason=row.reason if to == Status.MERGED else "")
    with translation.override(settings.LANGUAGE_CODE):
        result = str(to.label)
    said = {"no": row.row.roster.number or "", "result": result}
    _tell(row, "recommendation.closed", at, f"closed:{row.invitation}:{to}", said, is_for_agency=True)
    recommendation_closed.send(Recommendation, recommendation=row, by=by, at=at)
    return row


def _pool(row: Recommendation) -> dict[str, str]:
    with translation.override(settings.LANGUAGE_CODE):  # messages are Chinese, whatever the sender reads
        pool = _("工作站资源库") if row.kind == Kind.STATION else _("专家库")
        return {"prov": str(row.get_province_display()), "pool": pool}


def _tell(
    row: Recommendation,
    event: str,
    at: datetime,
    occasion: str,
    params: dict[str, str],
    *,
    is_for_agency: bool = False,
) -> None:
    """To the number of the table, whether or not somebody has signed in with it; what ends without them, to the agency alone."""
    known = None if is_for_agency else user_by_mobile(row.mobile)
    announce(
        event=event,
        params=params,
        concerned=Concerned(
            applicant=known,
            mobile="" if known or is_for_agency else row.mobile,
            province=row.province,
            kind=row.kind,
        ),
        key=f"recommendation:{row.pk}:{occasion}",
        at=at,
    )
