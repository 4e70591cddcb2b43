"""A form of the message desk."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from messaging.actions import WordingRefused, checked_wording
from messaging.models import Template


class WordingForm(forms.Form):
    text = forms.CharField(
        label=_("正文"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "class": "w-field__autosize"}),
    )

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        self.fields["text"].initial = template.text

    def clean_text(self) -> str:
        try:
            return checked_wording(template=self.template, text=self.cleaned_data["text"])
        except WordingRefused as refusal:
            raise ValidationError(str(refusal)) from None
