"""Questions of a set and what was answered to them."""

from collections.abc import Iterable, Mapping
from typing import Any

from policies.models import Question, QuestionSet
from questions.models import AnswerRow, Value


def questions_of(question_set: QuestionSet | None) -> list[Question]:
    """The questions in order, with their options; two queries whatever their number."""
    if question_set is None:
        return []
    return list(question_set.questions.prefetch_related("options").order_by("order"))


def standing_answers(owner: Any) -> dict[str, AnswerRow]:
    """The answers of an application or a request that were not replaced, by the code of their question."""
    rows: Iterable[AnswerRow] = owner.answers.filter(removed_at=None).select_related("question")
    return {row.question.code: row for row in rows}


def answered(owner: Any) -> dict[str, Value]:
    """What was answered, by code; a question without an answer is left out."""
    return {code: row.value for code, row in standing_answers(owner).items() if row.value not in (None, "")}


def option_names(question: Question) -> Mapping[str, str]:
    """The names of a choice's options by code."""
    return {option.code: option.name for option in question.options.all()}
