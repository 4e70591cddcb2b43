"""存草稿：kept until its form is reported, which takes it away in the same transaction.

The newest save stands: an answer lost on the way must not make the person's own next save a conflict.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from registry.models import Holder
from service import exceptions
from service.models import DiaryDraft, DiaryEntry

MOST_DRAFTS = 20


@transaction.atomic
def save_draft(*, form_key: UUID, typed: dict[str, Any], by: User, at: datetime) -> DiaryDraft:
    """存草稿：no trace, for nothing is said yet. Raises NotHolderError, AlreadyReportedError, TooManyDraftsError."""
    _locked(by)
    if DiaryEntry.objects.filter(form_key=form_key).exists():
        raise exceptions.AlreadyReportedError
    known = DiaryDraft.objects.filter(form_key=form_key).first()
    if known is None:
        return _begin(form_key, typed, by, at)
    if known.user_id != by.pk:
        raise exceptions.NotHolderError
    known.typed, known.saved_at = typed, at
    known.save(update_fields=["typed", "saved_at"])
    return known


@transaction.atomic
def discard_draft(*, draft: DiaryDraft, by: User) -> None:
    """删除草稿. Raises NotHolderError."""
    if draft.user_id != by.pk:
        raise exceptions.NotHolderError
    draft.delete()


def _begin(form_key: UUID, typed: dict[str, Any], by: User, at: datetime) -> DiaryDraft:
    if DiaryDraft.objects.filter(user=by).count() >= MOST_DRAFTS:
        raise exceptions.TooManyDraftsError(MOST_DRAFTS)
    return DiaryDraft.objects.create(user=by, form_key=form_key, typed=typed, saved_at=at)


def _locked(by: User) -> None:
    """The rows that reporting locks: a draft is never saved after its own entry."""
    if not list(Holder.objects.select_for_update().filter(user=by).order_by("pk")):
        raise exceptions.NotHolderError
