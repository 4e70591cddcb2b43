"""A month of events as weeks of days."""

from calendar import Calendar
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

FIRST_YEAR, LAST_YEAR = 2000, 2100
MONDAY = 0


class Month(NamedTuple):
    """A month, and its neighbours as the address names them."""

    first: date
    before: str
    after: str


class MonthDay(NamedTuple):
    """One cell of the grid."""

    date: date
    is_inside: bool
    is_today: bool
    events: list[Any]


def month_asked(asked: str, today: date) -> Month:
    """The month named `2026-11`; this month for anything else."""
    year, _, number = asked.partition("-")
    is_named = year.isascii() and year.isdigit() and number.isascii() and number.isdigit()
    first = today.replace(day=1)
    if is_named and len(asked) <= 7 and FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(number) <= 12:
        first = date(int(year), int(number), 1)
    before, after = first - timedelta(days=1), first + timedelta(days=32)
    return Month(first, f"{before:%Y-%m}", f"{after:%Y-%m}")


def month_grid(month: Month, events: Any, today: date) -> list[list[MonthDay]]:
    """Whole weeks from Monday; an event stands on each of its days. One query."""
    weeks = Calendar(MONDAY).monthdatescalendar(month.first.year, month.first.month)
    begin, end = weeks[0][0], weeks[-1][-1]
    shown = list(
        events.filter(starts_at__lt=_midnight(end + timedelta(days=1)), ends_at__gte=_midnight(begin))
    )
    return [
        [MonthDay(day, day.month == month.first.month, day == today, _on(shown, day)) for day in week]
        for week in weeks
    ]


def _on(events: Iterable[Any], day: date) -> list[Any]:
    return [one for one in events if one.first_day <= day <= one.last_day]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
