"""The work calendar has changed: the limits of open stages follow at once; what is left over, the sweep counts."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from policies.signals import year_confirmed, year_corrected, year_imported
from workflows.review.sweeps import recount_limits


@receiver([year_imported, year_confirmed, year_corrected])
def follow_calendar(**_kwargs: Any) -> None:
    transaction.on_commit(recount_limits, robust=True)
