"""What every change of an objection does: lock, check, write, leave its trace, tell. No trace names the objector."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from accounts.models import User
from audit.actions import record_event
from messaging.actions import announce
from messaging.audiences import Concerned
from objections.enums import Status
from objections.exceptions import ObjectionStatusError, PartyError, ReasonMissingError
from objections.models import Objection
from objections.queries import applicant_of
from objections.signals import objection_settled
from publicity.models import Entry, Window


def lock_shown(entry: Entry) -> Entry:
    """The entry with its window, both held until the transaction ends: in this order, as publicity takes them."""
    window = Window.objects.select_for_update().get(pk=entry.window_id)
    row = Entry.objects.select_for_update().get(pk=entry.pk)
    row.window = window
    return row


def lock(objection: Objection, *, expected: Collection[str]) -> Objection:
    """The objection after its entry. Raises ObjectionStatusError outside `expected`."""
    entry = lock_shown(Entry.objects.get(pk=objection.entry_id))
    row = Objection.objects.select_for_update(of=("self",)).select_related("policy").get(pk=objection.pk)
    if row.status not in expected:
        raise ObjectionStatusError(row.get_status_display())
    row.entry = entry
    return row


def refuse_parties(row: Objection, by: User) -> None:
    """Raises PartyError for the objector and for who applied."""
    applicant = applicant_of(row.entry)
    if by.pk == row.objector_id or (applicant is not None and applicant.pk == by.pk):
        raise PartyError


def given_reason(reason: str) -> str:
    """Raises ReasonMissingError when nothing is left without blanks."""
    if not (text := reason.strip()):
        raise ReasonMissingError
    return text


def settle(row: Objection, to: Status, *, by: User, at: datetime, reason: str = "") -> Objection:
    """办结：the end of a locked objection, told to whoever lodged it."""
    before = {"status": row.status}
    row.status, row.settled_at, row.settled_by, row.reason = to, at, by, reason
    row.save(update_fields=["status", "settled_at", "settled_by", "reason"])
    actor = None if to == Status.WITHDRAWN else by  # the trace of a withdrawal would name the objector
    record(
        row, to.value, by=actor, before=before, after={"status": to, **({"reason": reason} if reason else {})}
    )
    if to != Status.WITHDRAWN:
        tell(row, "objection.settled", at=at, occasion="settled", result=str(to.label))
    objection_settled.send(Objection, objection=row, by=by, at=at)
    return row


def record(
    row: Objection, verb: str, *, by: User | None, after: dict[str, Any], before: dict[str, Any] | None = None
) -> None:
    record_event(
        by=by, verb=f"objection.{verb}", target=row, before=before or {}, after=after, policy=row.policy
    )


def tell(row: Objection, event: str, *, at: datetime, occasion: str, **params: str) -> None:
    """One occasion, to whoever lodged the objection."""
    announce(
        event=event,
        params={"no": row.number, **params},
        concerned=Concerned(applicant=row.objector),
        key=f"objection:{row.pk}:{occasion}",
        at=at,
    )
