"""What people write, and the staff."""

from feedback.forms.complaint import AnswerForm, ComplaintForm
from feedback.forms.suggestion import SuggestionForm

__all__ = ["AnswerForm", "ComplaintForm", "SuggestionForm"]
