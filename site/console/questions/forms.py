"""One question as staff write it, by its kind; and the sentence its condition will say."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.conditions import AT_LEAST, AT_MOST, ONE_OF, OPERATORS, WITHIN_YEARS
from policies.enums import Operator, QuestionKind
from policies.models import Question
from questions.forms.drafts import PlainTextField
from questions.models import Value
from questions.wording import option_names

OPTION_LENGTH = 60
KINDS = {
    QuestionKind.TEXT: gettext_lazy("几句话或一段说明，最多 2000 字。"),
    QuestionKind.NUMBER: gettext_lazy("数量、面积、金额；可设“不少于”或“不超过”。"),
    QuestionKind.CHOICE: gettext_lazy("从列出的选项中选一个；可设“属于”或“不属于”。"),
    QuestionKind.DATE: gettext_lazy("某一天；可设“N 年以内”。"),
    QuestionKind.FILE: gettext_lazy("上传一个文件，检查与证明材料相同。"),
}


class QuestionForm(forms.Form):
    """The columns every kind has; a number has its unit, a choice its options, some kinds a condition."""

    label = PlainTextField(label=gettext_lazy("题目"), max_length=100)
    code = forms.SlugField(
        label=gettext_lazy("代码"),
        max_length=30,
        help_text=gettext_lazy("导出表的列名：字母、数字、连字符或下划线，本表内不重复。"),
        error_messages={"invalid": gettext_lazy("代码只能用字母、数字、连字符和下划线。")},
    )
    help = PlainTextField(label=gettext_lazy("填写说明"), max_length=200, required=False)
    unit = PlainTextField(
        label=gettext_lazy("单位"), max_length=10, required=False, help_text=gettext_lazy("例如：人、家、平方米。")
    )  # fmt: skip
    options = PlainTextField(
        label=gettext_lazy("选项"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("每行一个。"),
    )
    is_required = forms.BooleanField(label=gettext_lazy("必须作答"), required=False, initial=True)
    operator = forms.ChoiceField(label=gettext_lazy("条件"), required=False)
    threshold = PlainTextField(label=gettext_lazy("标准"), max_length=200, required=False)
    is_hard = forms.BooleanField(
        label=gettext_lazy("不符合时不得提交"),
        required=False,
        initial=True,
        help_text=gettext_lazy("不勾选时可以提交，审核页面上标为“待核”。"),
    )
    basis = PlainTextField(
        label=gettext_lazy("依据"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("写在核对结果前面，例如“通知第三项”；留空时写“本批次”或“本事项”。"),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind != QuestionKind.NUMBER:
            del self.fields["unit"]
        if kind != QuestionKind.CHOICE:
            del self.fields["options"]
        operators = OPERATORS.get(kind, ())
        if not operators:
            for name in ("operator", "threshold", "is_hard", "basis"):
                del self.fields[name]
            return
        named = [(code, Operator(code).label) for code in operators]
        self.fields["operator"].choices = [("", _("不设条件")), *named]  # type: ignore[attr-defined]
        self.fields["threshold"].help_text = _THRESHOLDS[kind]

    @property
    def columns(self) -> list[forms.BoundField]:
        """What stands before the condition."""
        return [field for field in self if field.name not in CONDITION]

    @property
    def condition(self) -> list[forms.BoundField]:
        return [field for field in self if field.name in CONDITION]

    def option_rows(self, standing: Sequence[Mapping[str, str]] = ()) -> list[dict[str, str]]:
        """The lines as options: a name that stood before keeps its code, so answers of a copy keep their meaning."""
        known = {row["name"]: row["code"] for row in standing}
        lines = [line.strip() for line in self.cleaned_data.get("options", "").splitlines() if line.strip()]
        taken, rows = set(known.values()), []
        for line in lines:
            code = known.get(line) or next(
                f"o{n}" for n in range(1, len(lines) + len(taken) + 2) if f"o{n}" not in taken
            )
            taken.add(code)
            rows.append({"code": code, "name": line})
        return rows

    def question_values(self, options: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        """The columns of the question; the threshold of a choice is typed as names and kept as codes."""
        said = self.cleaned_data
        values: dict[str, Any] = {
            name: said[name] for name in ("label", "code", "help", "unit", "is_required") if name in said
        }
        operator = said.get("operator", "")
        threshold = said.get("threshold", "").strip() if operator else ""
        if self.kind == QuestionKind.CHOICE and threshold:
            threshold = _codes_of(threshold, options)
        more = {"is_hard": said.get("is_hard", True), "basis": said.get("basis", "")}
        return {**values, "kind": self.kind, "operator": operator, "threshold": threshold, **more}


CONDITION = ("operator", "threshold", "is_hard", "basis")
_THRESHOLDS: Mapping[str, Any] = {
    QuestionKind.NUMBER: gettext_lazy("一个数，例如 20。"),
    QuestionKind.CHOICE: gettext_lazy("选项的名称，多个用顿号或逗号隔开。"),
    QuestionKind.DATE: gettext_lazy("年数，1 至 100，从提交之日往前算。"),
}


def initial_of(question: Question) -> dict[str, Any]:
    """A question as its form shows it: names instead of codes."""
    names = option_names(question)
    threshold = question.threshold
    if question.kind == QuestionKind.CHOICE:
        threshold = "、".join(names.get(code, code) for code in filter(None, threshold.split(",")))
    columns = ("label", "code", "help", "unit", "is_required", "operator", "is_hard", "basis")
    said = {name: getattr(question, name) for name in columns}
    return {**said, "threshold": threshold, "options": "\n".join(names.values())}


def _codes_of(text: str, options: Sequence[Mapping[str, str]]) -> str:
    codes = {option["name"]: option["code"] for option in options}
    for mark in "、，;；":
        text = text.replace(mark, ",")
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return ",".join(codes.get(part, part) for part in parts)


def unmet_example(question: Question, options: Sequence[Mapping[str, str]]) -> Value:
    """An answer that just misses the condition: the sentence an applicant would read is shown with it."""
    condition = question.condition
    if condition is None:
        return None
    if condition.operator == WITHIN_YEARS:
        return _too_old(timezone.localdate(), int(condition.threshold))
    if condition.operator in {AT_LEAST, AT_MOST}:
        asked = Decimal(condition.threshold)
        return max(asked - 2, Decimal(0)) if condition.operator == AT_LEAST else asked + 2
    listed = condition.threshold.split(",")
    wanted = [row["code"] for row in options if (row["code"] in listed) != (condition.operator == ONE_OF)]
    return wanted[0] if wanted else None


def _too_old(today: date, years: int) -> date:
    return today - timedelta(days=366 * (years + 1))
