"""退出：whoever passed the review may still not want the title, or not want the name shown (个人信息保护法第十五条)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from policies.enums import Kind
from publicity.actions import withdraw_entry
from publicity.exceptions import EntryStatusError
from recruitment.actions.moving import lock, lock_own, move, tell
from recruitment.enums import RUNNING, WITHDRAWABLE, Status
from recruitment.exceptions import NotApplicantError, WrongStatusError
from recruitment.models import Application
from recruitment.signals import application_retracted


@transaction.atomic
def withdraw_application(*, application: Application, by: User, at: datetime) -> Application:
    """退出公示：by the applicant, from the passed review until the list is confirmed; the name leaves the list at once.

    Raises NotApplicantError, WrongStatusError.
    """
    found = Application.objects.select_related("entry").get(pk=application.pk)
    if found.applicant_id != by.pk:
        raise NotApplicantError
    if found.entry is None:
        return end_listed(lock_own(found, by=by, expected={Status.PASSED}), by, at)
    try:
        withdraw_entry(entry=found.entry, by=by, at=at)  # the application follows what it sends
    except EntryStatusError as settled:
        raise WrongStatusError(found.get_status_display()) from settled
    return Application.objects.get(pk=found.pk)


@transaction.atomic
def end_unnamed(*, by: User, at: datetime) -> int:
    """An expert who no longer agrees to be named cannot be put on a public list: what runs ends, wherever it stands (E-4-3).

    Returns how many applications ended.
    """
    running = Application.objects.filter(applicant=by, kind=Kind.EXPERT, status__in=RUNNING)
    rows = list(running.select_related("entry").order_by("pk"))
    for row in rows:
        if row.status in WITHDRAWABLE:
            withdraw_application(application=row, by=by, at=at)
        else:
            _end(lock_own(row, by=by, expected=RUNNING), by, at)
    return len(rows)


def end_listed(application: Application, by: User, at: datetime) -> Application:
    """The end of an application whose applicant has left the list, or will not come onto one."""
    return _end(lock(application, expected=WITHDRAWABLE), by, at)


def _end(row: Application, by: User, at: datetime) -> Application:
    row.decided_at, row.decided_by = at, by
    move(row, Status.RETRACTED, verb="withdraw", by=by, at=at)
    tell(row, "application.retracted", at=at, occasion="retracted")
    application_retracted.send(Application, application=row, by=by)
    return row
