"""企业答复：a firm confirms and scores a service, or denies it, once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record_event
from registry.models import Holder
from service import exceptions
from service.actions.tallying import tally_year
from service.closing import last_day_to_answer
from service.enums import BEST_SCORE, WORST_SCORE, Answer
from service.models import Confirmation


@dataclass(frozen=True)
class Reply:
    """What a firm says; `facts` are those it looked at, `score` stands with a confirmation only."""

    answer: str
    facts: dict[str, Any]
    score: int | None = None
    words: str = ""


@transaction.atomic
def answer_confirmation(
    *, confirmation: Confirmation, reply: Reply, by: User | None, at: datetime
) -> Confirmation:
    """企业确认：`by` is whoever happens to be signed in; a firm needs no account.

    Raises OwnConfirmationError, NotAskedError, AlreadyAnsweredError, FactsChangedError, WrongAnswerError, YearFrozenError.
    """
    holder = Holder.objects.select_for_update().get(pk=confirmation.entry.holder_id)
    row = Confirmation.objects.select_for_update(of=("self",)).select_related("entry__policy").get(pk=confirmation.pk)  # fmt: skip
    if by is not None and by.pk == holder.user_id:
        raise exceptions.OwnConfirmationError
    _check(row, reply, at)
    row.answer, row.score, row.words, row.answered_at = reply.answer, reply.score, reply.words.strip(), at
    row.save(update_fields=["answer", "score", "words", "answered_at"])
    tally_year(holder, row.entry.served_on.year)
    record_event(
        by=None,
        verb="confirmation.answer",
        target=row,
        after={"entry": row.entry_id, "answer": row.answer, "score": row.score},
        policy=row.entry.policy,
    )
    return row


def _check(row: Confirmation, reply: Reply, at: datetime) -> None:
    if not row.is_current:
        raise exceptions.NotAskedError
    if row.answer != Answer.AWAITED:
        raise exceptions.AlreadyAnsweredError
    if row.facts != reply.facts:
        raise exceptions.FactsChangedError
    is_scored = reply.score is not None and WORST_SCORE <= reply.score <= BEST_SCORE
    fits = is_scored if reply.answer == Answer.CONFIRMED else reply.score is None
    if reply.answer not in {Answer.CONFIRMED, Answer.DENIED} or not fits:
        raise exceptions.WrongAnswerError
    if timezone.localdate(at) > (last_day := last_day_to_answer(row)):
        raise exceptions.YearFrozenError(last_day)
