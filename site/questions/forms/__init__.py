"""Forms of answers, and what every form of a draft shares."""

from questions.forms.answers import answers_form

__all__ = ["answers_form"]
