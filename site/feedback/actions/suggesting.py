"""意见建议、支持申请：written by a holder, taken on and answered by the staff."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from audit.actions import record_event
from feedback.actions.moving import given_reason
from feedback.enums import ANSWERED, Handling, Matter
from feedback.exceptions import AnsweredError, NotHolderError, SuggestionWordsError, TooManySuggestionsError
from feedback.models import Suggestion
from feedback.queries import answerers
from messaging.actions import announce
from messaging.audiences import Concerned
from registry.models import Holder, HolderStatus

MOST_A_DAY = 10
LEAST_WORDS = 10  # characters


@transaction.atomic
def write_suggestion(
    *, holder: Holder, kind: Matter, words: str, form_key: UUID, by: User, at: datetime
) -> Suggestion:
    """提出：the same filled form sent again gives the same row. Raises NotHolderError, SuggestionWordsError, TooManySuggestionsError."""
    row = Holder.objects.select_for_update().get(pk=holder.pk)
    if known := Suggestion.objects.filter(form_key=form_key, holder=row).first():
        return known
    if row.user_id != by.pk or row.status != HolderStatus.ACTIVE:
        raise NotHolderError
    text = words.strip()
    if len(text) < LEAST_WORDS:
        raise SuggestionWordsError(LEAST_WORDS)
    lately = Suggestion.objects.filter(holder=row, written_at__gt=at - timedelta(days=1))
    if lately.count() >= MOST_A_DAY:
        raise TooManySuggestionsError(MOST_A_DAY)
    said = Suggestion.objects.create(
        holder=row, kind=kind, words=text, form_key=form_key, written_at=at, written_by=by
    )
    record_event(by=by, verb="suggestion.write", target=said, before={}, after={"kind": kind})
    _tell(said, "suggestion.written", Concerned(person=tuple(answerers())), at=at)
    return said


@transaction.atomic
def take_suggestion(*, suggestion: Suggestion, by: User, at: datetime) -> Suggestion:
    """开始办理：the holder sees that somebody is at it. Raises AnsweredError."""
    row = _locked(suggestion)
    if row.status == Handling.WAITING:
        row.status, row.taken_at, row.taken_by = Handling.WORKING, at, by
        row.save(update_fields=["status", "taken_at", "taken_by"])
        record_event(by=by, verb="suggestion.take", target=row, before={}, after={"status": row.status})
    return row


@transaction.atomic
def answer_suggestion(
    *, suggestion: Suggestion, is_agreed: bool, reply: str, by: User, at: datetime
) -> Suggestion:
    """答复：once, in words the holder reads. Raises AnsweredError, ReasonMissingError."""
    row = _locked(suggestion)
    before = {"status": row.status}
    row.reply = given_reason(reply)
    row.status = Handling.AGREED if is_agreed else Handling.ANSWERED
    row.replied_at, row.replied_by = at, by
    row.save(update_fields=["status", "reply", "replied_at", "replied_by"])
    record_event(by=by, verb="suggestion.answer", target=row, before=before, after={"status": row.status})
    concerned = Concerned(holder=row.holder.user, province=row.holder.province, kind=row.holder.kind)
    _tell(row, "suggestion.answered", concerned, at=at, result=row.standing)
    return row


def _locked(suggestion: Suggestion) -> Suggestion:
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("holder__user")
    row = rows.get(pk=suggestion.pk)
    if row.status in ANSWERED:
        raise AnsweredError
    return row


def _tell(row: Suggestion, event: str, concerned: Concerned, *, at: datetime, **params: str) -> None:
    said = {"title": str(row.get_kind_display()), **params}
    announce(event=event, params=said, concerned=concerned, key=f"{event}:{row.pk}", at=at)
