"""Rows for the work calendar: years the State Council has announced, and years nobody has yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar
from chinese_calendar.constants import Holiday

from policies.models import WorkDay

SATURDAY = 5
PROVISIONAL = "暂定"


@dataclass(frozen=True)
class SpecialDay:
    """A day a notice names: rest, or work at a weekend."""

    is_workday: bool
    name: str = ""


def announced_days(year: int) -> list[WorkDay]:
    """A year of the State Council's notice, by way of chinesecalendar, which raises NotImplementedError beyond its years."""
    source = f"国务院办公厅关于{year}年部分节假日安排的通知"
    return [
        WorkDay(
            date=day,
            is_workday=chinese_calendar.is_workday(day),
            name=_announced_name(day),
            source=source,
            is_confirmed=True,
        )
        for day in _days_of(year)
    ]


def noticed_days(year: int, special_days: Mapping[date, SpecialDay], *, source: str) -> list[WorkDay]:
    """A year as a notice has it: weekends rest, other days work, the days it names as it says. Not confirmed yet."""
    return [_noticed_day(day, special_days.get(day), source) for day in _days_of(year)]


def named_days(special_days: Mapping[date, SpecialDay], *, source: str) -> list[WorkDay]:
    """Only the days a notice names; a day it returns to the week is named like the week."""
    return [_noticed_day(day, special, source) for day, special in special_days.items()]


def provisional_days(year: int, holidays: Mapping[date, str]) -> list[WorkDay]:
    """A year not announced yet: weekends and the statutory days rest, nothing is swapped; it counts only when confirmed."""
    special_days = {day: SpecialDay(is_workday=False, name=name) for day, name in holidays.items()}
    return noticed_days(year, special_days, source=PROVISIONAL)


def _noticed_day(day: date, special: SpecialDay | None, source: str) -> WorkDay:
    if special is None:
        return WorkDay(date=day, is_workday=day.weekday() < SATURDAY, name=_weekend_name(day), source=source)
    name = special.name or ("" if special.is_workday else _weekend_name(day))
    return WorkDay(date=day, is_workday=special.is_workday, name=name, source=source)


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def _announced_name(day: date) -> str:
    is_rest, occasion = chinese_calendar.get_holiday_detail(day)
    if occasion not in {holiday.value for holiday in Holiday}:
        return _weekend_name(day)
    name = Holiday(occasion).chinese
    return name if is_rest else f"{name}调休上班"


def _weekend_name(day: date) -> str:
    return "周末" if day.weekday() >= SATURDAY else ""
