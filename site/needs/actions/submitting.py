"""提需求：a firm says what it needs, or a station writes down what it gathered (S-2, S-10)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from needs import exceptions
from needs.actions.moving import lock, record, tell_desk, tell_firm
from needs.enums import WITHDRAWABLE, OfferStatus, Status
from needs.models import Need, NeedCounter
from needs.queries import stations_of, submitted_lately
from policies.enums import CodeList
from policies.queries import codes_on, policy_in_force
from recruitment.eligibility import uscc_fault
from registry.models import Holder

MOST_A_DAY, MOST_GATHERED = 5, 50
LEAST_WORDS = 20  # characters


@dataclass(frozen=True)
class Said:
    """What the firm says; a gathered need carries the firm's own contact."""

    firm_name: str
    province: str
    field: str
    form: str
    words: str
    contact_name: str
    contact_mobile: str
    is_agreed: bool  # the firm's, that whoever accepts may have the contact
    uscc: str = ""
    is_named: bool = False


@transaction.atomic
def submit_need(
    *, said: Said, form_key: UUID, by: User, at: datetime, gathered_by: Holder | None = None
) -> Need:
    """提交：the same filled form sent again gives the same need.

    Raises NotGathererError, TooManyNeedsError, NotAgreedError, FieldError, WordsMissingError, CodeFaultError.
    """
    User.objects.select_for_update().get(pk=by.pk)  # two tabs of one person
    if known := Need.objects.filter(form_key=form_key, submitter=by).first():
        return known
    _check(said, by, at, gathered_by)
    row = Need.objects.create(
        form_key=form_key,
        number=_next_number(at),
        policy=policy_in_force(timezone.localdate(at)),
        submitter=by,
        gathered_by=gathered_by,
        submitted_at=at,
        waits_since=at,
        **{**asdict(said), "words": said.words.strip(), "firm_name": " ".join(said.firm_name.split())},
    )
    after = {
        "province": row.province,
        "field": row.field,
        "form": row.form,
        "gathered": gathered_by is not None,
    }
    record(row, "submit", by=by, after=after)
    tell_firm(row, "need.submitted", at=at, occasion="submitted")
    tell_desk(row, "need.received", at=at, occasion="received")
    return row


@transaction.atomic
def withdraw_need(*, need: Need, by: User, at: datetime) -> Need:
    """撤回：until somebody has accepted it; a waiting offer is taken back. Raises NeedStatusError, NotSubmitterError."""
    row = lock(need, expected=WITHDRAWABLE)
    if row.submitter_id != by.pk:
        raise exceptions.NotSubmitterError
    before = {"status": row.status}
    row.offers.filter(status=OfferStatus.WAITING).update(status=OfferStatus.RECALLED, ended_at=at)
    row.status, row.closed_at = Status.WITHDRAWN, at
    row.save(update_fields=["status", "closed_at"])
    record(row, "withdraw", by=by, before=before, after={"status": row.status})
    return row


def _check(said: Said, by: User, at: datetime, gathered_by: Holder | None) -> None:
    if gathered_by is not None and not stations_of(by).filter(pk=gathered_by.pk).exists():
        raise exceptions.NotGathererError
    most = MOST_A_DAY if gathered_by is None else MOST_GATHERED
    if submitted_lately(by, at) >= most:
        raise exceptions.TooManyNeedsError(most)
    if not said.is_agreed:
        raise exceptions.NotAgreedError
    if said.field not in {item.code for item in codes_on(CodeList.FIELD, timezone.localdate(at))}:
        raise exceptions.FieldError
    if len(said.words.strip()) < LEAST_WORDS:
        raise exceptions.WordsMissingError(LEAST_WORDS)
    if said.uscc and (fault := uscc_fault(said.uscc)):
        raise exceptions.CodeFaultError(fault)


def _next_number(at: datetime) -> str:
    """XQ-2026-000001. The counter row stays locked until commit: neither gaps nor doubles."""
    year = timezone.localdate(at).year
    NeedCounter.objects.get_or_create(year=year)
    counter = NeedCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"XQ-{year}-{counter.last:06d}"
