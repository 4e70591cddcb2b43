"""One migrated database with base data and pages is built once and copied: into each worker, and back after each committed test."""

import fcntl
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

pytest_plugins = ["tests.clause_record"]

ROOT = Path(__file__).resolve().parents[1]
RUN = "YIQI_TEST_RUN"
CACHE = ROOT / "build" / "testdb"
_STATE_FILES = (
    "*/migrations/*.py",
    "site/*/migrations/*.py",
    "fixtures/**/*",
    "requirements.txt",
    "site/policies/register.py",  # the first policy holds its defaults
    "site/console/management/commands/load_base.py",
    "content/planting.py",
)


def _state_key() -> str:
    """Names what the cached database depends on: migrations, base data, planted pages, versions."""
    digest = hashlib.sha256()
    for pattern in _STATE_FILES:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _build(url: str) -> None:
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    for command in (["migrate", "-v0"], ["load_base", "-v0"], ["load_content", "-v0"]):
        subprocess.run([sys.executable, str(ROOT / "manage.py"), *command], env=env, check=True, cwd=ROOT)


class SqliteCopies:
    """The test database as a file, copied from the cached one."""

    def __init__(self) -> None:
        CACHE.mkdir(parents=True, exist_ok=True)
        self.source = CACHE / f"{_state_key()}.sqlite3"
        if not self.source.exists():
            unfinished = self.source.with_suffix(".part")
            unfinished.unlink(missing_ok=True)
            _build(f"sqlite:///{unfinished}")
            for old in CACHE.glob("*.sqlite3*"):
                old.unlink()
            unfinished.rename(self.source)
        self.name = Path(os.environ["YIQI_VAR"]) / "test.sqlite3"
        self.name.parent.mkdir(parents=True, exist_ok=True)

    def restore(self) -> str:
        connections["default"].close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.name}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.source, self.name)
        return str(self.name)

    def drop(self) -> None:
        shutil.rmtree(self.name.parent, ignore_errors=True)


class PostgresCopies:
    """The test database made from a template of this run alone: checkouts share the server, and nothing stays behind."""

    def __init__(self) -> None:
        self.source = f"yiqi_test_{os.environ[RUN]}"
        self.name = f"{self.source}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        if not self._exists():
            self._sql(f'CREATE DATABASE "{self.source}"')
            _build(self._url(self.source))

    def _exists(self) -> bool:
        return bool(self._sql(f"SELECT 1 FROM pg_database WHERE datname = '{self.source}'"))

    def _url(self, name: str) -> str:
        return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + "/" + name

    def _sql(self, *statements: str) -> list[Any]:
        import psycopg

        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def restore(self) -> str:
        connections["default"].close()
        self.drop()
        self._sql(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.source}"')
        return self.name

    def drop(self) -> None:
        self._sql(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    @staticmethod
    def drop_of_run(url: str, run: str) -> None:
        """The template, and what a worker that died left of its copy."""
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            rows = connection.execute(
                "SELECT datname FROM pg_database WHERE datname ~ %s", [f"^yiqi_test_{run}(_|$)"]
            )
            for (name,) in rows.fetchall():
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def pytest_configure(config: pytest.Config) -> None:
    """The first process of a run names it; the workers it starts inherit the name."""
    if not hasattr(config, "workerinput"):
        os.environ[RUN] = f"{os.getpid()}_{secrets.token_hex(3)}"
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is missing


def pytest_unconfigure(config: pytest.Config) -> None:
    """The first process ends last: no worker needs the template any more."""
    url = os.environ.get("DATABASE_URL", "")
    if not hasattr(config, "workerinput") and url.startswith("postgres"):
        PostgresCopies.drop_of_run(url, os.environ[RUN])


@pytest.fixture(scope="session")
def database_copies() -> Iterator[SqliteCopies | PostgresCopies]:
    CACHE.mkdir(parents=True, exist_ok=True)
    is_postgres = "postgres" in settings.DATABASES["default"]["ENGINE"]
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        copies: SqliteCopies | PostgresCopies = PostgresCopies() if is_postgres else SqliteCopies()
    yield copies
    connections.close_all()
    copies.drop()


@pytest.fixture(scope="session")
def django_db_setup(database_copies: SqliteCopies | PostgresCopies, django_db_blocker: Any) -> None:
    """Replaces pytest-django's: the copy is already migrated and holds the base data."""
    with django_db_blocker.unblock():
        connections["default"].settings_dict["NAME"] = database_copies.restore()


@pytest.fixture
def committed_db(
    django_db_setup: None, database_copies: SqliteCopies | PostgresCopies, django_db_blocker: Any
) -> Iterator[None]:
    """A database whose commits are real, for threads and live servers; the clean copy returns afterwards."""
    with django_db_blocker.unblock():
        yield
        connections.close_all()
        database_copies.restore()


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    from django.core.cache import cache

    cache.clear()
