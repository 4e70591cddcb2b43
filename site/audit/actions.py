"""The one way to leave a trace of an act, and the sealer that chains the traces."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.models import ChainHead, Event
from policies.models import PolicyVersion

if TYPE_CHECKING:
    from accounts.models import User  # accounts stand above audit

GENESIS = "0" * 64
SEAL_BATCH = 500
_sealed_later: ContextVar[bool] = ContextVar("sealed_later", default=False)


def record_event(
    *,
    by: "User | None",
    verb: str,
    target: models.Model,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    policy: PolicyVersion | None = None,
) -> Event:
    """Write one event inside the caller's transaction; `by=None` is the system itself.

    `verb` is `noun.verb` in English (`application.submit`). Personal contact data stay out of `before` and `after`.
    """
    with translation.override(settings.LANGUAGE_CODE):  # the record is Chinese, whatever the actor reads
        actor_label, target_label = (by.get_full_name() if by else _("系统")), str(target)
    event = Event.objects.create(
        at=timezone.now(),
        actor=by,
        actor_label=actor_label[:60],
        verb=verb,
        target_type=target._meta.label_lower,  # noqa: SLF001  Django's documented meta API
        target_id=target.pk,
        target_label=target_label[:200],
        before=dict(before or {}),
        after=dict(after or {}),
        policy_version=policy,
    )
    if not _sealed_later.get():
        transaction.on_commit(seal_events, robust=True)
    return event


@contextmanager
def sealing_once() -> Iterator[None]:
    """For many acts in a row: their events are chained together afterwards. What an end in between leaves open, the sweep chains."""
    token = _sealed_later.set(True)
    try:
        yield
    finally:
        _sealed_later.reset(token)
    seal_events()


def event_digest(event: Event, prev_hash: str) -> str:
    """SHA-256 over everything the event says and the hash before it."""
    said = [
        event.seq,
        event.pk,
        event.at.isoformat(),
        event.actor_id,
        event.actor_label,
        event.verb,
        event.target_type,
        event.target_id,
        event.target_label,
        event.before,
        event.after,
        event.policy_version_id,
        prev_hash,
    ]
    text = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def seal_events() -> int:
    """Chain committed events in order of arrival; return how many. Safe to call from anywhere, any number of times."""
    if not Event.objects.filter(seq__isnull=True).exists():
        return 0  # asked outside a transaction: on SQLite to begin one is to lock
    return _seal()


@transaction.atomic
def _seal() -> int:
    ChainHead.objects.get_or_create(pk=1, defaults={"hash": GENESIS})
    head = ChainHead.objects.select_for_update().get(pk=1)
    events = list(Event.objects.filter(seq__isnull=True).order_by("id")[:SEAL_BATCH])
    for event in events:
        head.seq += 1
        event.seq, event.prev_hash = head.seq, head.hash
        event.hash = head.hash = event_digest(event, event.prev_hash)
    Event.objects.bulk_update(events, ["seq", "prev_hash", "hash"])
    head.save(update_fields=["seq", "hash"])
    return len(events)
