"""The demo's clock: acts are done as of the day they pretend to happen on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Within it, `timezone.now()` is `moment`: rows, audit events and numbers carry that day. Only ever used by the demo."""
    with patch("django.utils.timezone.now", lambda: moment):
        yield
