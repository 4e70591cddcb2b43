"""What every change of state does: lock the row, check it, write the new state, the applicant's milestone, the audit event."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from accounts.models import User
from audit.actions import record_event
from messaging.actions import announce
from messaging.audiences import Concerned
from recruitment.exceptions import NotApplicantError, ReasonMissingError, WrongStatusError
from recruitment.models import Application, Milestone


def lock(application: Application, *, expected: Collection[str]) -> Application:
    """The row as it is now, held until the transaction ends. Raises WrongStatusError outside `expected`."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("round__policy")
    row = rows.get(pk=application.pk)
    if row.status not in expected:
        raise WrongStatusError(row.get_status_display())
    return row


def lock_own(application: Application, *, by: User, expected: Collection[str]) -> Application:
    """As `lock`, and only for the applicant."""
    row = lock(application, expected=expected)
    if row.applicant_id != by.pk:
        raise NotApplicantError
    return row


def given_reason(reason: str) -> str:
    """The reason without surrounding blanks. Raises ReasonMissingError when nothing is left."""
    if not (text := reason.strip()):
        raise ReasonMissingError
    return text


def move(
    row: Application,
    to: str,
    *,
    verb: str,
    by: User | None,
    at: datetime,
    note: str = "",
    due_on: date | None = None,
    after: dict[str, Any] | None = None,
) -> Application:
    """Write the new state of a locked row with everything that was set on it, and leave both traces."""
    before = {"status": row.status}
    row.status = to
    row.save()
    Milestone.objects.create(application=row, status=to, at=at, note=note, due_on=due_on)
    record_event(
        by=by,
        verb=f"application.{verb}",
        target=row,
        before=before,
        after={"status": to, **({"reason": note} if note else {}), **(after or {})},
        policy=row.round.policy,
    )
    return row


def tell(row: Application, event: str, *, at: datetime, occasion: str, **params: Any) -> None:
    """One occasion of this application, to whoever the routes name; the applicant of all people."""
    with translation.override(settings.LANGUAGE_CODE):  # messages are Chinese, whatever the sender reads
        kind = row.get_kind_display()
    announce(
        event=event,
        params={"type": kind, "no": row.number or "", **params},
        concerned=Concerned(applicant=row.applicant, province=row.province, kind=row.kind),
        key=f"application:{row.pk}:{occasion}",
        at=at,
    )


def chinese_day(day: date) -> str:
    """2026年12月6日, as messages say it."""
    return f"{day.year}年{day.month}月{day.day}日"
