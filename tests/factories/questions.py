"""Rounds with questions of their own, made through the doors of the desk."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from policies.models import Question, QuestionSet
from questions.actions import add_question
from recruitment.actions import change_round, freeze_opened_rounds, prepare_questions
from recruitment.models import Round
from tests.factories.accounts import StaffFactory
from tests.factories.recruitment import RoundFactory

VOLUNTEERS = {
    "code": "volunteers",
    "kind": "number",
    "label": "自有志愿者",
    "unit": "人",
    "operator": "at_least",
    "threshold": "20",
}
TRADE = {"code": "trade", "kind": "choice", "label": "主要服务行业"}
TRADES = [{"code": "o1", "name": "制造业"}, {"code": "o2", "name": "软件业"}, {"code": "o3", "name": "其他"}]
PLEDGE = {"code": "pledge_file", "kind": "file", "label": "服务承诺书"}


def asked(question_set: QuestionSet, *rows: dict[str, Any]) -> list[Question]:
    """Questions added one after another; a row may bring its `options`."""
    by, at = StaffFactory(), timezone.now()
    return [
        add_question(
            question_set=question_set,
            values={name: value for name, value in row.items() if name != "options"},
            options=row.get("options", ()),
            by=by,
            at=at,
        )
        for row in rows
    ]


def coming_round(*rows: dict[str, Any]) -> Round:
    """A round that opens tomorrow, with its questions."""
    now = timezone.now()
    round_ = RoundFactory(opens_at=now + timedelta(days=1))
    question_set = prepare_questions(round=round_, by=StaffFactory(), at=now)
    asked(question_set, *rows)
    return Round.objects.get(pk=round_.pk)


def asking_round(*rows: dict[str, Any]) -> Round:
    """The same, open since an hour ago."""
    round_ = coming_round(*rows)
    names = ("title", "kind", "policy", "closes_at")
    said = {name: getattr(round_, name) for name in names}
    now = timezone.now()
    change_round(round=round_, **said, opens_at=now - timedelta(hours=1), by=StaffFactory(), at=now)
    freeze_opened_rounds()
    return Round.objects.get(pk=round_.pk)
