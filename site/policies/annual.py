"""年度要求：what a year asks of a holder, and whether a year's service meets it (S-7-2, S-15, E-6-2, E-13)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MONTHS = 12
EITHER, BOTH = "either", "both"
PRORATE, FULL, EXEMPT = "prorate", "full", "exempt"


@dataclass(frozen=True)
class Norm:
    """What a year asks: `hours` 小时 and `firms` 家, and by `mode` either of them or both. `months` counted in it."""

    hours: Decimal
    firms: int
    mode: str = EITHER
    months: int = MONTHS

    @property
    def is_whole(self) -> bool:
        return self.months == MONTHS


@dataclass(frozen=True)
class Missing:
    """What a year still lacks; nothing of what is reached."""

    hours: Decimal
    firms: int


def norm_for(full: Norm, *, recognized_on: date, year: int, first_year: str) -> Norm | None:
    """The norm of one holder's year; None for a year that asks nothing: before the recognition, or the year of it where that is exempt.

    Of the year of recognition the whole months count, that of the recognition only from its first day; what is not a
    whole half hour or firm falls to the holder.
    """
    if year < recognized_on.year:
        return None
    if year > recognized_on.year or first_year == FULL:
        return full
    months = MONTHS - recognized_on.month + (recognized_on.day == 1)
    if first_year == EXEMPT or not months:
        return None
    half_hours = int(full.hours * 2) * months // MONTHS
    return Norm(Decimal(half_hours) / 2, full.firms * months // MONTHS, full.mode, months)


def missing(norm: Norm, *, hours: Decimal, firms: int) -> Missing:
    return Missing(max(norm.hours - hours, Decimal(0)), max(norm.firms - firms, 0))


def is_met(norm: Norm, *, hours: Decimal, firms: int) -> bool:
    """60 小时或 150 家 as the rules read it: 60/149 and 59.5/150 meet either, and neither meets both."""
    reached = (hours >= norm.hours, firms >= norm.firms)
    return any(reached) if norm.mode == EITHER else all(reached)


def share(reached: Decimal | int, asked: Decimal | int) -> int:
    """How much of what is asked is reached, in whole percent; 100 only when it is."""
    return min(int(reached * 100 / asked), 100) if asked else 100
