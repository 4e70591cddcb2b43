"""The only doors to a change of a diary.

The holder's row is locked first: two entries of one day are judged one after the other.
"""

from service.actions.answering import Reply, answer_confirmation
from service.actions.drafting import discard_draft, save_draft
from service.actions.filing import Firm, amend_entry, file_entry
from service.actions.issuing import issue_record, keep_file
from service.actions.listing import list_enterprise, list_enterprises
from service.actions.picturing import add_photo, remove_photo
from service.actions.reporting import Told, correct_entry, report_entry
from service.actions.requesting import answer_request, request_correction
from service.actions.spotting import draw_check, judge_item

__all__ = [
    "Firm",
    "Reply",
    "Told",
    "add_photo",
    "amend_entry",
    "answer_confirmation",
    "answer_request",
    "correct_entry",
    "discard_draft",
    "draw_check",
    "file_entry",
    "issue_record",
    "judge_item",
    "keep_file",
    "list_enterprise",
    "list_enterprises",
    "remove_photo",
    "report_entry",
    "request_correction",
    "save_draft",
]
