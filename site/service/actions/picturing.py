"""添加与移除照片：while the entry may be corrected."""

from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record_event
from registry.models import Holder
from service import exceptions
from service.closing import last_day_of, may_correct
from service.models import DiaryEntry, DiaryPhoto
from service.photos import MOST_PHOTOS, draw


def add_photo(*, entry: DiaryEntry, upload: UploadedFile, by: User, at: datetime) -> DiaryPhoto:
    """添加照片：drawn before any lock is taken; the same picture again is the one that stands.

    Raises NotHolderError, YearFrozenError, TooManyPhotosError, UploadRefusedError.
    """
    _refuse(entry, by, at)
    drawn = draw(upload)
    with transaction.atomic():
        row = _locked(entry, by, at)
        if known := row.photos.filter(sha256=drawn.sha256).first():
            return known
        if row.photos.count() >= MOST_PHOTOS:
            raise exceptions.TooManyPhotosError(MOST_PHOTOS)
        photo = DiaryPhoto(
            entry=row, sha256=drawn.sha256, width=drawn.width, height=drawn.height, added_at=at, added_by=by
        )
        photo.file.save(f"{uuid4().hex}.jpg", ContentFile(drawn.content), save=False)
        photo.save()
        record_event(by=by, verb="photo.add", target=photo, after={"entry": row.pk, "sha256": photo.sha256})
        return photo


@transaction.atomic
def remove_photo(*, photo: DiaryPhoto, by: User, at: datetime) -> None:
    """移除照片：the file goes when the row has gone for good. Raises NotHolderError, YearFrozenError."""
    _locked(photo.entry, by, at)
    record_event(by=by, verb="photo.remove", target=photo, before={"entry": photo.entry_id, "sha256": photo.sha256})  # fmt: skip
    storage, name = photo.file.storage, str(photo.file.name)
    photo.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)


def _locked(entry: DiaryEntry, by: User, at: datetime) -> DiaryEntry:
    Holder.objects.select_for_update().get(pk=entry.holder_id)
    row = DiaryEntry.objects.select_related("holder", "policy").get(pk=entry.pk)
    _refuse(row, by, at)
    return row


def _refuse(entry: DiaryEntry, by: User, at: datetime) -> None:
    if entry.holder.user_id != by.pk:
        raise exceptions.NotHolderError
    if not may_correct(entry, timezone.localdate(at)):
        raise exceptions.YearFrozenError(last_day_of(entry))
