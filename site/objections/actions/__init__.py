"""The only doors to a change of objections. `by` acts, `at` is when; every door returns the fresh row.

Locks are taken in one order: window, entry, objection, application. Whoever also holds a process takes that first.
"""

from objections.actions.asking import answer_inquiry, ask
from objections.actions.handling import accept_objection, decline_objection
from objections.actions.lodging import Said, check_lodging, lodge_objection
from objections.actions.settling import dismiss_objection, uphold_objection, withdraw_objection

__all__ = [
    "Said",
    "accept_objection",
    "answer_inquiry",
    "ask",
    "check_lodging",
    "decline_objection",
    "dismiss_objection",
    "lodge_objection",
    "uphold_objection",
    "withdraw_objection",
]
