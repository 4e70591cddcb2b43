"""推荐激活：by whoever holds the number of the table; what may repeat another waits for a person to look (S-5-R, E-4-R).

The registry listens to `recommendation_activated` and enters the holder in the same transaction.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts.actions import record_consent
from accounts.models import ConsentKind, Membership, Organisation, User
from policies.enums import Kind
from recruitment.actions.moving import given_reason
from recruitment.actions.recommend_moving import (
    close_recommendation,
    lock_for_staff,
    lock_recommendation,
    move_recommendation,
)
from recruitment.actions.submitting import TEXT_VERSION
from recruitment.enums import RecommendationStatus as Status
from recruitment.models import Recommendation
from recruitment.queries.recommendations import is_publicized, running_twins
from recruitment.rosters.refusals import NotInvitedError, RecommendationStatusError
from recruitment.signals import activating, recommendation_activated


@dataclass(frozen=True)
class Completed:
    """What the table lacks: the unit's code and type, the expert's employer and fields, as names the public reads."""

    uscc: str = ""
    station_kind: str = ""
    employer: str = ""
    field_names: list[str] = field(default_factory=list)


@transaction.atomic
def activate_recommendation(
    *, recommendation: Recommendation, completed: Completed, by: User, at: datetime
) -> Recommendation:
    """激活：by whoever verified the number. What may repeat a holder or an application waits for a person to look (HELD).

    Raises NotInvitedError, RecommendationStatusError; then nothing has changed.
    """
    row = lock_recommendation(recommendation, expected={Status.INVITED})
    if not by.mobile_verified_at or by.mobile != row.mobile:
        raise NotInvitedError
    if row.due_on is None or timezone.localdate(at) > row.due_on:
        raise RecommendationStatusError(str(Status.LAPSED.label))
    row.user, row.activated_at = by, at
    _complete(row, completed)
    for kind in _consents(row):
        record_consent(by=by, kind=kind, text_version=TEXT_VERSION, at=at)
    row.twins = twins_of(row)
    if row.twins:
        move_recommendation(row, Status.HELD, "activate", by=by)
    else:
        go_on(row, "activate", by=by, at=at)
    return row


@transaction.atomic
def clear_recommendation(
    *, recommendation: Recommendation, reason: str, by: User, at: datetime
) -> Recommendation:
    """不是重复：a person looked and says why. Raises NotCheckerError, ReasonMissingError, RecommendationStatusError."""
    row = lock_for_staff(recommendation, by, {Status.HELD})
    row.reason = given_reason(reason)
    go_on(row, "clear", by=by, at=at, reason=row.reason)
    return row


@transaction.atomic
def merge_recommendation(
    *, recommendation: Recommendation, reason: str, by: User, at: datetime
) -> Recommendation:
    """合并：the person or unit stands elsewhere already; the recommendation ends there, by hand. Raises as `clear_recommendation`."""
    row = lock_for_staff(recommendation, by, {Status.HELD})
    row.reason = given_reason(reason)
    return close_recommendation(row, Status.MERGED, "merge", by=by, at=at)


def twins_of(row: Recommendation) -> list[str]:
    """What stands elsewhere already: applications, other recommendations, and what the rooms above know (the registry)."""
    with translation.override(settings.LANGUAGE_CODE):
        found = running_twins(row)
        for _receiver, sentences in activating.send(Recommendation, recommendation=row):
            found += sentences or []
    return found


def _complete(row: Recommendation, said: Completed) -> None:
    if row.kind == Kind.EXPERT:
        row.employer, row.field_names = said.employer, "、".join(said.field_names)
        return
    row.station_kind = said.station_kind
    row.organisation, _created = Organisation.objects.get_or_create(
        uscc=said.uscc,
        defaults={"name": row.name, "province": row.province, "address": row.row.address[:200]},
    )


def go_on(row: Recommendation, verb: str, *, by: User | None, at: datetime, reason: str = "") -> None:
    """Onto a public list where the rules of the roster say so and it has stood on none; otherwise into the registry.

    From there on whoever activated speaks for the unit.
    """
    if is_publicized(row) and row.entry_id is None:
        move_recommendation(row, Status.LISTABLE, verb, by=by, reason=reason)
        return
    move_recommendation(row, Status.ACTIVATED, verb, by=by, reason=reason)
    if row.organisation is not None:
        Membership.objects.get_or_create(user=row.user, organisation=row.organisation)
    recommendation_activated.send(Recommendation, recommendation=row, by=by, at=at)


def _consents(row: Recommendation) -> list[ConsentKind]:
    both = [ConsentKind.UNDERTAKING, ConsentKind.E_DELIVERY]
    return [*both, ConsentKind.PUBLISH_NAME] if row.kind == Kind.EXPERT else both
