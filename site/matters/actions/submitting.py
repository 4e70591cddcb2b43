"""Handing in, handing in again after a supplement, and taking back."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from matters.actions.drafting import require_open
from matters.actions.moving import lock_own, move, tell
from matters.enums import RETRACTABLE, Status
from matters.exceptions import SupplementOverError, UnmetError
from matters.models import Request, RequestCounter, RequestFinding, RequestSnapshot
from matters.queries import findings_for, questions_for
from matters.signals import request_resubmitted, request_retracted, request_submitted
from policies.rules import blocking
from questions.queries import answered, standing_answers
from questions.wording import sealed_answers, unanswered
from recruitment.exceptions import Gap, IncompleteError


@transaction.atomic
def submit_request(*, request: Request, by: User, at: datetime) -> Request:
    """提交：open, complete and as the conditions ask: numbered, sealed, frozen."""
    row = lock_own(request, by=by, expected={Status.DRAFT})
    require_open(row.type, by, at)
    _check(row, at)
    row.submitted_at = at
    row.number = _next_number(at)
    _seal(row, at)
    move(row, Status.SUBMITTED, verb="submit", by=by, at=at, after={"number": row.number, "hash": row.snapshot_hash})  # fmt: skip
    tell(row, "request.submitted", at=at, occasion="submitted")
    request_submitted.send(Request, request=row, by=by)
    return row


@transaction.atomic
def resubmit_request(*, request: Request, by: User, at: datetime) -> Request:
    """重新提交：the supplement, until its last day; the number stays, findings and seal are made anew."""
    row = lock_own(request, by=by, expected={Status.SUPPLEMENT})
    is_over = row.supplement_due_on is None or timezone.localdate(at) > row.supplement_due_on
    if is_over and not row.supplement_is_provisional:
        raise SupplementOverError
    _check(row, at)
    _seal(row, at)
    move(row, Status.REVIEWING, verb="resubmit", by=by, at=at, after={"hash": row.snapshot_hash})
    request_resubmitted.send(Request, request=row, by=by)
    return row


@transaction.atomic
def retract_request(*, request: Request, by: User, at: datetime) -> Request:
    """撤回：by the applicant, only until review starts."""
    row = lock_own(request, by=by, expected=RETRACTABLE)
    row.decided_at, row.decided_by = at, by
    move(row, Status.RETRACTED, verb="retract", by=by, at=at)
    request_retracted.send(Request, request=row, by=by)
    return row


def _check(row: Request, at: datetime) -> None:
    if gaps := unanswered(questions_for(row), answered(row)):
        raise IncompleteError([Gap(field, sentence) for field, sentence in gaps])
    if unmet := blocking(findings_for(row, timezone.localdate(at))):
        raise UnmetError([finding.sentence for finding in unmet])


def _next_number(at: datetime) -> str:
    """SQ-2026-000018. The counter row stays locked until commit: neither gaps nor doubles."""
    year = timezone.localdate(at).year
    RequestCounter.objects.get_or_create(year=year)
    counter = RequestCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"SQ-{year}-{counter.last:06d}"


@translation.override(settings.LANGUAGE_CODE)  # what is kept is Chinese, whatever the applicant reads
def _seal(row: Request, at: datetime) -> None:
    """Findings as computed now, and a snapshot whose SHA-256 proves what was handed in."""
    content: dict[str, Any] = {
        "type": row.type.code,
        "policy": row.policy.number,
        "answers": sealed_answers(standing_answers(row)),
    }
    text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    row.snapshot_hash = hashlib.sha256(text.encode()).hexdigest()
    RequestSnapshot.objects.create(request=row, taken_at=at, hash=row.snapshot_hash, content=content)
    row.findings.all().delete()
    columns = ("article", "label", "value", "threshold", "is_met", "is_hard")
    RequestFinding.objects.bulk_create(
        RequestFinding(request=row, order=order, **{name: getattr(finding, name) for name in columns})
        for order, finding in enumerate(findings_for(row, timezone.localdate(at)), start=1)
    )
