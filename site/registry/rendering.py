"""The sweep that makes the files of certificates: claimed for a while, drawn outside any transaction, stored under a lock.

Two workers never store twice; one that dies leaves a claim that runs out; what cannot be drawn is kept with its reason
and tried again, later each time, until `MAX_ATTEMPTS`.
"""

import hashlib
import logging
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from audit.actions import record_event
from messaging.actions import announce
from messaging.audiences import Concerned
from registry.drawing import certificate_pdf
from registry.models import Certificate
from registry.queries import certificates_to_render, current_wordings
from typeset.pdf import RenderError

logger = logging.getLogger(__name__)
BATCH = 10  # about a second: whatever else the worker does comes in between
CLAIM = timedelta(minutes=5)
BACKOFF = timedelta(minutes=1)  # doubled with every failure


def render_due() -> int:
    """Draw up to a batch of certificates whose file is due; return how many files were stored."""
    stored = 0
    for _turn in range(BATCH):
        certificate = _claim(timezone.now())
        if certificate is None:
            break
        stored += _draw(certificate)
    return stored


def _claim(at: datetime) -> Certificate | None:
    """A look without a lock first: an idle worker must not take SQLite's only write lock every two seconds."""
    return _claim_next(at) if certificates_to_render(at).exists() else None


@transaction.atomic
def _claim_next(at: datetime) -> Certificate | None:
    """The next certificate that nobody else is drawing; counted as an attempt before it begins, so a crash counts too."""
    rows = certificates_to_render(at).select_for_update(
        skip_locked=connection.features.has_select_for_update_skip_locked
    )
    row = rows.first()
    if row is None:
        return None
    row.render_attempts += 1
    row.render_after = at + CLAIM
    row.save(update_fields=["render_attempts", "render_after"])
    return Certificate.objects.select_related("term__holder", "term__policy").get(pk=row.pk)


def _draw(certificate: Certificate) -> bool:
    try:
        return _store(certificate, certificate_pdf(certificate, current_wordings()))
    except Exception as error:  # one bad certificate must not hold up the others
        logger.exception("certificate %s could not be drawn", certificate.pk)
        wait = BACKOFF * 2**certificate.render_attempts
        Certificate.objects.filter(pk=certificate.pk, rendered_at=None).update(
            render_error=_reason(error), render_after=timezone.now() + wait
        )
        return False


def _reason(error: Exception) -> str:
    """What staff read; what the renderer itself refuses is said in full, anything else with its kind."""
    said = str(error) if isinstance(error, RenderError) else f"{type(error).__name__}: {error}"
    return said[:300]


@transaction.atomic
def _store(certificate: Certificate, content: bytes) -> bool:
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if row.rendered_at is not None:
        return False
    row.sha256 = hashlib.sha256(content).hexdigest()
    row.rendered_at, row.render_error, row.render_after = timezone.now(), "", None
    name = f"{row.number}.pdf"
    row.pdf.storage.delete(
        row.pdf.field.generate_filename(row, name)
    )  # left by a worker killed before its commit
    row.pdf.save(name, ContentFile(content), save=False)
    row.save()
    record_event(by=None, verb="certificate.render", target=row, after={"sha256": row.sha256})
    _tell(row)
    return True


def _tell(certificate: Certificate) -> None:
    holder = certificate.term.holder
    announce(
        event="certificate.ready",
        params={"type": holder.get_kind_display(), "number": certificate.number},
        concerned=Concerned(
            applicant=holder.user, holder=holder.user, province=holder.province, kind=holder.kind
        ),
        key=f"certificate:{certificate.pk}:ready",
        at=timezone.now(),
    )
