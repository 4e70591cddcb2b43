"""Answers as rows. The noun that owns them has locked its row, asked who writes, and keeps the revision."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.core.files.base import ContentFile

from policies.enums import QuestionKind
from policies.models import Question
from questions.models import AnswerRow, Value

COLUMNS = {
    QuestionKind.TEXT: "text",
    QuestionKind.NUMBER: "number",
    QuestionKind.CHOICE: "choice",
    QuestionKind.DATE: "date",
}
EMPTY: Mapping[str, Any] = {"text": "", "number": None, "choice": "", "date": None}


class InspectedFile(Protocol):
    """A file that was looked into and may be kept."""

    @property
    def name(self) -> str: ...
    @property
    def content_type(self) -> str: ...
    @property
    def extension(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def sha256(self) -> str: ...


def write_answers(owner: Any, questions: Mapping[str, Question], changed: Mapping[str, Value]) -> None:
    """One row a question, made at its first answer; an answer taken away leaves an empty row."""
    standing = {row.question_id: row for row in owner.answers.filter(removed_at=None)}
    for code, value in changed.items():
        question = questions[code]
        column = COLUMNS[QuestionKind(question.kind)]
        row = standing.get(question.pk) or owner.answers.model(question=question, **_belongs(owner))
        setattr(row, column, EMPTY[column] if value in (None, "") else value)
        row.save()


def keep_file(owner: Any, question: Question, file: InspectedFile, *, at: datetime) -> AnswerRow:
    """上传附件题: the file that answers a question; the one before it is set aside, never deleted."""
    owner.answers.filter(question=question, removed_at=None).update(removed_at=at)
    row: AnswerRow = owner.answers.model(
        question=question,
        name=file.name,
        content_type=file.content_type,
        size=len(file.content),
        sha256=file.sha256,
        **_belongs(owner),
    )
    # the stored name is ours: nothing of the uploader's reaches the file system
    row.file.save(f"{uuid.uuid4().hex}{file.extension}", ContentFile(file.content), save=False)
    try:
        row.save()
    except BaseException:
        row.file.delete(save=False)  # no file without its row
        raise
    return row


def _belongs(owner: Any) -> dict[str, Any]:
    """The column by which answers of this owner name it."""
    return {owner.answers.field.name: owner}
