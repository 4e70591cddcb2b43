"""A PostgreSQL database of one measurement: made, used and dropped again, whatever ends the measurement."""

import os
import secrets
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

import psycopg
from django.db import connection
from django.db.models import Model

from demo.benches.servers import MissingTool, manage

USUAL = "postgresql://postgres@127.0.0.1:5432/postgres"


@contextmanager
def throw_away_database() -> Iterator[dict[str, str]]:
    """The environment of a migrated database with the base data and nothing else, and of an empty folder for its files."""
    server, name = _server(), f"yiqi_bench_{os.getpid()}_{secrets.token_hex(3)}"
    with _told_to_stop(), TemporaryDirectory(prefix="yiqi-bench-") as folder:
        url = f"{server.rsplit('/', 1)[0]}/{name}"
        env = {**os.environ, "DATABASE_URL": url, "YIQI_VAR": str(Path(folder) / "var")}
        try:
            _tell(server, f'CREATE DATABASE "{name}"')
            manage(env, "migrate", "-v0")
            manage(env, "load_base", "-v0")
            yield env
        finally:
            _tell(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _server() -> str:
    """The server of DATABASE_URL, else the usual one of this machine."""
    url = os.environ.get("DATABASE_URL", "")
    server = url if url.startswith("postgres") else USUAL
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        raise MissingTool("PostgreSQL") from error
    return server


def _tell(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as one:
        one.execute(statement.encode())


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """SIGTERM unwinds as an interrupt does, so that the database goes as well."""

    def leave(signum: int, _frame: FrameType | None) -> None:
        sys.exit(128 + signum)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def copy_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows written as PostgreSQL takes them fastest. No signal, no check but the database's own."""
    named = ", ".join(f'"{column}"' for column in columns)
    statement = f"COPY {model._meta.db_table} ({named}) FROM STDIN"  # noqa: SLF001  documented meta API
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
