"""Reminders and lapses of recommendations by the clock, and the entry of those whose publicity is over: idempotent, each in its own transaction."""

import logging

from django.utils import timezone

from recruitment.actions import include_released, lapse_recommendation, remind_recommendation
from recruitment.queries.recommendations import recommendations_due, recommendations_released

logger = logging.getLogger(__name__)
AT_ONCE = 200


def mind_recommendations() -> int:
    """Sweep: lapse what is over, remind of what waits; one that fails does not stop the others."""
    at, done = timezone.now(), 0
    for row in recommendations_due(at)[:AT_ONCE]:
        try:
            done += lapse_recommendation(recommendation=row, at=at) or remind_recommendation(
                recommendation=row, at=at
            )
        except Exception:
            logger.exception("recommendation %s could not be minded", row.pk)
    return done


def include_recommended() -> int:
    """Sweep: enter whoever stood on a public list without objection; one that fails does not stop the others."""
    at, done = timezone.now(), 0
    for row in recommendations_released()[:AT_ONCE]:
        try:
            done += include_released(recommendation=row, at=at)
        except Exception:
            logger.exception("recommendation %s could not be entered", row.pk)
    return done
