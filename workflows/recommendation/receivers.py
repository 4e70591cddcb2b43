"""Events of rosters and recommendations, each only a hint: after commit the one process is advanced; the sweep is the truth."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from recruitment.models import Recommendation, Roster
from recruitment.signals import (
    recommendation_activated,
    recommendation_closed,
    roster_checked,
    roster_confirmed,
    roster_returned,
    roster_withdrawn,
)
from workflows.recommendation.following import advance_roster


@receiver([roster_confirmed, roster_returned, roster_checked, roster_withdrawn])
def follow_roster(roster: Roster, **_kwargs: Any) -> None:
    _later(roster.pk)


@receiver([recommendation_activated, recommendation_closed])
def follow_recommendation(recommendation: Recommendation, **_kwargs: Any) -> None:
    _later(recommendation.row.roster_id)


def _later(pk: int) -> None:
    transaction.on_commit(partial(advance_roster, roster_pk=pk), robust=True)
