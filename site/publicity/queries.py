"""Questions about publicity windows and their entries."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from policies.enums import Kind
from policies.queries import revision_in_query
from publicity.columns import PublicColumn, columns_named
from publicity.models import Entry, EntryStatus, PublicColumns, Window, WindowStatus


def windows_open() -> QuerySet[Window]:
    """Windows whose days are running, the soonest to end first."""
    return Window.objects.filter(status=WindowStatus.OPEN).order_by("closes_at", "pk")


def windows_to_open(at: datetime) -> QuerySet[Window]:
    """Their page has been published and nobody has counted the days yet."""
    return Window.objects.filter(status=WindowStatus.PREPARED, published_at__lte=at).order_by("pk")


def windows_to_recompute() -> QuerySet[Window]:
    """Their last day was counted over days that are not confirmed, or before the calendar last changed."""
    is_behind = Q(calendar_revision__lt=revision_in_query())
    return windows_open().filter(Q(is_provisional=True) | is_behind)


def windows_to_close(at: datetime) -> QuerySet[Window]:
    """Their last day has ended and is final."""
    return windows_open().filter(is_provisional=False, closes_at__lte=at)


def windows_for_desk() -> QuerySet[Window]:
    """All windows, newest first, each with how many entries it has and how many of them stand where."""
    counts = {f"{status}_count": Count("entries", filter=Q(entries__status=status)) for status in EntryStatus}
    return Window.objects.annotate(entry_count=Count("entries"), **counts).order_by("-pk")


def entries_of(window: Window) -> QuerySet[Entry]:
    """A window's list in its order."""
    return window.entries.select_related("held_by", "settled_by").order_by("order")


def entry_counts(window: Window) -> dict[str, int]:
    """How many entries of a window stand where, every status named."""
    rows = window.entries.order_by().values_list("status").annotate(Count("pk"))
    return {status.value: 0 for status in EntryStatus} | dict(rows)


def chosen_columns(kind: str) -> list[PublicColumn]:
    """What the next list of this kind will show."""
    row = PublicColumns.objects.filter(kind=kind).first()
    return columns_named(kind, row.codes if row else [])


def columns_of(window: Window, kind: str) -> list[PublicColumn]:
    """What the list of this window shows: copied when it opened, the current choice before that."""
    if window.opened_on is None:
        return chosen_columns(kind)
    return columns_named(kind, window.station_columns if kind == Kind.STATION else window.expert_columns)
