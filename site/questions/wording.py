"""Questions, answers and conditions in the words their readers see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from policies.conditions import asked, holds
from policies.enums import QuestionKind
from policies.models import Question
from policies.rules import UNSAID, Finding
from questions.models import Value
from questions.queries import option_names

PREFIX = "q_"
"""Before the code of a question, in the names of form fields: codes and the columns of a dossier never meet."""
LONG = 60


@dataclass(frozen=True)
class QuestionFinding(Finding):
    """核对结果 of a condition an administrator wrote; `code` is its question's."""

    code: str = ""


def field_name(question: Question) -> str:
    return f"{PREFIX}{question.code}"


def plain_number(number: Decimal) -> str:
    """`18`, `18.5`: without the zeros a column adds."""
    return f"{number.normalize():f}"


def as_typed(value: Value) -> Value | str:
    """An answer as its field shows it."""
    return plain_number(value) if isinstance(value, Decimal) else value


def said(question: Question, value: Value, names: Mapping[str, str] | None = None) -> str:
    """An answer in words, its unit included; empty when nothing was answered."""
    if value in (None, ""):
        return ""
    if isinstance(value, Decimal):
        return f"{plain_number(value)} {question.unit}".strip()
    if isinstance(value, date):
        return _("%(year)d年%(month)d月%(day)d日") % {
            "year": value.year,
            "month": value.month,
            "day": value.day,
        }
    if question.kind == QuestionKind.CHOICE:
        return (names or option_names(question)).get(str(value), str(value))
    return str(value)


def finding_of(
    question: Question, value: Value, *, on: date, default_basis: str, names: Mapping[str, str] | None = None
) -> QuestionFinding | None:
    """`本批次：自有志愿者 18 人，需不少于 20 人`; None without a condition, or while nothing was answered.

    `names` of the options are asked of the question unless they are given: a question being written has none yet.
    """
    condition = question.condition
    if condition is None or value in (None, ""):
        return None
    names = option_names(question) if names is None else names
    return QuestionFinding(
        article=question.basis or default_basis,
        label=question.label,
        value=_cut(said(question, value, names) or UNSAID, 100),
        threshold=_cut(asked(condition, unit=question.unit, names=names), 200),
        is_met=holds(condition, {question.code: value}, on=on),
        is_hard=question.is_hard,
        code=question.code,
    )


def findings_on(
    questions: Sequence[Question], answers: Mapping[str, Value], *, on: date, default_basis: str
) -> list[QuestionFinding]:
    """The conditions of every question answered, in order."""
    found = (
        finding_of(question, answers.get(question.code), on=on, default_basis=default_basis)
        for question in questions
    )
    return [finding for finding in found if finding]


def missing_sentence(question: Question) -> str:
    words = {
        QuestionKind.CHOICE.value: _("请选择“%(label)s”。"),
        QuestionKind.FILE.value: _("请上传“%(label)s”。"),
    }
    return words.get(question.kind, _("请填写“%(label)s”。")) % {"label": question.label}


def unanswered(questions: Sequence[Question], answers: Mapping[str, Value]) -> list[tuple[str, str]]:
    """(field, sentence) for every question that has to be answered and is not."""
    return [
        (field_name(question), missing_sentence(question))
        for question in questions
        if question.is_required and answers.get(question.code) in (None, "")
    ]


def sealed_answers(owner_answers: Mapping[str, Any]) -> dict[str, Any]:
    """Every answer as a machine seals it: plain text in a fixed order, a file by name and hash."""
    sealed: dict[str, Any] = {}
    for code, row in sorted(owner_answers.items()):
        value = row.value
        if row.sha256:
            sealed[code] = {"name": row.name, "sha256": row.sha256}
        elif isinstance(value, Decimal):
            sealed[code] = plain_number(value)
        else:
            sealed[code] = value.isoformat() if isinstance(value, date) else value
    return sealed


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
