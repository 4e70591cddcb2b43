"""Sweep: takes every running trial further, for at most a second at a time, so that messages are not kept waiting."""

import logging
import time

from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _

from console.policies.whatif_actions import advance_trial, end_trial
from console.policies.whatif_models import Trial, TrialStatus

BUDGET_SECONDS = 1.0
logger = logging.getLogger(__name__)


def work_trials() -> int:
    """How many pieces were written. A trial that cannot be worked ends with a sentence and does not stop the others."""
    stop_at = time.monotonic() + BUDGET_SECONDS
    running = Trial.objects.filter(status=TrialStatus.RUNNING).order_by("pk").values_list("pk", flat=True)
    return sum(_work(pk, stop_at) for pk in list(running))


def _work(trial_pk: int, stop_at: float) -> int:
    """At least one piece, so that a small budget still ends."""
    pieces = 0
    while _advance(trial_pk):
        pieces += 1
        if time.monotonic() >= stop_at:
            break
    return pieces


def _advance(trial_pk: int) -> bool:
    try:
        return advance_trial(trial_pk=trial_pk, at=timezone.now())
    except OperationalError:
        return False  # the database is busy: the next sweep goes on at the cursor
    except Exception as error:
        logger.error("trial %s failed: %s", trial_pk, type(error).__name__)  # noqa: TRY400  a traceback may quote data
        trial = Trial.objects.filter(pk=trial_pk).first()
        if trial:
            end_trial(trial=trial, reason=_("试算出错，已停止；请联系管理员。"), at=timezone.now())
        return False
