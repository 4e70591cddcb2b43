"""Events of windows, each only a hint: after commit the one process is advanced; the sweep is the truth."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from publicity.models import Window
from publicity.signals import window_prepared
from workflows.publicity.actions import advance_window


@receiver(window_prepared)
def follow_window(window: Window, **_kwargs: Any) -> None:
    def advance(pk: int) -> None:
        advance_window(window_pk=pk, at=timezone.now())

    transaction.on_commit(partial(advance, window.pk), robust=True)
