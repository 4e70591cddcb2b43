"""What the steps share besides the draft itself: credit codes, code lists, days past, counts, narratives."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.enums import CodeList
from policies.queries import code_names, codes_on
from questions.forms.drafts import DATE_FORMATS, EARLIEST, DraftForm, PlainTextField, reword

__all__ = ["CreditCodeField", "DraftForm", "PlainTextField", "chosen", "coded", "coded_many", "narrative", "number", "past_day"]  # fmt: skip


class CreditCodeField(PlainTextField):
    """A unified social credit code as typed: full-width forms, blanks and small letters are put right."""

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().to_python(value))
        return "".join(text.split()).replace("-", "").upper()


def coded(
    label: Any, codelist: str, *, help_text: Any = "", widget: type[forms.Widget] = forms.Select
) -> forms.ChoiceField:
    """A choice from a code list as it is today."""

    def choices() -> list[tuple[str, str]]:
        items = [(item.code, item.name) for item in codes_on(CodeList(codelist), timezone.localdate())]
        return [("", str(_("请选择"))), *items]

    return forms.ChoiceField(label=label, choices=choices, help_text=help_text, widget=widget)


def coded_many(label: Any, codelist: str, *, help_text: Any = "") -> forms.MultipleChoiceField:
    """Several from a code list."""
    return forms.MultipleChoiceField(
        label=label,
        choices=lambda: list(code_names(CodeList(codelist)).items()),
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
    )


def chosen(label: Any, choices: Sequence[tuple[Any, Any]], *, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", _("请选择")), *choices], help_text=help_text)


def past_day(label: Any, *, help_text: Any = "") -> forms.DateField:
    """A day between 1900 and today."""
    return forms.DateField(
        label=label,
        input_formats=DATE_FORMATS,
        help_text=help_text,
        validators=[_not_in_the_future],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": EARLIEST.isoformat()}),
        error_messages={"invalid": _("请按“年-月-日”填写，例如 2019-06-18。")},
    )


def _not_in_the_future(day: date) -> None:
    if not EARLIEST <= day <= timezone.localdate():
        raise ValidationError(_("日期应在 1900 年至今天之间，请核对。"))


def number(label: Any, *, most: int, help_text: Any = "") -> forms.IntegerField:
    """A count. Its upper end keeps slips of the finger out of the database, no rule is meant."""
    field = forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        help_text=help_text,
        widget=forms.TextInput,
        error_messages={"invalid": _("请填写整数，不带单位。")},
    )
    reword(field, MinValueValidator, _("不能小于 %(limit_value)d，请核对。"))
    reword(field, MaxValueValidator, _("不能大于 %(limit_value)d，请核对。"))
    return field


def narrative(label: Any, *, help_text: Any) -> PlainTextField:
    return PlainTextField(
        label=label, max_length=5000, help_text=help_text, widget=forms.Textarea(attrs={"rows": 10})
    )
