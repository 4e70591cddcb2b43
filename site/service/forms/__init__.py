"""What a holder and a firm fill in."""

from service.forms.confirming import CodeForm, ReplyForm
from service.forms.entry import CorrectionForm, EntryForm, clock
from service.forms.listing import FirmsForm
from service.forms.record import CheckForm, StretchForm
from service.forms.requesting import RequestAnswerForm, RequestForm

__all__ = [
    "CheckForm",
    "CodeForm",
    "CorrectionForm",
    "EntryForm",
    "FirmsForm",
    "ReplyForm",
    "RequestAnswerForm",
    "RequestForm",
    "StretchForm",
    "clock",
]
