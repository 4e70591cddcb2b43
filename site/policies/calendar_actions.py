"""The doors to the work calendar: import and confirm a year, correct a confirmed one with a reason and by two persons.

Each leaves an applied `CalendarChange`: whoever counted days before it counts again (`queries.calendar_revision`).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from policies.differences import Difference, correction_differences, import_differences
from policies.enums import ChangeKind, ChangeStatus
from policies.exceptions import CalendarYearError, SelfConfirmationError
from policies.models import CalendarChange, WorkDay
from policies.seeding import PROVISIONAL, SpecialDay, noticed_days
from policies.signals import (
    correction_dropped,
    correction_proposed,
    year_confirmed,
    year_corrected,
    year_imported,
)

if TYPE_CHECKING:
    from accounts.models import User  # accounts stand above policies

CHECKED_BY_HAND = "人工核对"


@transaction.atomic
def import_year(
    *, year: int, special_days: Mapping[date, SpecialDay], source: str, by: "User", at: datetime
) -> int:
    """导入放假通知: the year's days as the notice has them, to be confirmed afterwards. Returns how many days changed.

    A confirmed year is never made unconfirmed again: it is corrected.
    """
    source = _given(source, _("请填写放假通知的名称或文号。"))
    if any(day.is_confirmed for day in _locked(year)):
        raise CalendarYearError(
            _("%(year)d年的工作日历已经确认，不能重新导入；变动请以更正方式提出。") % {"year": year}
        )
    differences = import_differences(year, special_days)
    WorkDay.objects.bulk_create(
        noticed_days(year, special_days, source=source),
        update_conflicts=True,
        unique_fields=["date"],
        update_fields=["is_workday", "name", "source", "is_confirmed"],
    )
    changes = sum(one.is_counted for one in differences)
    _apply(year, ChangeKind.IMPORT, by=by, at=at, source=source, days=differences)
    year_imported.send(WorkDay, year=year, source=source, changes=changes, by=by, at=at)
    return changes


@transaction.atomic
def confirm_year(*, year: int, by: "User", at: datetime) -> int:
    """确认年度工作日历: a person has compared every day with the State Council's notice. Returns the number of days."""
    days = _locked(year)
    if len(days) != (date(year + 1, 1, 1) - date(year, 1, 1)).days:
        raise CalendarYearError(_("%(year)d年的工作日历不完整，请先导入放假通知。") % {"year": year})
    if all(day.is_confirmed for day in days):
        raise CalendarYearError(_("%(year)d年的工作日历已经确认。") % {"year": year})
    for day in days:
        day.is_confirmed = True
        day.source = CHECKED_BY_HAND if day.source == PROVISIONAL else day.source
    WorkDay.objects.bulk_update(days, ["is_confirmed", "source"])
    _apply(year, ChangeKind.CONFIRMATION, by=by, at=at)
    year_confirmed.send(WorkDay, year=year, by=by, at=at)
    return len(days)


@transaction.atomic
def propose_correction(
    *,
    year: int,
    special_days: Mapping[date, SpecialDay],
    source: str,
    reason: str,
    by: "User",
    at: datetime,
) -> CalendarChange:
    """提出更正: the days a later notice changes in a confirmed year. Nothing is counted by them before the confirmation."""
    source = _given(source, _("请填写放假通知的名称或文号。"))
    reason = _given(reason, _("请写明更正的理由。"))
    days = _locked(year)
    if not days or not all(day.is_confirmed for day in days):
        raise CalendarYearError(_("%(year)d年的工作日历尚未确认，请直接导入放假通知。") % {"year": year})
    if CalendarChange.objects.filter(year=year, status=ChangeStatus.PROPOSED).exists():
        raise CalendarYearError(_("%(year)d年已有一项更正等待确认，请先确认或撤回。") % {"year": year})
    differences = correction_differences(year, special_days)
    if not differences:
        raise CalendarYearError(_("这些日子与现行日历相同，没有需要更正的。"))
    change = CalendarChange.objects.create(
        year=year,
        kind=ChangeKind.CORRECTION,
        status=ChangeStatus.PROPOSED,
        source=source,
        reason=reason,
        days=[one.as_json() for one in differences],
        proposed_at=at,
        proposed_by=by,
    )
    correction_proposed.send(CalendarChange, change=change, by=by, at=at)
    return change


@transaction.atomic
def confirm_correction(*, change: CalendarChange, by: "User", at: datetime) -> CalendarChange:
    """确认更正: a second person puts the days in force; the year stays confirmed throughout."""
    row = _locked_proposal(change)
    if row.proposed_by_id == by.pk:
        raise SelfConfirmationError
    said = {one.date: one for one in map(Difference.from_json, row.days)}
    days = [day for day in _locked(row.year) if day.date in said]
    for day in days:
        day.is_workday, day.name = said[day.date].is_workday, said[day.date].name
        day.source = row.source
    WorkDay.objects.bulk_update(days, ["is_workday", "name", "source"])
    row.status, row.decided_at, row.decided_by = ChangeStatus.APPLIED, at, by
    row.save(update_fields=["status", "decided_at", "decided_by"])
    year_corrected.send(CalendarChange, change=row, by=by, at=at)
    return row


@transaction.atomic
def drop_correction(*, change: CalendarChange, by: "User", at: datetime) -> CalendarChange:
    """撤回更正: the calendar stays as it is."""
    row = _locked_proposal(change)
    row.status, row.decided_at, row.decided_by = ChangeStatus.DROPPED, at, by
    row.save(update_fields=["status", "decided_at", "decided_by"])
    correction_dropped.send(CalendarChange, change=row, by=by, at=at)
    return row


def _locked(year: int) -> list[WorkDay]:
    return list(WorkDay.objects.select_for_update().filter(date__year=year))


def _locked_proposal(change: CalendarChange) -> CalendarChange:
    row = CalendarChange.objects.select_for_update().get(pk=change.pk)
    if row.status != ChangeStatus.PROPOSED:
        raise CalendarYearError(_("这项更正已经处理：%(status)s。") % {"status": row.get_status_display()})
    return row


def _given(text: str, refusal: str) -> str:
    if not (given := text.strip()):
        raise CalendarYearError(refusal)
    return given


def _apply(
    year: int,
    kind: ChangeKind,
    *,
    by: "User",
    at: datetime,
    source: str = "",
    days: Sequence[Difference] = (),
) -> None:
    said: list[dict[str, Any]] = [one.as_json() for one in days]
    CalendarChange.objects.create(
        year=year,
        kind=kind,
        status=ChangeStatus.APPLIED,
        source=source,
        days=said,
        proposed_at=at,
        proposed_by=by,
        decided_at=at,
        decided_by=by,
    )
