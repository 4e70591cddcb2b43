"""Doors of the outbox: queue a message inside the act's transaction; deliver it afterwards."""

import re
from collections.abc import Mapping
from string import Template as TextTemplate
from typing import Any

from django.utils import timezone

from accounts.models import User
from messaging.models import Channel, Message, Template

_VARIABLE = re.compile(r"\$\{(\w+)\}")


def queue_message(
    *,
    template: str,
    to: str,
    params: Mapping[str, Any],
    key: str,
    recipient: User | None = None,
    channel: Channel = Channel.SMS,
) -> Message:
    """Queue one message in the caller's transaction; the same `key` again returns the first row and adds nothing.

    Raises KeyError when a variable of the template is missing, Template.DoesNotExist for an unknown template.
    """
    wording = Template.objects.get(key=template)
    missing = set(_VARIABLE.findall(wording.text)) - set(params)
    if missing:
        raise KeyError(", ".join(sorted(missing)))
    message, _created = Message.objects.get_or_create(
        idempotency_key=key,
        defaults={
            "template": wording,
            "to": to,
            "recipient": recipient,
            "channel": channel,
            "params": dict(params),
            "text": TextTemplate(wording.text).substitute(params),
            "next_attempt_at": timezone.now(),
        },
    )
    return message
