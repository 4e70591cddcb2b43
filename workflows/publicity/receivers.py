"""Events of windows, each only a hint: after commit the one process is advanced; the sweep is the truth."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from policies.signals import year_confirmed, year_corrected, year_imported
from publicity.models import Window
from publicity.signals import window_prepared
from workflows.publicity.actions import advance_window, advance_windows


@receiver(window_prepared)
def follow_window(window: Window, **_kwargs: Any) -> None:
    def advance(pk: int) -> None:
        advance_window(window_pk=pk, at=timezone.now())

    transaction.on_commit(partial(advance, window.pk), robust=True)


@receiver([year_imported, year_confirmed, year_corrected])
def recount_windows(**_kwargs: Any) -> None:
    """One sweep at once; a window it does not reach is reached by the next."""
    transaction.on_commit(advance_windows, robust=True)
