"""The worker: every sweep in its turn, one that fails stops nobody, and a polite end."""

import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.module_loading import import_string

from config.sweeps import SWEEPS, Sweep
from console.management.commands import worker

calls: list[str] = []


def count() -> int:
    calls.append("count")
    return 3


def fail() -> int:
    number = "19900000001"
    raise ValueError(f"cannot reach {number}")


@pytest.fixture
def run_once(monkeypatch):
    """Runs the worker once over the given functions of this file and returns what it printed."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)

    def run(*names: str) -> str:
        calls.clear()
        sweeps = [Sweep(f"tests.console.test_worker.{name}", every_seconds=1) for name in names]
        monkeypatch.setattr(worker, "_sweeps", lambda: sweeps)
        out = StringIO()
        call_command("worker", once=True, stdout=out)
        return out.getvalue()

    return run


def test_each_sweep_runs_once(run_once):
    assert run_once("count", "count").splitlines() == ["tests.console.test_worker.count: 3"] * 2


def test_failing_sweep_does_not_stop_the_others(run_once):
    run_once("fail", "count")
    assert calls == ["count"]


def test_failure_is_logged_by_name_and_line_without_its_message(run_once, caplog):
    run_once("fail")
    assert "ValueError at" in caplog.text
    assert "test_worker.py" in caplog.text
    assert "19900000001" not in caplog.text


def test_sweep_that_found_work_is_due_again_at_once_and_an_idle_one_later(monkeypatch):
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    busy, broken = (worker.Turn(f"tests.console.test_worker.{name}", 3600) for name in ("count", "fail"))
    now = worker.time.monotonic()
    assert (busy.run(), broken.run()) == (3, 0)
    assert busy.due_at < now + 60
    assert broken.due_at >= now + 3600


@pytest.mark.parametrize("sweep", SWEEPS, ids=lambda sweep: sweep.function)
def test_every_sweep_can_be_found(sweep):
    assert callable(import_string(sweep.function))
    assert sweep.every_seconds > 0


@pytest.mark.slow
def test_worker_ends_politely_on_sigterm(tmp_path):
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "manage.py", "worker"]
    with subprocess.Popen(
        command, cwd=Path(settings.ROOT), env=env, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stderr is not None
        child.stderr.readline()  # an empty database: the first sweep fails, is logged, and the loop goes on
        child.send_signal(signal.SIGTERM)
        assert child.wait(timeout=20) == 0
