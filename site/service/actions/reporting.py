"""填报与更正：a service is reported once, and corrected with its history until its year is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record_event
from policies import diary
from policies.enums import CodeList, Kind
from policies.models import PolicyVersion
from policies.queries import codes_on, policy_in_force
from registry.models import Holder, Term
from service import exceptions
from service.actions.asking import ask_firms
from service.actions.tallying import tally_year
from service.closing import last_day_of
from service.enums import DiaryStatus, Form, RequestStatus
from service.models import (
    CorrectionRequest,
    DiaryDraft,
    DiaryEntry,
    DiaryRevision,
    Enterprise,
    EnterpriseServed,
)
from service.queries import same_day, term_on


@dataclass(frozen=True)
class Told:
    """What the holder says of one service; times count in half hours."""

    served_on: date
    starts_half: int
    half_hours: int
    form: str
    kind: str
    field: str
    summary: str
    is_declared_free: bool
    enterprises: Sequence[Enterprise] = ()

    def columns(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in COLUMNS}


COLUMNS = (
    "served_on",
    "starts_half",
    "half_hours",
    "form",
    "kind",
    "field",
    "summary",
    "is_declared_free",
)


@transaction.atomic
def report_entry(*, holder: Holder, told: Told, form_key: UUID, by: User, at: datetime) -> DiaryEntry:
    """填报：the same filled form sent again gives the same entry. Raises what `_check` raises, NotHolderError and FormUsedError."""
    row = _locked(holder, by)
    if known := DiaryEntry.objects.filter(form_key=form_key).first():
        if known.holder_id != row.pk:
            raise exceptions.FormUsedError
        return known
    today = timezone.localdate(at)
    policy = policy_in_force(today)
    term = _check(row, told, policy, today)
    entry = DiaryEntry.objects.create(
        holder=row,
        term=term,
        policy=policy,
        form_key=form_key,
        is_late=diary.is_late(told.served_on, today, due_days=int(policy.value("diary.due_days"))),
        reported_at=at,
        reported_by=by,
        **told.columns(),
    )
    _serve(entry, told)
    DiaryDraft.objects.filter(form_key=form_key, user=by).delete()
    ask_firms(entry, at)
    tally_year(row, told.served_on.year)
    record_event(by=by, verb="diary.report", target=entry, after=_trace(entry), policy=policy)
    return entry


@transaction.atomic
def correct_entry(*, entry: DiaryEntry, told: Told, reason: str, by: User, at: datetime) -> DiaryEntry:
    """更正：what stood before is kept; both the old and the new day must lie in a year still open.

    Raises what `_check` raises, NotHolderError, YearFrozenError, WordsMissingError.
    """
    holder = _locked(entry.holder, by)
    row = DiaryEntry.objects.select_for_update(of=("self",)).select_related("policy").get(pk=entry.pk)
    today = timezone.localdate(at)
    if not reason.strip():
        raise exceptions.WordsMissingError
    granted = _granted(row, told, today)
    term = _check(holder, told, row.policy, today, but=row.pk, is_granted=granted is not None)
    before = _said(row)
    DiaryRevision.objects.create(
        entry=row,
        ordinal=row.revisions.count() + 1,
        reason=reason.strip(),
        said_before=before,
        corrected_at=at,
        corrected_by=by,
    )
    traced = _trace(row)
    for name, value in told.columns().items():
        setattr(row, name, value)
    row.term, row.status = term, DiaryStatus.CORRECTED
    row.save()
    row.served.all().delete()
    _serve(row, told)
    ask_firms(row, at)
    if granted is not None:
        granted.status = RequestStatus.USED
        granted.save(update_fields=["status"])
    for year in {before["served_on"].year, told.served_on.year}:
        tally_year(holder, year)
    record_event(by=by, verb="diary.correct", target=row, before=traced, after=_trace(row), policy=row.policy)
    return row


def _locked(holder: Holder, by: User) -> Holder:
    row = Holder.objects.select_for_update().get(pk=holder.pk)
    if row.user_id != by.pk:
        raise exceptions.NotHolderError
    return row


def _granted(row: DiaryEntry, told: Told, today: date) -> CorrectionRequest | None:
    """What opens a closed year for this one correction, which stays within the year."""
    if today <= last_day_of(row):
        return None
    granted = row.requests.filter(status=RequestStatus.GRANTED).first()
    if granted is None or told.served_on.year != row.served_on.year:
        raise exceptions.YearFrozenError(last_day_of(row))
    return granted


def _check(
    holder: Holder,
    told: Told,
    policy: PolicyVersion,
    today: date,
    *,
    but: int | None = None,
    is_granted: bool = False,
) -> Term:
    """Whether the holder may say so today; the term it counts for."""
    if told.served_on > today:
        raise exceptions.FutureServiceError
    if not is_granted:
        _check_open(told.served_on, policy, today)
    term = term_on(holder, told.served_on)
    if term is None:
        raise exceptions.OutsideTermError
    _check_said(holder, told)
    _check_time(holder, told, policy, but)
    return term


def _check_open(served_on: date, policy: PolicyVersion, today: date) -> None:
    last_day = diary.last_day_to_change(served_on, freeze_days=int(policy.value("diary.freeze_days")))
    if today > last_day:
        raise exceptions.YearFrozenError(last_day)


def _check_said(holder: Holder, told: Told) -> None:
    if not told.is_declared_free:
        raise exceptions.NotFreeError
    if not told.summary.strip():
        raise exceptions.WordsMissingError
    _check_codes(told)
    if any(one.holder_id != holder.pk for one in told.enterprises):
        raise exceptions.ForeignEnterpriseError


def _check_codes(told: Told) -> None:
    if told.form not in Form.values:
        raise exceptions.UnknownCodeError("form")
    if told.kind not in {item.code for item in codes_on(CodeList.SERVICE_KIND, told.served_on)}:
        raise exceptions.UnknownCodeError("kind")
    if told.field not in {item.code for item in codes_on(CodeList.FIELD, told.served_on)}:
        raise exceptions.UnknownCodeError("field")


def _check_time(holder: Holder, told: Told, policy: PolicyVersion, but: int | None) -> None:
    """Overlap and cap are of a person: a station may send several people at once."""
    span = diary.Span(told.starts_half, told.starts_half + told.half_hours)
    if not diary.is_within_day(span):
        raise exceptions.WrongTimeError
    if holder.kind != Kind.EXPERT:
        return
    others = [one.span for one in same_day(holder, told.served_on, but=but)]
    if diary.overlaps(span, others):
        raise exceptions.OverlapError
    cap = int(policy.value("diary.cap_hours"))
    if diary.exceeds_cap(span, others, cap_hours=cap):
        raise exceptions.DailyCapError(cap)


def _serve(entry: DiaryEntry, told: Told) -> None:
    served = {one.pk: one for one in told.enterprises}
    EnterpriseServed.objects.bulk_create(
        EnterpriseServed(entry=entry, enterprise=one) for one in served.values()
    )


def _said(entry: DiaryEntry) -> dict[str, Any]:
    columns: dict[str, Any] = {name: getattr(entry, name) for name in COLUMNS}
    firms = entry.enterprises.order_by("pk").values_list("pk", flat=True)
    return {**columns, "enterprises": list(firms)}


def _trace(entry: DiaryEntry) -> dict[str, Any]:
    """What the log keeps: no words of the holder."""
    return {name: value for name, value in _said(entry).items() if name != "summary"}
