"""What every act of the review leaves behind: an audit event about the case, and a message to whom it concerns."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from audit.actions import record_event
from messaging.actions import queue_message
from messaging.models import Channel
from workflows.review.exceptions import ReasonMissingError, ReasonTooLongError
from workflows.review.models import ReviewProcess

MAX_REASON = 200
_SHOWN = 40


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


def tell(people: Iterable[User], template: str, process: ReviewProcess, *, key: str, **params: Any) -> None:
    """One message on the site to each person for one occasion."""
    for person in people:
        queue_message(
            template=template,
            to="",
            recipient=person,
            channel=Channel.SITE,
            params={"case": process.label[:_SHOWN], **params},
            key=f"review:{process.pk}:{key}:{person.pk}",
        )


def given_reason(reason: str) -> str:
    """The reason without surrounding blanks. Raises ReasonMissingError, ReasonTooLongError."""
    text = reason.strip()
    if not text:
        raise ReasonMissingError
    if len(text) > MAX_REASON:
        raise ReasonTooLongError(MAX_REASON)
    return text
