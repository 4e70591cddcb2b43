"""How often somebody may do something. Counted in the database: exact under concurrency, shared by every worker,
and never open because a cache is gone."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import RateWindow

KEPT = timedelta(days=1)  # no rate looks back further


@dataclass(frozen=True)
class Rate:
    """At most `amount` times within `seconds`."""

    amount: int
    seconds: int


class TooManyRequests(Exception):
    """A limit is reached; `seconds` until the next try."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        if self.seconds < 120:
            return _("操作过于频繁，请在 %(seconds)s 秒后再试。") % {"seconds": self.seconds}
        return _("操作过于频繁，请在 %(minutes)s 分钟后再试。") % {"minutes": math.ceil(self.seconds / 60)}


@transaction.atomic
def spend(*limits: tuple[str, str, Sequence[Rate]], at: datetime | None = None) -> None:
    """Count one act under every (scope, subject, rates), or raise TooManyRequests and count none.

    Name the limits in the same order everywhere: rows are locked in that order.
    """
    now = (at or timezone.now()).timestamp()
    windows = [(_locked(scope, subject), rates) for scope, subject, rates in limits]
    wait = max((_seconds_to_wait(window.hits, rates, now) for window, rates in windows), default=0)
    if wait > 0:
        raise TooManyRequests(wait)
    for window, rates in windows:
        longest = max(rate.seconds for rate in rates)
        window.hits = [*(hit for hit in window.hits if hit > now - longest), now]
        window.touched_at = timezone.now()
        window.save(update_fields=["hits", "touched_at"])


@transaction.atomic
def refund(scope: str, subject: str) -> None:
    """Take back the last act counted under one key: it turned out well."""
    window = _locked(scope, subject)
    window.hits = window.hits[:-1]
    window.save(update_fields=["hits"])


def forget_old_windows() -> int:
    """Delete windows no rate can look into any more."""
    deleted, _by_model = RateWindow.objects.filter(touched_at__lt=timezone.now() - KEPT).delete()
    return deleted


def _key(scope: str, subject: str) -> str:
    """A keyed hash: the table names neither numbers nor addresses."""
    return salted_hmac(f"accounts.limits.{scope}", subject, algorithm="sha256").hexdigest()


def _locked(scope: str, subject: str) -> RateWindow:
    window, _created = RateWindow.objects.get_or_create(
        key=_key(scope, subject), defaults={"touched_at": timezone.now()}
    )
    return RateWindow.objects.select_for_update().get(pk=window.pk)


def _seconds_to_wait(hits: Iterable[float], rates: Sequence[Rate], now: float) -> int:
    waits = [0.0]
    for rate in rates:
        inside = sorted(hit for hit in hits if hit > now - rate.seconds)
        if len(inside) >= rate.amount:
            waits.append(inside[-rate.amount] + rate.seconds - now)
    return math.ceil(max(waits))
