"""Doors of the outbox: queue a message inside the act's transaction; deliver it afterwards."""

from collections.abc import Mapping
from datetime import datetime
from string import Template as TextTemplate
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record_event
from messaging.models import Channel, Message, MessageStatus, Template
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

    A message on the site needs no sending: it has arrived as soon as it is written.

    Raises KeyError when a variable of the template is missing, Template.DoesNotExist for an unknown template.
    """
    wording = Template.objects.get(key=template)
    missing = set(variables_in(wording.text)) - set(params)
    if missing:
        raise KeyError(", ".join(sorted(missing)))
    now = timezone.now()
    on_site = channel == Channel.SITE
    message, _created = Message.objects.get_or_create(
        idempotency_key=key,
        defaults={
            "template": wording,
            "to": to,
            "recipient": recipient,
            "channel": channel,
            "params": dict(params),
            "text": TextTemplate(wording.text).substitute(params),
            "next_attempt_at": now,
            "is_code": is_code,
            "expires_at": expires_at,
            "status": MessageStatus.SENT if on_site else MessageStatus.QUEUED,
            "sent_at": now if on_site else None,
        },
    )
    return message


@transaction.atomic
def reveal_number(*, message: Message, by: User) -> str:
    """The whole number of one message, for one member of staff, on record."""
    record_event(by=by, verb="message.reveal_number", target=message)
    return message.to
