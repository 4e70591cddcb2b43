"""The largest 汇总表 one file may hold, handed in on PostgreSQL: from the upload to the first page of its preview."""

import os
from collections.abc import Callable

from demo.benches.postgres import throw_away_database
from demo.benches.servers import world

AT_MOST = 30  # seconds


def measure(say: Callable[[str], None]) -> None:
    with throw_away_database() as env:
        for name, said in world(env, "roster").items():
            say(f"{name}: {said} (at most {AT_MOST} s)")
    say(f"load of the machine: {os.getloadavg()[0]:.1f} (1 min), {os.cpu_count()} processors")
