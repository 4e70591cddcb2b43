"""Rounds at the desk."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record_event
from policies.models import PolicyVersion, QuestionSet
from questions.exceptions import QuestionsInUseError
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
    freeze_questions(row, at)
    record_event(by=by, verb="round.change", target=row, before=before, after=_said(row), policy=policy)
    return row


@transaction.atomic
def prepare_questions(*, round: Round, by: User, at: datetime) -> QuestionSet:
    """补充题目表：the round's own, made when its first question is wanted. Raises QuestionsInUseError once the round has opened."""
    row = Round.objects.select_for_update().get(pk=round.pk)
    if row.opens_at <= at:
        raise QuestionsInUseError
    if row.question_set is None:
        row.question_set = QuestionSet.objects.create(title=row.title)
        row.save(update_fields=["question_set"])
        record_event(by=by, verb="round.prepare_questions", target=row, after={"set": row.question_set_id})
    return row.question_set


def freeze_questions(round_: Round, at: datetime) -> None:
    """Once a round has opened somebody may have read its questions: from then on they never change."""
    if round_.question_set_id and round_.opens_at <= at:
        QuestionSet.objects.filter(pk=round_.question_set_id, frozen_at=None).update(frozen_at=at)


def freeze_opened_rounds() -> int:
    """Sweep: the questions of every round that has opened since."""
    at = timezone.now()
    return QuestionSet.objects.filter(round__opens_at__lte=at, frozen_at=None).update(frozen_at=at)


def _said(round_: Round) -> dict[str, object]:
    return {
        "title": round_.title,
        "kind": round_.kind,
        "policy": round_.policy_id,
        "opens_at": round_.opens_at,
        "closes_at": round_.closes_at,
    }
