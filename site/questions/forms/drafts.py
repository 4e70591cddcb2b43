"""What every form of a draft shares: everything may still be empty, and each good field is worth keeping whatever the others say."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.validators import BaseValidator, MaxLengthValidator
from django.utils.translation import gettext_lazy as _

DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
EARLIEST = date(1900, 1, 1)


class PlainTextField(forms.CharField):
    """Text in NFC without control, format and direction characters; line breaks stay."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        reword(self, MaxLengthValidator, _("最多 %(limit_value)d 字，现有 %(show_value)d 字。"))

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", str(value or "").replace("\r\n", "\n").replace("\r", "\n"))
        kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
        return str(super().to_python(kept))


def reword(field: forms.Field, kind: type[BaseValidator], sentence: Any) -> None:
    """Django's sentences on limits speak of variables; ours speak to the reader."""
    for validator in field.validators:
        if isinstance(validator, kind):
            validator.message = sentence


class DraftForm(forms.Form):
    """One step. `needed` marks what a submission needs; a draft needs nothing."""

    needed: frozenset[str] = frozenset()
    units: dict[str, str] = {}
    shown_when: dict[str, str] = {}  # field: "other field=value"; hidden by script, never required
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = False
            field.widget.attrs.setdefault("autocomplete", "off")
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.setdefault("data-count", str(getattr(field, "max_length", "") or ""))
            if name in self.units:
                field.widget.attrs.setdefault("inputmode", "numeric")

    def advice(self) -> dict[str, str]:
        """What is worth saying about well-formed fields; it is saved all the same."""
        return {}

    def good_values(self) -> dict[str, Any]:
        """What can be saved: every field of the step that is well-formed."""
        self.full_clean()
        return {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data}
