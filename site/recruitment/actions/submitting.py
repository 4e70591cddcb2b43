"""Handing in, handing in again after a supplement, and taking back."""

import hashlib
import json
from datetime import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.actions import record_consent
from accounts.models import ConsentKind, Membership, Organisation, User
from policies.enums import CodeList, Kind
from policies.queries import codes_on
from policies.rules import blocking
from recruitment.actions.moving import lock_own, move, tell
from recruitment.dossiers import sealed_content
from recruitment.eligibility import findings_of, gaps_of
from recruitment.enums import RETRACTABLE, Status
from recruitment.exceptions import (
    IncompleteError,
    IneligibleError,
    OrganisationAppliedError,
    RoundClosedError,
    WrongStatusError,
)
from recruitment.models import Application, Finding, ReceiptCounter, Round, Snapshot
from recruitment.queries import is_open
from recruitment.signals import (
    application_resubmitted,
    application_retracted,
    application_submitted,
    applying,
)

TEXT_VERSION = "2026-11"  # of the undertaking and consent wordings on the last step


@transaction.atomic
def submit_application(*, application: Application, by: User, at: datetime) -> Application:
    """提交：in time, complete and eligible: numbered, sealed, frozen (N-1, N-3, S-5-1)."""
    row = lock_own(application, by=by, expected={Status.DRAFT})
    _check_open(row.round, at)
    _check_dossier(row, at)
    _ask_others(row, by, at)
    if row.kind == Kind.STATION:
        row.organisation = _organisation(row, by)
        row.is_priority = has_priority(row, at)
    row.submitted_at = at
    row.number = _next_receipt_number(at)
    seal(row, at)
    try:
        with transaction.atomic():
            move(
                row,
                Status.SUBMITTED,
                verb="submit",
                by=by,
                at=at,
                after={"number": row.number, "hash": row.snapshot_hash},
            )
    except IntegrityError as error:  # station_applies_once_a_round: two colleagues at once, one wins
        raise OrganisationAppliedError(row.station.uscc) from error
    _record_consents(row, by, at)
    tell(row, "application.submitted", at=at, occasion="submitted")
    application_submitted.send(Application, application=row, by=by)
    return row  # fmt: skip


@transaction.atomic
def resubmit_application(*, application: Application, by: User, at: datetime) -> Application:
    """重新提交：the supplement, until its last day; the number stays, findings and seal are made anew."""
    row = lock_own(application, by=by, expected={Status.SUPPLEMENT})
    if row.supplement_due_on is None or (
        timezone.localdate(at) > row.supplement_due_on and not row.supplement_is_provisional
    ):
        raise WrongStatusError(str(Status.LAPSED.label))
    _check_dossier(row, at)
    _ask_others(row, by, at)
    if row.kind == Kind.STATION:
        row.organisation = _organisation(row, by)
        row.is_priority = has_priority(row, at)
    seal(row, at)
    try:
        with transaction.atomic():
            move(row, Status.REVIEWING, verb="resubmit", by=by, at=at, after={"hash": row.snapshot_hash})
    except IntegrityError as error:
        raise OrganisationAppliedError(row.station.uscc) from error
    application_resubmitted.send(Application, application=row, by=by)
    return row


@transaction.atomic
def retract_application(*, application: Application, by: User, at: datetime) -> Application:
    """撤回：by the applicant, only until review starts."""
    row = lock_own(application, by=by, expected=RETRACTABLE)
    row.decided_at, row.decided_by = at, by
    move(row, Status.RETRACTED, verb="retract", by=by, at=at)
    tell(row, "application.retracted", at=at, occasion="retracted")
    application_retracted.send(Application, application=row, by=by)
    return row


def _check_open(round_: Round, at: datetime) -> None:
    if not is_open(round_, at):
        raise RoundClosedError(opens_at=round_.opens_at, closes_at=round_.closes_at, at=at)


def _check_dossier(row: Application, at: datetime) -> None:
    if gaps := gaps_of(row):
        raise IncompleteError(gaps)
    if unmet := blocking(findings_of(row, on=timezone.localdate(at))):
        raise IneligibleError(unmet)


def _ask_others(row: Application, by: User, at: datetime) -> None:
    """Rooms above may know why this must not be handed in: the registry, that the title is held already."""
    uscc = row.station.uscc if row.kind == Kind.STATION else ""
    applying.send(Application, kind=row.kind, by=by, uscc=uscc, on=timezone.localdate(at))


def _organisation(row: Application, by: User) -> Organisation:
    """The unit behind the code. A name that differs from the known one stays in the dossier; the known one is kept."""
    dossier = row.station
    organisation, _created = Organisation.objects.get_or_create(
        uscc=dossier.uscc,
        defaults={
            "name": dossier.name,
            "province": dossier.province,
            "founded_on": dossier.founded_on,
            "address": dossier.address,
        },
    )
    Membership.objects.get_or_create(user=by, organisation=organisation)
    return organisation


def has_priority(row: Application, at: datetime) -> bool:
    """优先认定 (S-5-P): a title of the list, valid on the day. It sorts first and exempts from nothing."""
    valid = {item.code for item in codes_on(CodeList.PRIORITY_TITLE, timezone.localdate(at))}
    return row.station.priority_title in valid


def _next_receipt_number(at: datetime) -> str:
    """ZY-2026-000418. The counter row stays locked until commit: neither gaps nor doubles."""
    year = timezone.localdate(at).year
    ReceiptCounter.objects.get_or_create(year=year)
    counter = ReceiptCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"ZY-{year}-{counter.last:06d}"


@translation.override(settings.LANGUAGE_CODE)  # what is kept is Chinese, whatever the applicant reads
def seal(row: Application, at: datetime) -> Snapshot:
    """Findings as computed now, and a snapshot whose SHA-256 proves what was handed in."""
    content = sealed_content(row)
    text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    row.snapshot_hash = hashlib.sha256(text.encode()).hexdigest()
    sealed = Snapshot.objects.create(application=row, taken_at=at, hash=row.snapshot_hash, content=content)
    row.findings.all().delete()
    Finding.objects.bulk_create(
        Finding(
            application=row,
            order=order,
            article=finding.article,
            label=finding.label,
            value=finding.value,
            threshold=finding.threshold,
            is_met=finding.is_met,
            is_hard=finding.is_hard,
            evidence_kind=finding.evidence_kind,
        )
        for order, finding in enumerate(findings_of(row, on=timezone.localdate(at)), start=1)
    )
    return sealed


def _record_consents(row: Application, by: User, at: datetime) -> None:
    kinds = [ConsentKind.UNDERTAKING, ConsentKind.E_DELIVERY]
    if row.kind == Kind.EXPERT:
        kinds.append(ConsentKind.PUBLISH_NAME)
    for kind in kinds:
        record_consent(by=by, kind=kind, text_version=TEXT_VERSION, at=at)
