"""抄送、催办、评论：words about a case that change nobody's seat."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from viewflow.workflow.models import Task

from accounts.limits import Rate, TooManyRequests, spend
from accounts.models import User
from recruitment.uploads import Inspected, inspect
from workflows.review.actions.seats import at_seat, locked, require_desk
from workflows.review.exceptions import NotYoursError, OpinionMissingError, PersonRefusedError, ReviewError
from workflows.review.models import Comment, Copy, ReviewProcess
from workflows.review.people import pool_members
from workflows.review.trace import MAX_REASON, record, tell

URGE_RATE = (Rate(1, 4 * 3600),)
MAX_COMMENT = 2000


class UrgedAlreadyError(ReviewError):
    """Once in four hours is enough; the sentence says when again."""


class CommentError(ReviewError):
    """A comment that is empty or too long."""


@transaction.atomic
def copy_case(*, process: ReviewProcess, to: User, by: User, at: datetime, note: str = "") -> Copy:
    """抄送：a colleague is told of the case and may read it; once a person."""
    with locked(process):
        require_desk(by, process, _("只有审核人员可以抄送。"))
        require_desk(to, process, _("“%(name)s”没有查看本件的权限，不能抄送。") % {"name": to})
        if Copy.objects.filter(process_id=process.pk, to=to).exists():
            raise PersonRefusedError(_("已抄送过“%(name)s”。") % {"name": to})
        copy = Copy.objects.create(process_id=process.pk, to=to, by=by, note=note.strip()[:MAX_REASON], at=at)
        record(process, "copy", by, to=to.pk)
        tell([to], "copied", process, key=f"copy:{copy.pk}", by=str(by))
    return copy


@transaction.atomic
def read_copy(*, copy: Copy, by: User, at: datetime) -> Copy:
    """已阅：the first reading counts."""
    copy = Copy.objects.select_for_update().get(pk=copy.pk)
    if copy.to_id != by.pk:
        raise NotYoursError(_("本件不是抄送给您的。"))
    if copy.read_at is None:
        copy.read_at = at
        copy.save(update_fields=["read_at"])
        record(copy.process.coerced, "read_copy", by)
    return copy


@transaction.atomic
def urge_seat(*, task: Task, by: User, at: datetime) -> list[User]:
    """催办：a word to whoever holds the task, or to all who may take it; once a task in four hours for each person."""
    with at_seat(task) as (_activation, seat, process):
        require_desk(by, process, _("只有审核人员可以催办。"))
        people = [seat.signer] if seat.signer else list(pool_members(seat, seat.pool))
        if by in people and seat.signer:
            raise PersonRefusedError(_("该任务由您本人办理，无需催办。"))
        try:
            spend(("review.urge", f"{task.pk}:{by.pk}", URGE_RATE), at=at)
        except TooManyRequests as refusal:
            raise UrgedAlreadyError(_("已催办过该任务。%(again)s") % {"again": refusal.sentence}) from refusal
        record(process, "urge", by, stage=seat.run.stage.code, seat=seat.place)
        tell(people, "urged", process, key=f"urge:{task.pk}:{by.pk}:{at.timestamp()}", by=str(by))
    return people


def comment_case(
    *,
    process: ReviewProcess,
    by: User,
    text: str,
    at: datetime,
    mention: Iterable[User] = (),
    upload: UploadedFile | None = None,
) -> Comment:
    """评论：a remark among the staff; who is mentioned is told. The file is inspected outside the transaction."""
    inspected = None
    if upload is not None:
        inspected = inspect(upload, max_mb=int(process.policy.value("apply.max_file_mb")))
    return _store_comment(process, by, text.strip(), at, list(mention), inspected)


@transaction.atomic
def _store_comment(
    process: ReviewProcess, by: User, text: str, at: datetime, mention: list[User], file: Inspected | None
) -> Comment:
    require_desk(by, process, _("只有审核人员可以评论。"))
    if not text:
        raise OpinionMissingError
    if len(text) > MAX_COMMENT:
        raise CommentError(_("评论不能超过 %(most)d 字。") % {"most": MAX_COMMENT})
    for person in mention:
        require_desk(person, process, _("“%(name)s”没有查看本件的权限，不能提及。") % {"name": person})
    comment = Comment(process_id=process.pk, by=by, text=text, at=at, **_described(file))
    if file is not None:
        comment.file.save(f"{uuid.uuid4().hex}{file.extension}", ContentFile(file.content), save=False)
    try:
        comment.save()
    except BaseException:
        if file is not None:
            comment.file.delete(save=False)  # no file without its row
        raise
    comment.mentions.set(mention)
    record(process, "comment", by, comment=comment.pk, **({"sha256": file.sha256} if file else {}))
    tell(mention, "mentioned", process, key=f"mention:{comment.pk}", by=str(by))
    return comment


def _described(file: Inspected | None) -> dict[str, Any]:
    if file is None:
        return {}
    return {
        "name": file.name,
        "content_type": file.content_type,
        "size": len(file.content),
        "sha256": file.sha256,
    }
