"""What every act of the review leaves behind: an audit event about the case, and a message to whom it concerns."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import User
from audit.actions import record_event
from messaging.actions import announce
from messaging.audiences import Concerned
from policies.enums import FlowKind, Kind
from workflows.review.exceptions import ReasonMissingError, ReasonTooLongError
from workflows.review.models import ReviewProcess

MAX_REASON = 200
_SHOWN = 40
KINDS: dict[str, str] = {FlowKind.STATION_APPLICATION: Kind.STATION, FlowKind.EXPERT_APPLICATION: Kind.EXPERT}


def record(process: ReviewProcess, verb: str, by: User | None, before: Any = None, **after: Any) -> None:
    """One event about the subject of the case, under the rules it runs on."""
    record_event(
        by=by,
        verb=f"review.{verb}",
        target=process.subject,
        before=before,
        after=after,
        policy=process.policy,
    )


def tell(
    people: Iterable[User],
    event: str,
    process: ReviewProcess,
    *,
    key: str,
    group: Group | None = None,
    **params: Any,
) -> None:
    """One occasion of the review (`transferred`, `urged`), to these people and whoever else the routes name."""
    announce(
        event=f"review.{event}",
        params={"case": process.label[:_SHOWN], **params},
        concerned=Concerned(person=tuple(people), group=group, kind=KINDS.get(process.flow_kind, "")),
        key=f"review:{process.pk}:{key}",
        at=timezone.now(),
    )


def given_reason(reason: str) -> str:
    """The reason without surrounding blanks. Raises ReasonMissingError, ReasonTooLongError."""
    text = reason.strip()
    if not text:
        raise ReasonMissingError
    if len(text) > MAX_REASON:
        raise ReasonTooLongError(MAX_REASON)
    return text
