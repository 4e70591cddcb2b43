"""What a measurement makes for itself is gone afterwards, whatever ended it."""

import os
import signal
from collections.abc import Callable

import psycopg
import pytest

from demo.benches import postgres
from demo.benches.servers import MissingTool

SERVER = os.environ.get("DATABASE_URL", "")
on_postgres = pytest.mark.skipif(
    not SERVER.startswith("postgres"), reason="makes databases on a PostgreSQL server"
)


class Failed(Exception):
    """Something went wrong while measuring."""


def fail() -> None:
    raise Failed


def databases(name: str) -> int:
    with psycopg.connect(SERVER) as server:
        found = server.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [name]).fetchone()
    return int(found[0]) if found else 0


def test_measuring_asks_for_a_postgres_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://postgres@127.0.0.1:1/postgres")
    with pytest.raises(MissingTool), postgres.throw_away_database():
        fail()


@on_postgres
@pytest.mark.parametrize(
    ("end", "error"),
    [(fail, Failed), (lambda: os.kill(os.getpid(), signal.SIGTERM), SystemExit)],
    ids=["error", "told-to-stop"],
)
def test_database_of_a_measurement_is_dropped(
    monkeypatch: pytest.MonkeyPatch, end: Callable[[], None], error: type[BaseException]
) -> None:
    monkeypatch.setattr(postgres, "manage", lambda *_command: None)
    before = signal.getsignal(signal.SIGTERM)
    made = []
    with pytest.raises(error), postgres.throw_away_database() as env:  # noqa: PT012  a measurement in small
        made = [env["DATABASE_URL"].rsplit("/", 1)[1]]
        assert databases(made[0]) == 1
        end()
    assert (databases(made[0]), signal.getsignal(signal.SIGTERM)) == (0, before)
