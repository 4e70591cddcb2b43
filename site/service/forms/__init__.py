"""What a holder and a firm fill in."""

from service.forms.confirming import CodeForm, ReplyForm
from service.forms.entry import CorrectionForm, EntryForm, clock

__all__ = ["CodeForm", "CorrectionForm", "EntryForm", "ReplyForm", "clock"]
