"""The doors of the review: everything a person may do to a case, one function each. The process row is locked around each."""

from workflows.review.actions.absence import end_proxy, make_proxy
from workflows.review.actions.adding import add_signer, remove_added_signer
from workflows.review.actions.handing import transfer_seat
from workflows.review.actions.moving import move_to_version
from workflows.review.actions.recusing import recuse
from workflows.review.actions.taking import leave_seat, take_seat
from workflows.review.actions.telling import comment_case, copy_case, read_copy, urge_seat
from workflows.review.actions.voting import cast_vote, sign_task, take_and_sign, take_back_vote

__all__ = [
    "add_signer",
    "cast_vote",
    "comment_case",
    "copy_case",
    "end_proxy",
    "leave_seat",
    "make_proxy",
    "move_to_version",
    "read_copy",
    "recuse",
    "remove_added_signer",
    "sign_task",
    "take_and_sign",
    "take_back_vote",
    "take_seat",
    "transfer_seat",
    "urge_seat",
]
