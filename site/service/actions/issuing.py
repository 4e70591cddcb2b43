"""出具证明：free, at once, and once for the same facts of one day; the file follows and is then kept as it is."""

import hashlib
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record_event
from registry.models import Holder
from service import exceptions
from service.codes import new_code
from service.models import RecordCounter, ServiceRecord
from service.proving import facts_of_record, hash_of


@transaction.atomic
def issue_record(*, holder: Holder, starts_on: date, ends_on: date, by: User, at: datetime) -> ServiceRecord:
    """出具服务记录证明. Raises NotHolderError, NothingToProveError."""
    row = Holder.objects.select_for_update().get(pk=holder.pk)
    if row.user_id != by.pk:
        raise exceptions.NotHolderError
    facts, today = facts_of_record(row, starts_on, ends_on), timezone.localdate(at)
    if not facts["lines"]:
        raise exceptions.NothingToProveError
    said = {"holder": row, "starts_on": starts_on, "ends_on": ends_on, "facts_hash": hash_of(facts), "issued_on": today}  # fmt: skip
    if known := ServiceRecord.objects.filter(**said).first():
        return known
    record = ServiceRecord.objects.create(
        **said, number=_next_number(today.year), code=new_code(), facts=facts, issued_at=at, issued_by=by
    )
    record_event(
        by=by,
        verb="record.issue",
        target=record,
        after={"holder": row.pk, "starts_on": starts_on, "ends_on": ends_on, "facts": record.facts_hash},
    )
    return record


@transaction.atomic
def keep_file(*, record: ServiceRecord, content: bytes) -> ServiceRecord:
    """The file as it was first drawn; a second drawing is thrown away."""
    row = ServiceRecord.objects.select_for_update().get(pk=record.pk)
    if row.sha256:
        return row
    row.sha256 = hashlib.sha256(content).hexdigest()
    name = f"{row.number}.pdf"
    row.pdf.storage.delete(
        row.pdf.field.generate_filename(row, name)
    )  # left by a worker killed before its commit
    row.pdf.save(name, ContentFile(content), save=False)
    row.save(update_fields=["pdf", "sha256"])
    record_event(by=None, verb="record.draw", target=row, after={"sha256": row.sha256})
    return row


def _next_number(year: int) -> str:
    """FW-2026-000017, from a locked counter."""
    RecordCounter.objects.get_or_create(year=year)
    counter = RecordCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"FW-{year}-{counter.last:06d}"
