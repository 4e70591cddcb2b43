"""What every change of a recommendation does: lock the row, write the new state, leave the trace, tell whom it concerns."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import user_by_mobile
from audit.actions import record_event
from messaging.actions import announce
from messaging.audiences import Concerned
from policies.enums import Kind
from recruitment.actions.roster_checking import CHECK
from recruitment.enums import RecommendationStatus as Status
from recruitment.models import Recommendation
from recruitment.rosters.refusals import NotCheckerError, RecommendationStatusError
from recruitment.signals import recommendation_closed

SAID_WHY = frozenset({Status.MERGED, Status.DROPPED})


def lock_recommendation(recommendation: Recommendation, *, expected: Collection[str]) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("policy", "row__roster")
    row = rows.get(pk=recommendation.pk)
    if row.status not in expected:
        raise RecommendationStatusError(row.get_status_display())
    return row


def lock_for_staff(recommendation: Recommendation, by: User, expected: Collection[str]) -> Recommendation:
    if not by.has_perm(CHECK):
        raise NotCheckerError
    return lock_recommendation(recommendation, expected=expected)


def move_recommendation(
    row: Recommendation, to: Status, verb: str, *, by: User | None, reason: str = ""
) -> None:
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


def close_recommendation(
    row: Recommendation, to: Status, verb: str, *, by: User | None, at: datetime
) -> Recommendation:
    row.closed_at = at
    move_recommendation(row, to, verb, by=by, reason=row.reason if to in SAID_WHY else "")
    with translation.override(settings.LANGUAGE_CODE):
        result = str(to.label)
    said = {"no": row.row.roster.number or "", "result": result}
    tell_of(row, "recommendation.closed", at, f"closed:{row.invitation}:{to}", said, is_for_agency=True)
    recommendation_closed.send(Recommendation, recommendation=row, by=by, at=at)
    return row


def tell_of(
    row: Recommendation,
    event: str,
    at: datetime,
    occasion: str,
    params: dict[str, str],
    *,
    is_for_agency: bool = False,
) -> None:
    """To the number of the table, whether or not somebody has signed in with it; what ends without them, to the agency alone."""
    known = None if is_for_agency else row.user or user_by_mobile(row.mobile)
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


def pool_of(row: Recommendation) -> dict[str, str]:
    with translation.override(settings.LANGUAGE_CODE):  # messages are Chinese, whatever the sender reads
        pool = _("工作站资源库") if row.kind == Kind.STATION else _("专家库")
        return {"prov": str(row.get_province_display()), "pool": pool}
