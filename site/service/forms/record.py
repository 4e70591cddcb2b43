"""Which record is asked for, and what somebody who was shown one types to check it."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from service.codes import read_code
from service.proving import Stretch

NUMBER = re.compile(r"FW(20\d\d)(\d{6})")
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015－_·.]+")


class StretchForm(forms.Form):
    stretch = forms.ChoiceField(
        label=_("证明的时间"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择要证明的年度或任期。")},
    )

    def __init__(self, *args: Any, stretches: list[Stretch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {one.key: one for one in stretches}
        field = self.fields["stretch"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.key, one.label) for one in stretches]
        field.initial = next(iter(self.by_key), None)

    def chosen(self) -> Stretch:
        return self.by_key[self.cleaned_data["stretch"]]


class CheckForm(forms.Form):
    number = forms.CharField(
        label=_("证明编号"),
        max_length=40,
        help_text=_("印在证明标题下方，例如 FW-2026-000017。"),
        error_messages={"required": _("请填写证明编号。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("校验码"),
        max_length=40,
        help_text=_("证明上的 10 位字母和数字，例如 7KM2P-Q9RTX。大小写、空格、短横均可。"),
        error_messages={"required": _("请填写校验码。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def read(self) -> tuple[str, str]:
        """The two as they are kept; what cannot be one is empty, which no record has."""
        typed = _SEPARATORS.sub("", unicodedata.normalize("NFKC", self.cleaned_data["number"])).upper()
        match = NUMBER.fullmatch(typed) if typed.isascii() else None
        return f"FW-{match[1]}-{match[2]}" if match else "", read_code(self.cleaned_data["code"]) or ""
