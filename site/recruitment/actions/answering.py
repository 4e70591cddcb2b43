"""补充题目 of a round: the answers of a draft, and the files among them."""

from collections.abc import Mapping
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record_event
from policies.enums import QuestionKind
from policies.models import Question
from questions.actions import keep_file, write_answers
from questions.models import Value
from questions.queries import answered
from questions.wording import field_name, said
from recruitment.actions.moving import lock_own
from recruitment.enums import EDITABLE
from recruitment.exceptions import Difference, StaleDraftError, UploadRefusedError
from recruitment.models import Answer, Application
from recruitment.queries import questions_in
from recruitment.uploads import Inspected, inspect


@transaction.atomic
def save_answers(
    *, application: Application, answers: Mapping[str, Value], revision: int, by: User, at: datetime
) -> Application:
    """保存补充题目：by question code. Raises StaleDraftError when somebody saved other answers since `revision`."""
    row = lock_own(application, by=by, expected=EDITABLE)
    questions = {question.code: question for question in questions_in(row.round)}
    standing = answered(row)
    given = {code: value for code, value in answers.items() if code in questions}
    changed = {
        code: value for code, value in given.items() if (value or None) != (standing.get(code) or None)
    }
    if changed and revision != row.revision:
        differences = _differences(questions, changed, standing)
        raise StaleDraftError(revision=row.revision, differences=differences)
    if not changed:
        return row
    write_answers(row, questions, changed)
    row.revision += 1
    row.saved_at = at
    row.save(update_fields=["revision", "saved_at"])
    return row


def _differences(
    questions: Mapping[str, Question], changed: Mapping[str, Value], standing: Mapping[str, Value]
) -> list[Difference]:
    return [
        Difference(
            field=field_name(questions[code]),
            label=questions[code].label,
            yours=said(questions[code], value) or "—",
            saved=said(questions[code], standing.get(code)) or "—",
        )
        for code, value in changed.items()
    ]


def add_answer_file(
    *, application: Application, question: Question, upload: UploadedFile, by: User, at: datetime
) -> Answer:
    """上传附件题：the checks of every evidence, outside the transaction, so that a slow file holds no lock."""
    inspected = inspect(upload, max_mb=int(application.round.policy.value("apply.max_file_mb")))
    return _keep(application, question, inspected, by, at)


@transaction.atomic
def _keep(application: Application, question: Question, file: Inspected, by: User, at: datetime) -> Answer:
    row = lock_own(application, by=by, expected=EDITABLE)
    if question.kind != QuestionKind.FILE or question.question_set_id != row.round.question_set_id:
        raise UploadRefusedError(_("本题不接受附件。"))
    answer = keep_file(row, question, file, at=at)
    row.saved_at = at
    row.save(update_fields=["saved_at"])
    record_event(by=by, verb="answer.add_file", target=row, after={"question": question.code, "sha256": answer.sha256})  # fmt: skip
    return Answer.objects.get(pk=answer.pk)


@transaction.atomic
def remove_answer_file(*, answer: Answer, by: User, at: datetime) -> Answer:
    """移除附件：set aside; the file stays, because an earlier snapshot may name it."""
    row = lock_own(answer.application, by=by, expected=EDITABLE)
    standing = Answer.objects.select_for_update(of=("self",)).select_related("question").get(pk=answer.pk)
    if standing.removed_at is None and standing.sha256:
        standing.removed_at = at
        standing.save(update_fields=["removed_at"])
        record_event(by=by, verb="answer.remove_file", target=row, before={"question": standing.question.code})  # fmt: skip
    return standing
