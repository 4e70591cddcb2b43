"""A request as people read it: every question with its answer."""

from dataclasses import dataclass

from matters.models import Request, RequestAnswer
from matters.queries import questions_for
from questions.queries import standing_answers
from questions.wording import LONG, said


@dataclass(frozen=True)
class Line:
    label: str
    text: str
    is_long: bool
    file: RequestAnswer | None = None


def answer_lines(request: Request) -> list[Line]:
    """In the order they were asked; a file by its name."""
    answers = standing_answers(request)
    lines = []
    for question in questions_for(request):
        row = answers.get(question.code)
        text = said(question, row.value) if row else ""
        file = row if isinstance(row, RequestAnswer) and row.sha256 else None
        lines.append(Line(question.label, text or "—", len(text) > LONG, file))
    return lines
