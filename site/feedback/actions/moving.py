"""What every change of a complaint does: lock, check, write, leave its trace, tell. No trace names the complainant."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from accounts.models import User
from audit.actions import record_event
from feedback.enums import Status
from feedback.exceptions import ComplaintStatusError, PartyError, ReasonMissingError
from feedback.models import Complaint
from messaging.actions import announce
from messaging.audiences import Concerned


def lock(complaint: Complaint, *, expected: Collection[str]) -> Complaint:
    """Raises ComplaintStatusError outside `expected`."""
    rows = Complaint.objects.select_for_update(of=("self",))
    row = rows.select_related("policy", "holder", "complainant").get(pk=complaint.pk)
    if row.status not in expected:
        raise ComplaintStatusError(row.get_status_display())
    return row


def refuse_parties(row: Complaint, by: User) -> None:
    """Raises PartyError for the complainant and for whoever holds the title."""
    if by.pk in {row.complainant_id, row.holder.user_id}:
        raise PartyError


def given_reason(reason: str) -> str:
    """Raises ReasonMissingError when nothing is left without blanks."""
    if not (text := reason.strip()):
        raise ReasonMissingError
    return text


def settle(row: Complaint, to: Status, *, by: User, at: datetime, reason: str) -> Complaint:
    """办结：the end of a locked complaint, told to whoever lodged it."""
    before = {"status": row.status}
    row.status, row.settled_at, row.settled_by, row.reason = to, at, by, reason
    row.save(update_fields=["status", "settled_at", "settled_by", "reason", "calls_for_revocation"])
    said = {"status": to, "reason": reason, "calls_for_revocation": row.calls_for_revocation}
    record(row, to.value, by=by, before=before, after=said)
    tell(row, "complaint.settled", at=at, occasion="settled", result=str(to.label))
    return row


def record(
    row: Complaint, verb: str, *, by: User | None, after: dict[str, Any], before: dict[str, Any] | None = None
) -> None:
    record_event(
        by=by, verb=f"complaint.{verb}", target=row, before=before or {}, after=after, policy=row.policy
    )


def tell(row: Complaint, event: str, *, at: datetime, occasion: str, **params: str) -> None:
    """One occasion, to whoever lodged the complaint."""
    announce(
        event=event,
        params={"no": row.number, **params},
        concerned=Concerned(applicant=row.complainant),
        key=f"complaint:{row.pk}:{occasion}",
        at=at,
    )


def tell_holder(row: Complaint, event: str, *, at: datetime, occasion: str, **params: str) -> None:
    """One occasion, to whoever holds the title: without the number by which the complainant knows the case."""
    announce(
        event=event,
        params=params,
        concerned=Concerned(holder=row.holder.user, province=row.holder.province, kind=row.holder.kind),
        key=f"complaint:{row.pk}:{occasion}",
        at=at,
    )
