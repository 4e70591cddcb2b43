"""Doors of the outbox: queue a message inside the act's transaction; deliver it afterwards."""

from collections.abc import Mapping
from datetime import datetime
from string import Template as TextTemplate
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record_event
from messaging.audiences import Concerned, address_of, people_reached, routes_in_force
from messaging.enums import Audience, Channel
from messaging.events import EVENTS
from messaging.models import Message, MessageStatus, Route, Template
from messaging.variables import variables_in


def queue_message(
    *,
    template: str,
    to: str,
    params: Mapping[str, Any],
    key: str,
    recipient: User | None = None,
    channel: Channel = Channel.SMS,
    is_code: bool = False,
    expires_at: datetime | None = None,
) -> Message:
    """Queue one message in the caller's transaction; the same `key` again returns the first row and adds nothing.

    For what the matrix of routes does not govern, a sign-in code above all; whatever is an event is announced.

    Raises KeyError when a variable of the template is missing, Template.DoesNotExist for an unknown template.
    """
    return _queue(
        Template.objects.get(key=template),
        params,
        key,
        to=to,
        recipient=recipient,
        channel=channel,
        is_code=is_code,
        expires_at=expires_at,
    )


def announce(
    *, event: str, params: Mapping[str, Any], concerned: Concerned, key: str, at: datetime
) -> list[Message]:
    """告知：one message for each recipient and channel the routes of `event` name, in the caller's transaction.

    `key` names the occasion; the same occasion again queues nothing more. Whoever a channel has no address for is
    passed over, except where the document demands the message: then the outbox shows that it could not be sent.

    Raises KeyError for an unknown event, and when the variables of the event are not those of `params`;
    Route.DoesNotExist when the base data that tell an applicant were never loaded.
    """
    occasion = EVENTS[event]
    if amiss := occasion.variables ^ set(params):  # a wording may use any of them, so all of them are given
        raise KeyError(", ".join(sorted(amiss)))
    routes = routes_in_force(event, concerned.kind)
    if occasion.is_demanded and not any(route.is_locked for route in routes):
        raise Route.DoesNotExist(event)  # rather no act than one the applicant is not told of
    queued = []
    for route in routes:
        if concerned.mobile and concerned.applicant is None and is_plain(route):
            queued.append(_queue(route.template, params, key, channel=Channel.SMS, to=concerned.mobile, recipient=None))  # fmt: skip
        for person in people_reached(route, concerned, on=timezone.localdate(at)):
            to = address_of(person, route.channel)
            if to or route.channel == Channel.SITE or route.is_locked:
                queued.append(_tell(route, person, to, params, key))
    return queued


def is_plain(route: Route) -> bool:
    """Whether this is the SMS to the applicant, the one way of telling that needs no account."""
    return bool(route.audience == Audience.APPLICANT and route.channel == Channel.SMS)


def _tell(route: Route, person: User, to: str, params: Mapping[str, Any], key: str) -> Message:
    """An applicant's SMS keeps the bare key it has always had, so an occasion told before routes is not told again."""
    return _queue(
        route.template,
        params,
        key if is_plain(route) else f"{key}:{person.pk}:{route.channel}",
        to=to,
        recipient=person,
        channel=Channel(route.channel),
    )


def _queue(
    wording: Template, params: Mapping[str, Any], key: str, *, channel: Channel, **columns: Any
) -> Message:
    """A message on the site needs no sending: it has arrived as soon as it is written."""
    needed = set(variables_in(wording.text))
    if missing := needed - set(params):
        raise KeyError(", ".join(sorted(missing)))
    now = timezone.now()
    on_site = channel == Channel.SITE
    message, _created = Message.objects.get_or_create(
        idempotency_key=key,
        defaults={
            "template": wording,
            "channel": channel,
            "params": {name: params[name] for name in params if name in needed},
            "text": TextTemplate(wording.text).substitute(params),
            "next_attempt_at": now,
            "status": MessageStatus.SENT if on_site else MessageStatus.QUEUED,
            "sent_at": now if on_site else None,
            **columns,
        },
    )
    return message


@transaction.atomic
def reveal_number(*, message: Message, by: User) -> str:
    """The whole number of one message, for one member of staff, on record."""
    record_event(by=by, verb="message.reveal_number", target=message)
    return message.to
