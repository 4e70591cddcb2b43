"""申请更正与答复：志愿服务记录与证明出具办法 lets a volunteer ask for correction; after the year is closed a person decides."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record_event
from messaging.actions import announce
from messaging.audiences import Concerned
from service import exceptions
from service.closing import last_day_of
from service.enums import RequestStatus
from service.models import CorrectionRequest, DiaryEntry

OPEN = {RequestStatus.ASKED, RequestStatus.GRANTED}
RIGHT = "service.answer_correction"


@transaction.atomic
def request_correction(*, entry: DiaryEntry, words: str, by: User, at: datetime) -> CorrectionRequest:
    """申请更正. Raises NotHolderError, StillOpenError, WordsMissingError, AlreadyRequestedError."""
    row = DiaryEntry.objects.select_for_update(of=("self",)).select_related("holder", "policy").get(pk=entry.pk)  # fmt: skip
    if row.holder.user_id != by.pk:
        raise exceptions.NotHolderError
    if timezone.localdate(at) <= last_day_of(row):
        raise exceptions.StillOpenError
    if not words.strip():
        raise exceptions.WordsMissingError
    if row.requests.filter(status__in=OPEN).exists():
        raise exceptions.AlreadyRequestedError
    asked = CorrectionRequest.objects.create(entry=row, words=words.strip(), asked_at=at)
    record_event(by=by, verb="correction.request", target=asked, after={"entry": row.pk}, policy=row.policy)
    return asked


@transaction.atomic
def answer_request(
    *, request: CorrectionRequest, is_granted: bool, answer: str, by: User, at: datetime
) -> CorrectionRequest:
    """答复更正申请. Raises NotAllowedError, WordsMissingError, AlreadyAnsweredRequestError."""
    row = CorrectionRequest.objects.select_for_update(of=("self",)).select_related("entry__holder__user", "entry__policy").get(pk=request.pk)  # fmt: skip
    holder = row.entry.holder
    if not by.has_perm(RIGHT) or holder.user_id == by.pk:
        raise exceptions.NotAllowedError
    if row.status != RequestStatus.ASKED:
        raise exceptions.AlreadyAnsweredRequestError
    if not answer.strip():
        raise exceptions.WordsMissingError
    row.status = RequestStatus.GRANTED if is_granted else RequestStatus.REFUSED
    row.answer, row.answered_at, row.answered_by = answer.strip(), at, by
    row.save(update_fields=["status", "answer", "answered_at", "answered_by"])
    record_event(
        by=by,
        verb="correction.answer",
        target=row,
        after={"entry": row.entry_id, "status": row.status},
        policy=row.entry.policy,
    )
    day = row.entry.served_on
    announce(
        event="diary.correction",
        params={
            "date": f"{day.year}年{day.month}月{day.day}日",
            "result": _("同意更正") if is_granted else _("不同意更正"),
        },
        concerned=Concerned(holder=holder.user, province=holder.province, kind=holder.kind),
        key=f"correction:{row.pk}:answered",
        at=at,
    )
    return row
