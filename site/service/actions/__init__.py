"""The only doors to a change of a diary.

The holder's row is locked first: two entries of one day are judged one after the other.
"""

from service.actions.listing import list_enterprise
from service.actions.reporting import Told, correct_entry, report_entry

__all__ = ["Told", "correct_entry", "list_enterprise", "report_entry"]
