"""志愿日记的规则：when a day of service may be reported, and whether two services fit together (N-4, E-11)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

HALF_HOURS_A_DAY = 48


class Span(NamedTuple):
    """A stretch of one day in half hours after midnight; the end is not part of it."""

    start: int
    end: int


def is_within_day(span: Span) -> bool:
    """真实服务时长：some time, and over by midnight."""
    return 0 <= span.start < span.end <= HALF_HOURS_A_DAY


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """同一时段不得重复记录：one that begins when the other ends does not overlap."""
    return any(span.start < other.end and other.start < span.end for other in others)


def exceeds_cap(span: Span, others: Iterable[Span], *, cap_hours: int) -> bool:
    """每人每日时长上限：the day's services together."""
    return sum(one.end - one.start for one in (span, *others)) > cap_hours * 2


def is_late(served_on: date, reported_on: date, *, due_days: int) -> bool:
    """及时报送（N-4）：counted in natural days from the day after; a late entry counts all the same."""
    return reported_on > served_on + timedelta(days=due_days)


def last_day_to_change(served_on: date, *, freeze_days: int) -> date:
    """年度封账日：so many days after the year's end, that day included."""
    return date(served_on.year, 12, 31) + timedelta(days=freeze_days)


def firm_counts(answer: bool | None, *, unconfirmed_counts: bool) -> bool:
    """企业是否计入：a firm that confirmed counts, one that denied does not; `None`, no answer, is for the rules to say."""
    return unconfirmed_counts if answer is None else answer


def service_counts(answers: Sequence[bool | None], *, unconfirmed_counts: bool) -> bool:
    """时长是否计入：one firm that counts is enough; what names no firm nobody can confirm."""
    if not answers:
        return unconfirmed_counts
    return any(firm_counts(answer, unconfirmed_counts=unconfirmed_counts) for answer in answers)
