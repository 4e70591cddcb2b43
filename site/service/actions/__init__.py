"""The only doors to a change of a diary.

The holder's row is locked first: two entries of one day are judged one after the other.
"""

from service.actions.answering import Reply, answer_confirmation
from service.actions.filing import Firm, amend_entry, file_entry
from service.actions.listing import list_enterprise
from service.actions.reporting import Told, correct_entry, report_entry

__all__ = [
    "Firm",
    "Reply",
    "Told",
    "amend_entry",
    "answer_confirmation",
    "correct_entry",
    "file_entry",
    "list_enterprise",
    "report_entry",
]
