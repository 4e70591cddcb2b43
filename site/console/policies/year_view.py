"""A year of the work calendar as the desk sees it: twelve months of days, and the days that differ from the week."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.differences import Difference
from policies.enums import ChangeStatus
from policies.models import CalendarChange, WorkDay
from policies.seeding import PROVISIONAL, SATURDAY


@dataclass(frozen=True)
class YearView:
    """One year: its months as rows of weeks, its special days, and how far it can be trusted."""

    year: int
    months: list[tuple[int, list[list[WorkDay | None]]]]
    special: list[WorkDay]
    workdays: int
    sources: list[str]
    is_complete: bool
    is_confirmed: bool

    @property
    def is_provisional(self) -> bool:
        return PROVISIONAL in self.sources


def view_year(year: int) -> YearView:
    days = {day.date: day for day in WorkDay.objects.filter(date__year=year)}
    length = 366 if calendar.isleap(year) else 365
    return YearView(
        year=year,
        months=[(month, _weeks(year, month, days)) for month in range(1, 13)],
        special=[day for day in days.values() if is_special(day)],
        workdays=sum(day.is_workday for day in days.values()),
        sources=sorted({day.source for day in days.values()}),
        is_complete=len(days) == length,
        is_confirmed=bool(days) and all(day.is_confirmed for day in days.values()),
    )


def changes_of(year: int) -> dict[str, Any]:
    """The correction that waits for a second person, its days, and what was done to the year before."""
    changes = list(CalendarChange.objects.filter(year=year).select_related("proposed_by", "decided_by"))
    waiting = next((one for one in changes if one.status == ChangeStatus.PROPOSED), None)
    return {
        "waiting": waiting,
        "waiting_days": [Difference.from_json(day) for day in waiting.days] if waiting else [],
        "past_changes": [one for one in changes if one != waiting],
    }


def is_special(day: WorkDay) -> bool:
    """A weekday at rest, a weekend at work, or a named day."""
    return day.is_workday == (day.date.weekday() >= SATURDAY) or day.name not in {"", "周末"}


def years_known() -> list[int]:
    """Years with any day, and the next one to import."""
    years = sorted({day.year for day in WorkDay.objects.dates("date", "year")})
    return [*years, years[-1] + 1] if years else []


def _weeks(year: int, month: int, days: dict[date, WorkDay]) -> list[list[WorkDay | None]]:
    return [
        [days.get(day) if day.month == month else None for day in week]
        for week in calendar.Calendar(firstweekday=0).monthdatescalendar(year, month)
    ]
