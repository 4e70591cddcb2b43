"""补充题目 as a form: one field a question, by its kind. Files have forms of their own and are not among the fields."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from policies.enums import QuestionKind
from policies.models import Question
from questions.forms.drafts import DATE_FORMATS, EARLIEST, DraftForm, PlainTextField, reword
from questions.wording import field_name

LATEST = date(2100, 12, 31)
MOST = Decimal("999999999.99")
MAX_TEXT = 2000


class AnswersForm(DraftForm):
    """The questions of one set; `asked` in order, files among them."""

    asked: Sequence[Question] = ()

    def places(self) -> list[tuple[Question, forms.BoundField | None]]:
        """Every question with its field; a file has none."""
        names = {field_name(question): question for question in self.asked}
        return [(question, self[name] if name in self.fields else None) for name, question in names.items()]

    def good_answers(self) -> dict[str, Any]:
        """The well-formed answers by question code."""
        good = self.good_values()
        return {
            question.code: good[field_name(question)]
            for question in self.asked
            if field_name(question) in good
        }


def answers_form(questions: Sequence[Question]) -> type[AnswersForm]:
    """A form class for these questions."""
    fields = {
        field_name(question): FIELDS[question.kind](question)
        for question in questions
        if question.kind != QuestionKind.FILE
    }
    said = {
        "asked": tuple(questions),
        "needed": frozenset(field_name(question) for question in questions if question.is_required),
        "units": {
            field_name(question): question.unit
            for question in questions
            if question.kind == QuestionKind.NUMBER and question.unit
        },
    }
    return type("AnswersForm", (AnswersForm,), {**fields, **said})


def _text(question: Question) -> forms.Field:
    return PlainTextField(
        label=question.label,
        help_text=question.help,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _number(question: Question) -> forms.Field:
    field = forms.DecimalField(
        label=question.label,
        help_text=question.help,
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": _("请填写数字，不带单位。")},
    )
    reword(field, MinValueValidator, _("不能小于 %(limit_value)s，请核对。"))
    reword(field, MaxValueValidator, _("不能大于 %(limit_value)s，请核对。"))
    field.validators.append(_two_places)
    return field


def _two_places(number: Decimal) -> None:
    if abs(number) <= MOST and number != round(number, 2):
        raise ValidationError(_("最多保留两位小数。"))


def _choice(question: Question) -> forms.Field:
    options = [(option.code, option.name) for option in question.options.all()]
    return forms.ChoiceField(
        label=question.label,
        help_text=question.help,
        choices=[("", _("请选择")), *options],
        error_messages={"invalid_choice": _("请从所列选项中选择。")},
    )


def _day(question: Question) -> forms.Field:
    return forms.DateField(
        label=question.label,
        help_text=question.help,
        input_formats=DATE_FORMATS,
        validators=[_bearable],
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={"type": "date", "min": EARLIEST.isoformat(), "max": LATEST.isoformat()},
        ),
        error_messages={"invalid": _("请按“年-月-日”填写，例如 2019-06-18。")},
    )


def _bearable(day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise ValidationError(_("日期应在 1900 年至 2100 年之间，请核对。"))


FIELDS: dict[str, Callable[[Question], forms.Field]] = {
    QuestionKind.TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.CHOICE: _choice,
    QuestionKind.DATE: _day,
}
