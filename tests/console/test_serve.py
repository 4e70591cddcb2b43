"""One terminal: a taken port is one sentence, and both children end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from console.management.commands import serve


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_taken_port_is_said_in_one_sentence(port):
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", port))
        squatter.listen()
        with pytest.raises(CommandError, match=f"端口 {port} 已被占用"):
            call_command("serve", port=port)


def children_of(monkeypatch: pytest.MonkeyPatch, *scripts: str) -> list[subprocess.Popen[bytes]]:
    """Small stand-ins for web and worker."""
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def start(command: list[str]) -> subprocess.Popen[bytes]:
        started.append(real([sys.executable, "-c", scripts[len(started)]]))
        return started[-1]

    monkeypatch.setattr(serve.subprocess, "Popen", start)
    monkeypatch.setattr(serve, "_wait_for_answer", lambda *args: True)
    return started


@pytest.fixture(autouse=True)
def _signals():
    """The command takes over signals; tests give them back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


SLEEP = "import time; time.sleep(60)"


@pytest.mark.slow
@pytest.mark.parametrize("scripts", [("raise SystemExit(3)", SLEEP), (SLEEP, "raise SystemExit(3)")])
def test_when_one_child_dies_both_end(monkeypatch, port, scripts):
    started = children_of(monkeypatch, *scripts)
    with pytest.raises(CommandError, match="两者都已停止"):
        call_command("serve", port=port)
    assert all(child.poll() is not None for child in started)


@pytest.mark.slow
def test_sigterm_ends_both_children_without_a_complaint(monkeypatch, port):
    started = children_of(monkeypatch, SLEEP, SLEEP)
    monkeypatch.setattr(serve.time, "sleep", lambda seconds: os.kill(os.getpid(), signal.SIGTERM))
    before = time.monotonic()
    call_command("serve", port=port)
    assert [child.returncode for child in started] == [-signal.SIGTERM] * 2
    assert time.monotonic() - before < 5


def test_web_server_gets_the_source_root_and_the_settings():
    command = serve._web_command("127.0.0.1", 8000, 8)
    assert str(Path(settings.ROOT) / "site") in command
    assert f"DJANGO_SETTINGS_MODULE={os.environ['DJANGO_SETTINGS_MODULE']}" in command
