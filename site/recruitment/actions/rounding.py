"""Rounds at the desk."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record_event
from policies.models import PolicyVersion
from recruitment.enums import Status
from recruitment.exceptions import RoundInUseError
from recruitment.models import Round


@transaction.atomic
def open_round(
    *, title: str, kind: str, policy: PolicyVersion, opens_at: datetime, closes_at: datetime, by: User, at: datetime
) -> Round:  # fmt: skip
    """开设批次：a span of time in which one may apply, on one policy version."""
    round_ = Round.objects.create(
        title=title, kind=kind, policy=policy, opens_at=opens_at, closes_at=closes_at
    )
    record_event(by=by, verb="round.open", target=round_, after=_said(round_), policy=policy)
    return round_


@transaction.atomic
def change_round(
    *, round: Round, title: str, kind: str, policy: PolicyVersion, opens_at: datetime, closes_at: datetime, by: User, at: datetime
) -> Round:  # fmt: skip
    """修改批次：kind and policy stay as they were once somebody was judged by them."""
    row = Round.objects.select_for_update().get(pk=round.pk)
    is_used = row.applications.exclude(status=Status.DRAFT).exists()
    if is_used and (row.kind, row.policy_id) != (kind, policy.pk):
        raise RoundInUseError
    before = _said(row)
    row.title, row.kind, row.policy = title, kind, policy
    row.opens_at, row.closes_at = opens_at, closes_at
    row.save()
    record_event(by=by, verb="round.change", target=row, before=before, after=_said(row), policy=policy)
    return row


def _said(round_: Round) -> dict[str, object]:
    return {
        "title": round_.title,
        "kind": round_.kind,
        "policy": round_.policy_id,
        "opens_at": round_.opens_at,
        "closes_at": round_.closes_at,
    }
