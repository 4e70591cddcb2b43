"""The one field of the check page."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("证书编号"),
        max_length=60,
        help_text=_("印在证书标题下方，例如 GZZ-2026-33-00020-C。大小写、空格、全角均可。"),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "inputmode": "text",
            }
        ),
    )
