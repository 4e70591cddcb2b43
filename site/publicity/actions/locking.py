"""The row as it is now, held until the transaction ends."""

from collections.abc import Collection

from publicity.exceptions import EntryStatusError, ReasonMissingError, WindowStatusError
from publicity.models import Entry, Window


def lock_window(window: Window, *, expected: Collection[str] | None = None) -> Window:
    """Raises WindowStatusError outside `expected`."""
    row = Window.objects.select_for_update().get(pk=window.pk)
    if expected is not None and row.status not in expected:
        raise WindowStatusError(row.get_status_display())
    return row


def lock_entry(entry: Entry, *, expected: Collection[str]) -> Entry:
    """Its window first: what an entry becomes depends on whether the window is confirmed. Raises EntryStatusError."""
    window = Window.objects.select_for_update().get(pk=entry.window_id)
    row = Entry.objects.select_for_update().get(pk=entry.pk)
    if row.status not in expected:
        raise EntryStatusError(row.get_status_display())
    row.window = window
    return row


def given_reason(reason: str) -> str:
    """The reason without surrounding blanks. Raises ReasonMissingError when nothing is left."""
    if not (text := reason.strip()):
        raise ReasonMissingError
    return text
