"""Files that prove a condition: taken after inspection, removed softly."""

import uuid
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from audit.actions import record_event
from recruitment.actions.moving import lock_own
from recruitment.enums import EDITABLE
from recruitment.exceptions import UploadRefusedError
from recruitment.models import Application, Evidence
from recruitment.uploads import Inspected, duplicate_sentence, inspect, too_many_sentence

MAX_FILES = 60  # of one application: far above honest need, far below filling a disk


def add_evidence(
    *, application: Application, kind: str, upload: UploadedFile, by: User, at: datetime
) -> Evidence:
    """上传材料：inspected first and outside the transaction, so that a slow file holds no lock."""
    max_mb = int(application.round.policy.value("apply.max_file_mb"))
    inspected = inspect(upload, max_mb=max_mb)
    return _store(application, kind, inspected, by, at)


@transaction.atomic
def _store(application: Application, kind: str, inspected: Inspected, by: User, at: datetime) -> Evidence:
    row = lock_own(application, by=by, expected=EDITABLE)
    held = row.evidence.filter(removed_at=None)
    if same := held.filter(kind=kind, sha256=inspected.sha256).first():
        raise UploadRefusedError(duplicate_sentence(inspected.name, same.name))
    if held.count() >= MAX_FILES:
        raise UploadRefusedError(too_many_sentence(MAX_FILES))
    evidence = Evidence(
        application=row,
        kind=kind,
        name=inspected.name,
        content_type=inspected.content_type,
        size=len(inspected.content),
        sha256=inspected.sha256,
        uploaded_at=at,
    )
    # the stored name is ours: nothing of the uploader's reaches the file system
    evidence.file.save(f"{uuid.uuid4().hex}{inspected.extension}", ContentFile(inspected.content), save=False)
    try:
        evidence.save()
    except BaseException:
        evidence.file.delete(save=False)  # no file without its row
        raise
    row.saved_at = at
    row.save(update_fields=["saved_at"])
    record_event(by=by, verb="evidence.add", target=evidence, after={"kind": kind, "sha256": evidence.sha256})
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User, at: datetime) -> Evidence:
    """移除材料：hidden from the application; the file stays, because an earlier snapshot may name it."""
    lock_own(evidence.application, by=by, expected=EDITABLE)
    row = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if row.removed_at is None:
        row.removed_at = at
        row.save(update_fields=["removed_at"])
        record_event(by=by, verb="evidence.remove", target=row, before={"kind": row.kind})
    return row
