"""What every change of state does: lock the row, check it, write the new state, the applicant's milestone, the audit event."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from accounts.models import User
from audit.actions import record_event
from matters.exceptions import NotRequesterError, RequestStatusError
from matters.models import Request, RequestMilestone
from messaging.actions import announce
from messaging.audiences import Concerned


def lock(request: Request, *, expected: Collection[str]) -> Request:
    """The row as it is now, held until the transaction ends. Raises RequestStatusError outside `expected`."""
    row = Request.objects.select_for_update().get(pk=request.pk)
    if row.status not in expected:
        raise RequestStatusError(row.get_status_display())
    return row


def lock_own(request: Request, *, by: User, expected: Collection[str]) -> Request:
    """As `lock`, and only for the applicant."""
    row = lock(request, expected=expected)
    if row.applicant_id != by.pk:
        raise NotRequesterError
    return row


def move(
    row: Request,
    to: str,
    *,
    verb: str,
    by: User | None,
    at: datetime,
    note: str = "",
    due_on: date | None = None,
    after: dict[str, Any] | None = None,
) -> Request:
    """Write the new state of a locked row with everything that was set on it, and leave both traces."""
    before = {"status": row.status}
    row.status = to
    row.save()
    RequestMilestone.objects.create(request=row, status=to, at=at, note=note, due_on=due_on)
    said = {"status": to, **({"reason": note} if note else {}), **(after or {})}
    record_event(by=by, verb=f"request.{verb}", target=row, before=before, after=said, policy=row.policy)
    return row


def tell(row: Request, event: str, *, at: datetime, occasion: str, **params: Any) -> None:
    """One occasion of this request, to whoever the routes name; the applicant of all people."""
    announce(
        event=event,
        params={"request": row.type.title, "no": row.number or "", **params},
        concerned=Concerned(applicant=row.applicant, holder=row.applicant),
        key=f"request:{row.pk}:{occasion}",
        at=at,
    )
