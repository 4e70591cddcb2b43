"""Doors of the outbox: queue a message inside the act's transaction; deliver it afterwards."""

import re
from collections.abc import Mapping
from datetime import datetime
from string import Template as TextTemplate
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record_event
from messaging.models import Channel, Message, MessageStatus, Template

FORBIDDEN = re.compile(r"[【】]|https?://|www\.", re.IGNORECASE)
_VARIABLE = re.compile(r"\$\{(\w+)\}")


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
    missing = set(_VARIABLE.findall(wording.text)) - set(params)
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


class WordingRefused(Exception):
    """A wording that would break its messages or that gateways refuse; the sentence says why."""


def checked_wording(*, template: Template, text: str) -> str:
    """The wording as it may be stored: same variables, no brackets of the signature, no link typed in."""
    text = " ".join(text.split())
    wanted, given = set(_VARIABLE.findall(template.text)), set(_VARIABLE.findall(text))
    if wanted != given:
        names = "、".join(sorted(wanted ^ given))
        raise WordingRefused(_("变量须与原来一致，请核对：%(names)s。") % {"names": names})
    if FORBIDDEN.search(text):
        raise WordingRefused(_("正文不能含有【】或网址：签名由网关添加，链接须另行报备。"))
    if not TextTemplate(text).is_valid():
        raise WordingRefused(_("正文中的 $ 只能用于变量，例如 ${no}。"))
    return text


@transaction.atomic
def change_wording(*, template: Template, text: str, by: User) -> Template:
    """New words for the messages of the future; those already queued keep theirs. Raises WordingRefused."""
    template = Template.objects.select_for_update().get(pk=template.pk)
    before, template.text = template.text, checked_wording(template=template, text=text)
    template.save(update_fields=["text"])
    record_event(
        by=by, verb="template.change", target=template, before={"text": before}, after={"text": template.text}
    )
    return template


@transaction.atomic
def reveal_number(*, message: Message, by: User) -> str:
    """The whole number of one message, for one member of staff, on record."""
    record_event(by=by, verb="message.reveal_number", target=message)
    return message.to
