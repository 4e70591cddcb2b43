"""更正：a reviewer puts right a column the stage opens for it; the applicant reads which one, and why."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record_event
from policies.enums import Kind
from recruitment.actions.drafting import write_columns
from recruitment.actions.moving import given_reason, lock
from recruitment.actions.submitting import has_priority, seal
from recruitment.dossiers import (
    CONTACT_COLUMNS,
    PLEDGE_COLUMNS,
    Dossier,
    dossier_of,
    field_label,
    plain,
    saved_value,
)
from recruitment.eligibility import gaps_of
from recruitment.enums import Status
from recruitment.exceptions import (
    ColumnClosedError,
    IncompleteError,
    NothingCorrectedError,
    StaleCorrectionError,
)
from recruitment.models import Application, Correction, Snapshot

CORRECTABLE = frozenset({Status.SUBMITTED, Status.REVIEWING})
NEVER = CONTACT_COLUMNS | PLEDGE_COLUMNS | {"uscc"}
"""Only the applicant says who they are before the law, where they are reached, and what they pledge and consent to."""


@transaction.atomic
def correct_dossier(
    *, application: Application, values: Mapping[str, Any], allowed: Collection[str], seen: str,
    stage: str, reason: str, by: User, at: datetime,
) -> Correction:  # fmt: skip
    """更正材料：only columns in `allowed`, on the seal the reviewer has `seen`; findings and seal are made anew."""
    reason = given_reason(reason)
    row = lock(application, expected=CORRECTABLE)
    if row.snapshot_hash != seen:
        raise StaleCorrectionError
    dossier = dossier_of(row)
    changed = _opened(dossier, values, allowed)
    before = {name: saved_value(dossier, name) for name in changed}
    write_columns(dossier, changed)
    if gaps := [gap for gap in gaps_of(row) if gap.field in changed]:
        raise IncompleteError(gaps)
    sealed = _follow(row, at)
    record_event(
        by=by,
        verb="application.correct",
        target=row,
        before=_plain(before),
        after={**_plain(changed), "reason": reason, "stage": stage, "hash": row.snapshot_hash},
        policy=row.round.policy,
    )
    return Correction.objects.create(application=row, snapshot=sealed, stage=stage, reason=reason, by=by, at=at)  # fmt: skip


def _opened(dossier: Dossier, values: Mapping[str, Any], allowed: Collection[str]) -> dict[str, Any]:
    """What differs from the dossier. Raises NothingCorrectedError, and ColumnClosedError for what is not open."""
    changed = {name: value for name, value in values.items() if saved_value(dossier, name) != value}
    if not changed:
        raise NothingCorrectedError
    if closed := sorted(changed.keys() - (set(allowed) - NEVER)):
        raise ColumnClosedError([field_label(dossier, name) for name in closed])
    return changed


def _follow(row: Application, at: datetime) -> Snapshot:
    """What hangs on the columns: name and province of the row, priority, findings as of the submission, the seal."""
    submitted = row.snapshots.order_by("-pk")[:1].get().taken_at
    dossier = dossier_of(row)
    row.name, row.province = dossier.name, dossier.province
    if row.kind == Kind.STATION:
        row.is_priority = has_priority(row, submitted)
    sealed = seal(row, submitted)
    row.revision += 1
    row.saved_at = at
    row.save(update_fields=["name", "province", "is_priority", "snapshot_hash", "revision", "saved_at"])
    return sealed


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in values.items()}
