"""What came of a 公示, in numbers: who was dropped is not named, how many is said."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count
from django.utils import timezone

from content.publicity_lists import KindShown
from objections.enums import Status
from objections.queries import outcome_counts
from policies.enums import Kind
from publicity.models import EntryStatus, Window, WindowStatus


class Result(NamedTuple):
    """公示结果: recognized by kind, still under objection, not recognized, left by themselves, the day it was confirmed, and the objections by how they ended."""

    confirmed_on: date
    recognized: list[KindShown]
    held: int
    dropped: int
    withdrawn: int
    objections: list[tuple[str, int]]

    @property
    def objections_lodged(self) -> int:
        return sum(count for _ending, count in self.objections)


def result_of(window: Window) -> Result | None:
    """Nothing before a person has confirmed the window. Two queries."""
    if window.status != WindowStatus.CONFIRMED or window.confirmed_at is None:
        return None
    counts = {
        (kind, status): count
        for kind, status, count in window.entries.order_by()
        .values_list("kind", "status")
        .annotate(Count("pk"))
    }

    def of(status: EntryStatus) -> int:
        return sum(count for (_kind, found), count in counts.items() if found == status)

    recognized = [
        KindShown(kind, counts[kind, EntryStatus.RELEASED])
        for kind in (Kind.STATION, Kind.EXPERT)
        if (kind, EntryStatus.RELEASED) in counts
    ]
    confirmed_on = timezone.localdate(window.confirmed_at)
    ended = [(str(Status(status).label), count) for status, count in outcome_counts(window).items() if count]
    return Result(
        confirmed_on,
        recognized,
        of(EntryStatus.HELD),
        of(EntryStatus.DROPPED),
        of(EntryStatus.WITHDRAWN),
        ended,
    )
