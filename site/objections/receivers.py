"""What happens to an entry happens to the objections to it, in the same transaction."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from accounts.models import User
from objections.actions.settling import follow_entry
from objections.enums import Status
from objections.exceptions import StillObjectedError, UnhandledObjectionsError
from objections.models import Objection
from objections.queries import running_at
from publicity.models import Entry, Window
from publicity.signals import entry_dropped, entry_released, entry_withdrawn, window_confirming


@receiver(entry_dropped, dispatch_uid="objections.settle_with_entry")
def settle_with_entry(entry: Entry, by: User, at: datetime, **_kwargs: Any) -> None:
    for objection in running_at(entry):
        follow_entry(objection, Status.UPHELD, by, at, entry.settle_reason)


@receiver(entry_withdrawn, dispatch_uid="objections.end_with_entry")
def end_with_entry(entry: Entry, by: User, at: datetime, **_kwargs: Any) -> None:
    for objection in running_at(entry):
        follow_entry(objection, Status.MOOT, by, at)


@receiver(entry_released, dispatch_uid="objections.refuse_release")
def refuse_release(entry: Entry, **_kwargs: Any) -> None:
    """An entry goes on when the last objection accepted is settled; nobody releases it past them."""
    if waiting := running_at(entry).filter(status=Status.HANDLING).first():
        raise StillObjectedError(waiting.number)


@receiver(window_confirming, dispatch_uid="objections.refuse_confirmation")
def refuse_confirmation(window: Window, **_kwargs: Any) -> None:
    """Whoever objected in time is heard before the list is confirmed; what is accepted holds its own entry alone."""
    if count := Objection.objects.filter(entry__window=window, status=Status.LODGED).count():
        raise UnhandledObjectionsError(count)
