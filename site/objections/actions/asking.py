"""核查：the handler asks the applicant for a statement, or the objector for more; each answers once."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from messaging.actions import announce
from messaging.audiences import Concerned
from objections.actions.filing import inspected, keep
from objections.actions.moving import given_reason, lock, record, refuse_parties, tell
from objections.enums import Asked, Status
from objections.exceptions import NotAskedError
from objections.models import Inquiry, Objection
from objections.queries import applicant_of, number_of
from objections.signals import inquiry_answered, inquiry_asked
from policies.calendar import add_workdays
from policies.queries import calendar_from
from recruitment.actions.moving import chinese_day

ANSWER_DAYS = 5  # working days


@transaction.atomic
def ask(*, objection: Objection, asked: Asked, question: str, by: User, at: datetime) -> Inquiry:
    """询问：an answer within five working days. Raises ObjectionStatusError, PartyError, ReasonMissingError, NotAskedError, CalendarGapError."""
    row = lock(objection, expected={Status.HANDLING})
    refuse_parties(row, by)
    applicant = applicant_of(row.entry)
    if asked == Asked.APPLICANT and applicant is None:
        raise NotAskedError
    today = timezone.localdate(at)
    inquiry = Inquiry.objects.create(
        objection=row,
        asked=asked,
        question=given_reason(question),
        asked_at=at,
        asked_by=by,
        due_on=add_workdays(today, ANSWER_DAYS, calendar_from(today).is_workday),
    )
    record(row, "ask", by=by, after={"asked": asked, "due_on": inquiry.due_on.isoformat()})
    _tell_asked(inquiry, row, applicant, at)
    inquiry_asked.send(Inquiry, objection=row, inquiry=inquiry, by=by, at=at)
    return inquiry


@transaction.atomic
def answer_inquiry(
    *, inquiry: Inquiry, answer: str, by: User, at: datetime, uploads: Sequence[UploadedFile] = ()
) -> Inquiry:
    """答复：by whom it asks, once, while the objection is looked into; late answers are read as well.

    Raises ObjectionStatusError, NotAskedError, ReasonMissingError, TooManyFilesError, UploadRefusedError.
    """
    row = lock(Objection.objects.get(pk=inquiry.objection_id), expected={Status.HANDLING})
    asked = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    applicant = applicant_of(row.entry)
    person = row.objector if asked.asked == Asked.OBJECTOR else applicant
    if person is None or person.pk != by.pk or asked.answered_at is not None:
        raise NotAskedError
    files = inspected(uploads, max_mb=int(row.policy.value("apply.max_file_mb")))
    asked.answer, asked.answered_at = given_reason(answer), at
    asked.save(update_fields=["answer", "answered_at"])
    keep(files, objection=row, inquiry=asked, at=at)
    actor = by if asked.asked == Asked.APPLICANT else None
    record(row, "answer", by=actor, after={"asked": asked.asked, "files": len(files)})
    inquiry_answered.send(Inquiry, objection=row, inquiry=asked, by=by, at=at)
    return asked


def _tell_asked(inquiry: Inquiry, row: Objection, applicant: User | None, at: datetime) -> None:
    until = chinese_day(inquiry.due_on)
    if inquiry.asked == Asked.OBJECTOR:
        tell(row, "objection.inquiry", at=at, occasion=f"inquiry:{inquiry.pk}", date=until)
        return
    announce(
        event="objection.statement",
        params={"no": number_of(row.entry), "date": until},
        concerned=Concerned(applicant=applicant, province=row.entry.province, kind=row.entry.kind),
        key=f"objection:{row.pk}:statement:{inquiry.pk}",
        at=at,
    )
