"""What a holder writes to the Center."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from feedback.actions.suggesting import LEAST_WORDS
from feedback.models.suggestion import MOST_WORDS
from feedback.queries import titles_of
from objections.forms import TOO_LONG, WordsField
from registry.models import Holder


class SuggestionForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    holder = forms.ModelChoiceField(queryset=Holder.objects.none(), label=_("以谁的名义"), empty_label=None)
    words = WordsField(
        label=_("内容"),
        max_length=MOST_WORDS,
        error_messages={"required": _("请写明内容。"), "max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 8, "minlength": LEAST_WORDS}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid4
        field, titles = self.fields["holder"], titles_of(user)
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = titles
        if len(rows := list(titles)) == 1:
            field.initial, field.widget = rows[0].pk, forms.HiddenInput()
