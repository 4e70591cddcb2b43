"""批量办理 on PostgreSQL: the largest batch there is, worked by `manage.py worker`; and again with workers killed on the way."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable

import psycopg
from django.conf import settings

from demo.benches.postgres import throw_away_database
from demo.benches.servers import world

AT_MOST = 60  # seconds
PATIENCE = 600
KILLED_AT = (0.3, 0.6)  # of the batch
LEFT = "SELECT count(*) FROM workflows_batchitem WHERE status = 'queued'"
COUNTS = {
    "items done": "SELECT count(*) FROM workflows_batchitem WHERE status = 'done'",
    "items refused": "SELECT count(*) FROM workflows_batchitem WHERE status = 'refused'",
    "votes": "SELECT count(*) FROM workflows_vote",
    "cases voted on": "SELECT count(DISTINCT run.process_id) FROM workflows_vote vote JOIN workflows_seat seat ON seat.id = vote.seat_id JOIN workflows_stagerun run ON run.id = seat.run_id",
    "second stages opened": "SELECT count(*) FROM workflows_stagerun WHERE closed_at IS NULL",
    "audited votes": "SELECT count(DISTINCT target_id) FROM audit_event WHERE verb = 'review.vote'",
}  # fmt: skip


def measure(say: Callable[[str], None]) -> None:
    for kills in ((), KILLED_AT):
        with throw_away_database() as env:
            world(env, "batch")
            with psycopg.connect(env["DATABASE_URL"], autocommit=True) as connection:
                total, before = _asked(connection, LEFT), _computed()
                taken = _worked(env, connection, total, kills)
                say(
                    f"{_line(total, taken, len(kills))}, of it {_computed() - before:.1f} s our own computing"
                )
                say("; ".join(f"{name} {_asked(connection, query)}" for name, query in COUNTS.items()))
    say(f"load of the machine: {os.getloadavg()[0]:.1f} (1 min), {os.cpu_count()} processors")


def _line(total: int, taken: float, kills: int) -> str:
    how = f"one worker killed -9 {kills} times and started again" if kills else "one worker"
    return f"{total} items, {how}: {taken:.1f} s (at most {AT_MOST}), {total / taken:.0f} items a second"


def _worked(
    env: dict[str, str], connection: psycopg.Connection, total: int, kills: tuple[float, ...]
) -> float:
    """Seconds from the start of the first worker, until nothing waits any more."""
    started = time.monotonic()
    for left in [*(total * (1 - share) for share in kills), 0]:
        worker = subprocess.Popen([sys.executable, str(settings.ROOT / "manage.py"), "worker"], env=env)  # noqa: S603  our own
        try:
            while _asked(connection, LEFT) > left:
                if worker.poll() is not None or time.monotonic() - started > PATIENCE:
                    raise RuntimeError("the worker does not get on")
                time.sleep(0.05)
        finally:
            worker.kill()
            worker.wait()
    return time.monotonic() - started


def _computed() -> float:
    """The processor's time of the workers that have ended: it tells slow work from a busy machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _asked(connection: psycopg.Connection, query: str) -> int:
    row = connection.execute(query.encode()).fetchone()
    return int(row[0]) if row else 0
