"""Files of an objection or an answer: judged by their content, stored privately."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from objections.exceptions import TooManyFilesError
from objections.models import Inquiry, Objection, ObjectionFile
from recruitment.uploads import Inspected, inspect

MOST_FILES = 10


def inspected(uploads: Sequence[UploadedFile], *, max_mb: int) -> list[Inspected]:
    """Each content once, under its first name. Raises TooManyFilesError, UploadRefusedError."""
    if len(uploads) > MOST_FILES:
        raise TooManyFilesError(MOST_FILES)
    found: dict[str, Inspected] = {}
    for upload in uploads:
        one = inspect(upload, max_mb=max_mb)
        found.setdefault(one.sha256, one)
    return list(found.values())


def keep(
    files: Sequence[Inspected], *, objection: Objection, at: datetime, inquiry: Inquiry | None = None
) -> None:
    for one in files:
        row = ObjectionFile(
            objection=objection,
            inquiry=inquiry,
            name=one.name,
            content_type=one.content_type,
            size=len(one.content),
            sha256=one.sha256,
            uploaded_at=at,
        )
        row.file.save(f"{uuid.uuid4().hex}{one.extension}", ContentFile(one.content), save=False)
        row.save()
