"""The only doors to a change of windows and entries. `by` acts, `at` is when; every door returns the fresh row.

Locks are taken in one order: window, entry, application. Whoever also holds a process takes that first.
"""

from publicity.actions.choosing import choose_columns
from publicity.actions.counting import close_window, confirm_window, open_window, recompute_window
from publicity.actions.objecting import drop_entry, hold_entry, release_entry, withdraw_entry
from publicity.actions.preparing import create_window, prepare_window, stamp_published
from publicity.snapshots import EntrySnapshot

__all__ = [
    "EntrySnapshot",
    "choose_columns",
    "close_window",
    "confirm_window",
    "create_window",
    "drop_entry",
    "hold_entry",
    "open_window",
    "prepare_window",
    "recompute_window",
    "release_entry",
    "stamp_published",
    "withdraw_entry",
]
