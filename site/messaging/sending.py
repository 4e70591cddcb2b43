"""Sending what is due. A row is claimed and committed as SENDING before the gateway is called, and settled after.

A worker killed in between leaves SENDING behind: its fate is unknown, so the gateway is asked before any resend.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from messaging.enums import Channel
from messaging.models import Message, MessageStatus
from messaging.providers import (
    Provider,
    Rejected,
    Unavailable,
    UnknownOutcome,
    current_provider,
    email_provider,
)

BATCH = 50
BACKOFF_SECONDS = (5, 15, 60, 300, 900, 1800, 3600)
LEASE = timedelta(minutes=2)  # longer than any gateway's timeout
ASK_AGAIN = timedelta(minutes=5)

logger = logging.getLogger(__name__)


def deliver_due(limit: int = BATCH) -> int:
    """Send the messages that are due, codes first; return how many were handed over or settled."""
    providers = {Channel.SMS: current_provider(), Channel.EMAIL: email_provider()}
    done = settle_unknown(providers, limit=limit)
    for _turn in range(limit):
        message = _claim()
        if message is None:
            break
        _deliver(message, providers[Channel(message.channel)])
        done += 1
    return done


def settle_unknown(providers: Mapping[Channel, Provider], *, limit: int = BATCH) -> int:
    """Ask the gateway about messages whose sender died or timed out: sent, or back to the queue. Return how many."""
    now = timezone.now()
    Message.objects.filter(status=MessageStatus.SENDING, claimed_at__lte=now - LEASE).update(
        status=MessageStatus.UNKNOWN, next_attempt_at=now, error=_("发送过程中断，结果未知")
    )
    settled = 0
    due = Message.objects.filter(status=MessageStatus.UNKNOWN, next_attempt_at__lte=now)
    for message in due.order_by("pk")[:limit]:
        settled += _ask(message, providers[Channel(message.channel)])
    return settled


def _ask(message: Message, provider: Provider) -> bool:
    now = timezone.now()
    mine = Message.objects.filter(pk=message.pk, status=MessageStatus.UNKNOWN)
    if not mine.filter(next_attempt_at=message.next_attempt_at).update(next_attempt_at=now + ASK_AGAIN):
        return False  # another worker is asking
    try:
        receipt = provider.query(message_id=message.idempotency_key)
    except Exception:  # a gateway that cannot answer is asked again later
        return False
    if receipt.is_known:
        changes = _sent(message, receipt.provider_id)
    else:
        changes = {"status": MessageStatus.QUEUED, "next_attempt_at": now, "error": ""}
    return bool(mine.filter(attempts=message.attempts).update(**changes))


def _claim() -> Message | None:
    now = timezone.now()
    due = Message.objects.filter(
        status=MessageStatus.QUEUED, channel__in=[Channel.SMS, Channel.EMAIL], next_attempt_at__lte=now
    ).order_by("-is_code", "next_attempt_at", "pk")
    if _is_quiet(now):
        due = due.filter(Q(is_code=True) | Q(channel=Channel.EMAIL))  # an e-mail wakes nobody
    if not due.exists():  # spares SQLite a write lock every second
        return None
    with transaction.atomic():
        message = due.select_for_update(skip_locked=True).first()
        if message is None:
            return None
        message.status, message.claimed_at = MessageStatus.SENDING, now
        message.attempts = F("attempts") + 1
        message.save(update_fields=["status", "claimed_at", "attempts"])
    message.refresh_from_db(fields=["attempts"])
    return message


def _deliver(message: Message, provider: Provider) -> None:
    """Outside any transaction: call the gateway, then write down what it said."""
    now = timezone.now()
    if message.expires_at and message.expires_at <= now:
        changes = _failed(message, _("已过有效期，不再发送"))
    else:
        changes = _hand_over(message, provider, now)
    # `attempts` is the fence: a row that was settled or claimed again meanwhile is not ours to change.
    Message.objects.filter(
        pk=message.pk,
        attempts=message.attempts,
        status__in=[MessageStatus.SENDING, MessageStatus.UNKNOWN],
    ).update(**changes)


def _hand_over(message: Message, provider: Provider, now: datetime) -> dict[str, Any]:
    try:
        provider_id = provider.send(message_id=message.idempotency_key, to=message.to, text=message.text)
    except Unavailable:
        return _retry(message, now)
    except Rejected:
        return _failed(message, _("网关拒绝发送"))
    except UnknownOutcome:
        pass
    except Exception as error:  # whatever broke, the message may have left
        logger.error("message %s: gateway code failed with %s", message.pk, type(error).__name__)  # noqa: TRY400  a traceback may quote the number
    else:
        return _sent(message, provider_id)
    return {"status": MessageStatus.UNKNOWN, "next_attempt_at": now, "error": _("网关无回应，结果未知")}


def _retry(message: Message, now: datetime) -> dict[str, Any]:
    if message.attempts > len(BACKOFF_SECONDS):
        return _failed(message, _("网关多次不可用"))
    wait = timedelta(seconds=BACKOFF_SECONDS[message.attempts - 1])
    return {"status": MessageStatus.QUEUED, "next_attempt_at": now + wait, "error": _("网关暂不可用")}


def _sent(message: Message, provider_id: str) -> dict[str, Any]:
    return {
        "status": MessageStatus.SENT,
        "provider_id": provider_id,
        "sent_at": timezone.now(),
        "error": "",
        **_without_code(message),
    }


def _failed(message: Message, reason: str) -> dict[str, Any]:
    return {"status": MessageStatus.FAILED, "error": reason, **_without_code(message)}


def _without_code(message: Message) -> dict[str, Any]:
    """A code has no business in the table once it is on its way; the demo shows it on a page instead."""
    if not message.is_code or settings.DEMO:
        return {}
    return {"params": {}, "text": _("（验证码已清除）")}


def _is_quiet(now: datetime) -> bool:
    """Whether settings.SMS_QUIET_HOURS, (from hour, to hour) in local time, forbids ordinary messages now."""
    if settings.SMS_QUIET_HOURS is None:
        return False
    start, end = settings.SMS_QUIET_HOURS
    hour = timezone.localtime(now).hour
    return start <= hour < end if start < end else hour >= start or hour < end
