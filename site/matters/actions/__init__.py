"""The only doors to a change of types and requests. `by` acts, `at` is when; every door returns the fresh row."""

from matters.actions.deciding import (
    approve_request,
    begin_review,
    lapse_request,
    recount_supplement,
    refuse_request,
    request_supplement,
)
from matters.actions.drafting import add_file, draft_request, remove_file, save_request
from matters.actions.submitting import resubmit_request, retract_request, submit_request
from matters.actions.types import change_type, close_type, define_type, open_type

__all__ = [
    "add_file",
    "approve_request",
    "begin_review",
    "change_type",
    "close_type",
    "define_type",
    "draft_request",
    "lapse_request",
    "open_type",
    "recount_supplement",
    "refuse_request",
    "remove_file",
    "request_supplement",
    "resubmit_request",
    "retract_request",
    "save_request",
    "submit_request",
]
