"""What a notice changes in the work calendar, day by day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.models import WorkDay
from policies.seeding import SpecialDay, named_days, noticed_days


@dataclass(frozen=True)
class Difference:
    """One day as it stands and as it would be; `was_workday` is None for a day without a row."""

    date: date
    was_workday: bool | None
    was_name: str
    is_workday: bool
    name: str

    @property
    def is_counted(self) -> bool:
        """Whether working days are counted differently, not only named."""
        return self.was_workday != self.is_workday

    def as_json(self) -> dict[str, Any]:
        return {
            "date": self.date.isoformat(),
            "was_workday": self.was_workday,
            "was_name": self.was_name,
            "is_workday": self.is_workday,
            "name": self.name,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Difference":
        return cls(**{**said, "date": date.fromisoformat(said["date"])})


def is_year_confirmed(year: int) -> bool:
    """Whether somebody answers for the year: then it is corrected, no longer imported."""
    return WorkDay.objects.filter(date__year=year, is_confirmed=True).exists()


def import_differences(year: int, special_days: Mapping[date, SpecialDay]) -> list[Difference]:
    """A whole notice: days it does not name follow the week."""
    return _differences(year, noticed_days(year, special_days, source=""))


def correction_differences(year: int, special_days: Mapping[date, SpecialDay]) -> list[Difference]:
    """A later notice: only the days it names change."""
    return _differences(year, named_days(special_days, source=""))


def _differences(year: int, proposed: Iterable[WorkDay]) -> list[Difference]:
    standing = {row.date: row for row in WorkDay.objects.filter(date__year=year)}
    found = []
    for day in proposed:
        was = standing.get(day.date)
        if was is None:
            found.append(Difference(day.date, None, "", day.is_workday, day.name))
        elif (was.is_workday, was.name) != (day.is_workday, day.name):
            found.append(Difference(day.date, was.is_workday, was.name, day.is_workday, day.name))
    return sorted(found, key=lambda one: one.date)
