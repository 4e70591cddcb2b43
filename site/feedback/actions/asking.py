"""核查：the handler asks the holder for a statement, or the complainant for more; each answers once."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from feedback.actions.filing import keep
from feedback.actions.moving import given_reason, lock, record, refuse_parties, tell, tell_holder
from feedback.enums import Asked, Status
from feedback.exceptions import NotAskedError
from feedback.models import Complaint, Inquiry
from objections.actions.filing import inspected
from policies.calendar import add_workdays
from policies.queries import calendar_from
from recruitment.actions.moving import chinese_day

ANSWER_DAYS = 5  # working days


@transaction.atomic
def ask(*, complaint: Complaint, asked: Asked, question: str, by: User, at: datetime) -> Inquiry:
    """询问：an answer within five working days. Raises ComplaintStatusError, PartyError, ReasonMissingError, CalendarGapError."""
    row = lock(complaint, expected={Status.HANDLING})
    refuse_parties(row, by)
    today = timezone.localdate(at)
    inquiry = Inquiry.objects.create(
        complaint=row,
        asked=asked,
        question=given_reason(question),
        asked_at=at,
        asked_by=by,
        due_on=add_workdays(today, ANSWER_DAYS, calendar_from(today).is_workday),
    )
    record(row, "ask", by=by, after={"asked": asked, "due_on": inquiry.due_on.isoformat()})
    until, occasion = chinese_day(inquiry.due_on), f"inquiry:{inquiry.pk}"
    if asked == Asked.COMPLAINANT:
        tell(row, "complaint.inquiry", at=at, occasion=occasion, date=until)
    else:
        tell_holder(row, "complaint.statement", at=at, occasion=occasion, date=until)
    return inquiry


@transaction.atomic
def answer_inquiry(
    *, inquiry: Inquiry, answer: str, by: User, at: datetime, uploads: Sequence[UploadedFile] = ()
) -> Inquiry:
    """答复：by whom it asks, once, while the complaint is looked into; late answers are read as well.

    Raises ComplaintStatusError, NotAskedError, ReasonMissingError, TooManyFilesError, UploadRefusedError.
    """
    row = lock(Complaint.objects.get(pk=inquiry.complaint_id), expected={Status.HANDLING})
    asked = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    is_complainant = asked.asked == Asked.COMPLAINANT
    person = row.complainant_id if is_complainant else row.holder.user_id
    if person != by.pk or asked.answered_at is not None:
        raise NotAskedError
    files = inspected(uploads, max_mb=int(row.policy.value("apply.max_file_mb")))
    asked.answer, asked.answered_at = given_reason(answer), at
    asked.save(update_fields=["answer", "answered_at"])
    keep(files, complaint=row, inquiry=asked, at=at)
    record(row, "answer", by=None if is_complainant else by, after={"asked": asked.asked, "files": len(files)})  # fmt: skip
    return asked
