"""认定 after a confirmed publicity: every released application becomes a holder, each in a transaction of its own."""

import logging
from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from publicity.models import EntryStatus, WindowStatus
from recruitment.enums import Status
from recruitment.models import Application
from registry.actions import recognize

RETRY_SECONDS = 600

logger = logging.getLogger(__name__)


def applications_to_recognize() -> QuerySet[Application]:
    """Released in a confirmed window and not yet recognized: asks what is true now, so a run that broke off is resumed."""
    return Application.objects.filter(
        status=Status.PUBLICIZED,
        entry__status=EntryStatus.RELEASED,
        entry__window__status=WindowStatus.CONFIRMED,
    ).order_by("pk")


def recognize_released(limit: int = 50) -> int:
    """Sweep: recognize up to `limit` applications; one that fails stops nobody and is tried again after ten minutes."""
    at, done = timezone.now(), 0
    for pk in applications_to_recognize().values_list("pk", flat=True):
        if done == limit:
            break
        if cache.get(_failed(pk)) is None:
            done += _recognize(pk, at)
    return done


def _recognize(pk: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            row = (
                applications_to_recognize()
                .select_for_update(skip_locked=True, of=("self",))
                .select_related("entry__window__confirmed_by")
                .filter(pk=pk)
                .first()
            )
            if row is None or row.entry is None:
                return False
            recognize(application=row, by=row.entry.window.confirmed_by, at=at)
    except Exception as error:
        # The message of a database error may quote a name; the type and the number are enough to look it up.
        logger.error("application %s could not be recognized: %s", pk, type(error).__name__)  # noqa: TRY400
        cache.set(_failed(pk), True, RETRY_SECONDS)
        return False
    return True


def _failed(pk: int) -> str:
    return f"recognition-failed:{pk}"
