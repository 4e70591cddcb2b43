"""The only doors to a change of complaints and suggestions. `by` acts, `at` is when; every door returns the fresh row."""

from feedback.actions.asking import answer_inquiry, ask
from feedback.actions.handling import (
    accept_complaint,
    decline_complaint,
    dismiss_complaint,
    uphold_complaint,
)
from feedback.actions.lodging import Said, lodge_complaint
from feedback.actions.suggesting import answer_suggestion, take_suggestion, write_suggestion

__all__ = [
    "Said",
    "accept_complaint",
    "answer_inquiry",
    "answer_suggestion",
    "ask",
    "decline_complaint",
    "dismiss_complaint",
    "lodge_complaint",
    "take_suggestion",
    "uphold_complaint",
    "write_suggestion",
]
