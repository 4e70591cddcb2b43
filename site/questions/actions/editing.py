"""Questions of a set that nobody answers yet: add, change, remove, move. Of a draft version each change is one revision."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from accounts.models import User
from audit.actions import record_event
from policies.actions.editing import opened_draft, record_change
from policies.content import OPTION_COLUMNS, QUESTION_COLUMNS
from policies.models import Question, QuestionOption, QuestionSet
from questions.exceptions import QuestionFaultError, QuestionsInUseError
from questions.faults import MAX_QUESTIONS, faults_of, too_many
from questions.signals import set_changing

PARKED = 1000
"""Added to every order while questions are renumbered."""
Options = Sequence[Mapping[str, str]]


@transaction.atomic
def add_question(
    *, question_set: QuestionSet, values: Mapping[str, Any], options: Options = (), by: User, at: datetime
) -> Question:
    """增加题目：at the end. Raises QuestionFaultError, QuestionsInUseError."""
    with _changing(question_set, "add_question", by, at) as (locked, said):
        if locked.questions.count() >= MAX_QUESTIONS:
            raise QuestionFaultError(too_many())
        order = (locked.questions.aggregate(top=Max("order"))["top"] or 0) + 1
        question = Question(question_set=locked, order=order, **values)
        _require_sound(question, options)
        question.save()
        _replace_options(question, options)
        said["after"] = _said(question)
    return question


@transaction.atomic
def change_question(
    *, question: Question, values: Mapping[str, Any], options: Options = (), by: User, at: datetime
) -> Question:
    """修改题目：its columns and its options; the kind stays."""
    with _changing(question.question_set, "change_question", by, at) as (locked, said):
        row = locked.questions.get(pk=question.pk)
        said["before"] = _said(row)
        for name, value in values.items():
            setattr(row, name, value)
        _require_sound(row, options)
        row.save()
        _replace_options(row, options)
        said["after"] = _said(row)
    return row


@transaction.atomic
def remove_question(*, question: Question, by: User, at: datetime) -> QuestionSet:
    """删除题目：those behind it close up."""
    with _changing(question.question_set, "remove_question", by, at) as (locked, said):
        row = locked.questions.get(pk=question.pk)
        said["before"] = _said(row)
        row.delete()
        _renumber(locked, _codes(locked))
    return locked


@transaction.atomic
def move_question(*, question: Question, to: int, by: User, at: datetime) -> QuestionSet:
    """移动题目：to a place counted from 1; one beyond the ends is taken as the end."""
    with _changing(question.question_set, "move_question", by, at) as (locked, said):
        before = _codes(locked)
        after = [code for code in before if code != question.code]
        after.insert(min(max(to, 1), len(before)) - 1, question.code)
        _renumber(locked, after)
        said["before"], said["after"] = {"order": before}, {"order": after}
    return locked


@contextmanager
def _changing(
    question_set: QuestionSet, act: str, by: User, at: datetime
) -> Iterator[tuple[QuestionSet, dict[str, Any]]]:
    """The set, locked and still open; afterwards the change is on record, at the version that holds it or at the set."""
    locked = QuestionSet.objects.select_for_update().get(pk=question_set.pk)
    policy = getattr(locked, "policy", None)
    if policy is not None:
        policy = opened_draft(policy, None)
    set_changing.send(QuestionSet, question_set=locked, at=at)
    locked.refresh_from_db(fields=["frozen_at"])
    if locked.frozen_at:
        raise QuestionsInUseError
    said: dict[str, Any] = {"before": {}, "after": {}}
    yield locked, said
    if policy is not None:
        record_change(policy, act=act, before=said["before"], after=said["after"], by=by, at=at)
    else:
        record_event(
            by=by, verb=f"questions.{act}", target=locked, before=said["before"], after=said["after"]
        )


def _require_sound(question: Question, options: Options) -> None:
    if faults := faults_of(question, options):
        raise QuestionFaultError(faults)


def _replace_options(question: Question, options: Options) -> None:
    for row in question.options.all():
        row.delete()
    for order, option in enumerate(options, 1):
        QuestionOption.objects.create(question=question, order=order, **option)


def _said(question: Question) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(question, name) for name in QUESTION_COLUMNS}
    if options := list(question.options.values(*OPTION_COLUMNS)):
        said["options"] = options
    return said


def _codes(question_set: QuestionSet) -> list[str]:
    return list(question_set.questions.order_by("order").values_list("code", flat=True))


def _renumber(question_set: QuestionSet, codes: Sequence[str]) -> None:
    question_set.questions.update(order=F("order") + PARKED)
    for order, code in enumerate(codes, 1):
        question_set.questions.filter(code=code).update(order=order)
