"""A draft of a request from its first answer to its last: every save names the revision it started from."""

from collections.abc import Mapping
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record_event
from matters.actions.moving import lock_own
from matters.enums import EDITABLE, Asker, Status
from matters.exceptions import MayNotAskError, TypeClosedError
from matters.models import Request, RequestAnswer, RequestType
from matters.queries import may_ask, questions_for, rules_of
from policies.enums import QuestionKind
from policies.models import Question
from questions.actions import keep_file, write_answers
from questions.models import Value
from questions.queries import answered
from questions.wording import field_name, said
from recruitment.exceptions import Difference, StaleDraftError, UploadRefusedError
from recruitment.uploads import Inspected, inspect


def draft_request(*, type: RequestType, by: User, at: datetime) -> Request:
    """开始申请：an empty draft on the rules in force; one draft of a type a person, asked for again it goes on."""
    on = timezone.localdate(at)
    require_open(type, by, at)
    policy = rules_of(type, on)
    if policy is None:
        raise TypeClosedError(type.title)
    try:
        with transaction.atomic():
            draft = Request.objects.create(type=type, policy=policy, applicant=by, created_at=at, saved_at=at)
            record_event(by=by, verb="request.create", target=draft, policy=policy)
    except IntegrityError:  # the unique constraint decides, also between two clicks
        return Request.objects.get(type=type, applicant=by, status=Status.DRAFT)
    return draft


def require_open(type_: RequestType, by: User, at: datetime) -> None:
    """Raises TypeClosedError, MayNotAskError."""
    if not RequestType.objects.filter(pk=type_.pk, is_open=True).exists():
        raise TypeClosedError(type_.title)
    if not may_ask(by, type_, timezone.localdate(at)):
        raise MayNotAskError(type_.title, str(Asker(type_.asker).label))


@transaction.atomic
def save_request(
    *, request: Request, answers: Mapping[str, Value], revision: int, by: User, at: datetime
) -> Request:
    """保存：answers by question code. Raises StaleDraftError when somebody saved other ones since `revision`."""
    row = lock_own(request, by=by, expected=EDITABLE)
    questions = {question.code: question for question in questions_for(row)}
    standing = answered(row)
    given = {code: value for code, value in answers.items() if code in questions}
    changed = {
        code: value for code, value in given.items() if (value or None) != (standing.get(code) or None)
    }
    if changed and revision != row.revision:
        raise StaleDraftError(revision=row.revision, differences=_differences(questions, changed, standing))
    if changed:
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


def add_file(
    *, request: Request, question: Question, upload: UploadedFile, by: User, at: datetime
) -> RequestAnswer:
    """上传附件：the checks of every evidence, outside the transaction, so that a slow file holds no lock."""
    inspected = inspect(upload, max_mb=int(request.policy.value("apply.max_file_mb")))
    return _keep(request, question, inspected, by, at)


@transaction.atomic
def _keep(request: Request, question: Question, file: Inspected, by: User, at: datetime) -> RequestAnswer:
    row = lock_own(request, by=by, expected=EDITABLE)
    if question.kind != QuestionKind.FILE or question.question_set_id != row.policy.question_set_id:
        raise UploadRefusedError(_("本题不接受附件。"))
    answer = keep_file(row, question, file, at=at)
    row.saved_at = at
    row.save(update_fields=["saved_at"])
    said_ = {"question": question.code, "sha256": answer.sha256}
    record_event(by=by, verb="request.add_file", target=row, after=said_)
    return RequestAnswer.objects.get(pk=answer.pk)


@transaction.atomic
def remove_file(*, answer: RequestAnswer, by: User, at: datetime) -> RequestAnswer:
    """移除附件：set aside; the file stays, because an earlier snapshot may name it."""
    row = lock_own(answer.request, by=by, expected=EDITABLE)
    locked = RequestAnswer.objects.select_for_update(of=("self",)).select_related("question")
    standing = locked.get(pk=answer.pk)
    if standing.removed_at is None and standing.sha256:
        standing.removed_at = at
        standing.save(update_fields=["removed_at"])
        record_event(
            by=by, verb="request.remove_file", target=row, before={"question": standing.question.code}
        )
    return standing
