"""How many statements something costs."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(act: Callable[[], object]) -> int:
    """The number of SQL statements `act` sends."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
