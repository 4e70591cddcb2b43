"""服务与评价：the accepted need is traced to its diary entry, and the firm scores it (S-10)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from needs.actions.moving import lock, lock_offer, record, tell_firm, tell_holder
from needs.enums import OfferStatus, Status
from needs.exceptions import (
    ForeignEntryError,
    NeedStatusError,
    NotOfferedError,
    NotSubmitterError,
    OwnScoreError,
    ScoreError,
)
from needs.models import Need, Offer
from needs.queries import entries_for, needs_of
from service.enums import BEST_SCORE, WORST_SCORE
from service.models import DiaryEntry


@transaction.atomic
def link_service(*, offer: Offer, entry: DiaryEntry, by: User, at: datetime) -> Need:
    """已服务：the holder names the diary entry; the firm is asked for its score.

    Raises OfferStatusError, NotOfferedError, NeedStatusError, ForeignEntryError.
    """
    row = lock_offer(offer, expected=OfferStatus.ACCEPTED)
    if row.holder.user_id != by.pk:
        raise NotOfferedError
    need = row.need
    if need.status != Status.ACCEPTED:
        raise NeedStatusError(need.get_status_display())
    if not entries_for(row).filter(pk=entry.pk).exists():
        raise ForeignEntryError
    need.status, need.entry, need.waits_since = Status.SERVED, entry, at
    need.save(update_fields=["status", "entry", "waits_since"])
    record(need, "serve", by=by, before={"status": Status.ACCEPTED}, after={"status": need.status, "entry": entry.pk})  # fmt: skip
    tell_firm(need, "need.served", at=at, occasion="served")
    return need


@transaction.atomic
def score_need(*, need: Need, score: int, words: str, by: User, at: datetime) -> Need:
    """评价：once, by the firm; never by whoever served. Raises NeedStatusError, NotSubmitterError, OwnScoreError, ScoreError."""
    row = lock(need, expected={Status.SERVED})
    if not needs_of(by).filter(pk=row.pk).exists():
        raise NotSubmitterError
    offer = row.offers.select_related("holder__user").get(status=OfferStatus.ACCEPTED)
    if offer.holder.user_id == by.pk:
        raise OwnScoreError
    if not WORST_SCORE <= score <= BEST_SCORE:
        raise ScoreError
    row.status, row.score, row.score_words, row.closed_at = Status.CLOSED, score, words.strip(), at
    row.save(update_fields=["status", "score", "score_words", "closed_at"])
    record(
        row, "score", by=by, before={"status": Status.SERVED}, after={"status": row.status, "score": score}
    )
    offer.need = row
    tell_holder(offer, "need.scored", at=at, occasion="scored")
    return row
