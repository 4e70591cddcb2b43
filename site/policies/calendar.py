"""Dates of the 办法: working days, publicity windows, terms. Pure: the calendar comes in as an argument."""

from collections.abc import Callable
from datetime import date, timedelta

DayTest = Callable[[date], bool]
"""Answers whether a day is a working day."""


class CalendarGapError(LookupError):
    """A count reached a day the work calendar does not know."""


def add_workdays(start: date, days: int, is_workday: DayTest) -> date:
    """The day on which `days` working days after `start` have passed; `start` itself is not counted (民法典 201)."""
    day, left = start, days
    while left > 0:
        day += timedelta(days=1)
        if is_workday(day):
            left -= 1
    return day


def window_last_day(
    opened_on: date, days: int, is_workday: DayTest, *, is_first_day_counted: bool, is_workdays: bool = True
) -> date:
    """The last day of a publicity window of `days` days (S-5-3, E-4-3). A last calendar day at rest moves on (民法典 203)."""
    if is_workdays:
        already = 1 if is_first_day_counted and is_workday(opened_on) else 0
        return add_workdays(opened_on, days - already, is_workday)
    last = opened_on + timedelta(days=days - 1 if is_first_day_counted else days)
    while not is_workday(last):
        last += timedelta(days=1)
    return last


def workdays_between(first: date, last: date, is_workday: DayTest) -> int:
    """How many working days lie after `first` up to and including `last`; negative when `last` is earlier."""
    if last < first:
        return -workdays_between(last, first, is_workday)
    return sum(is_workday(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


def years_after(day: date, years: int) -> date:
    """The corresponding day `years` later; 29 February becomes 28 when there is none (民法典 202)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def years_before(day: date, years: int) -> date:
    """The corresponding day `years` earlier."""
    return years_after(day, -years)


def term_end(starts_on: date, years: int, *, is_day_before: bool = False) -> date:
    """The last day of a term (S-12, E-9): the corresponding day, or the day before it."""
    end = years_after(starts_on, years)
    return end - timedelta(days=1) if is_day_before else end
