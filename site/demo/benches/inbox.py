"""The reviewers' desk with 100,000 finished and 5,000 open review tasks, on PostgreSQL: the inbox, its pages, a case."""

from collections.abc import Callable

from demo.benches.postgres import throw_away_database
from demo.benches.servers import world


def measure(say: Callable[[str], None]) -> None:
    with throw_away_database() as env:
        for name, cost in world(env, "inbox").items():
            say(f"{name}: {cost}")
