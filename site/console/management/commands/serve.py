"""`manage.py serve`: the web server and the worker as children of one terminal; when one ends, both end."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

GRACE_SECONDS = 10


class Command(BaseCommand):
    help = "Serve the site (gunicorn) and run the worker, both in this terminal."
    requires_system_checks: list[str] = []  # they cost a second or two, and ran when the data were prepared

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: Any, host: str, port: int, threads: int, **options: Any) -> None:
        _refuse_taken_port(host, port)
        _on_signals(_stop)
        children: list[subprocess.Popen[bytes]] = []
        failed = False
        try:
            children.append(subprocess.Popen(_web_command(host, port, threads)))  # noqa: S603  our own command line
            children.append(subprocess.Popen([sys.executable, "manage.py", "worker"]))
            if _wait_for_answer(host, port, children):
                self._greet("localhost" if host == "127.0.0.1" else host, port)
            while all(child.poll() is None for child in children):
                time.sleep(0.3)
            failed = True
        except _Stop:
            pass
        finally:
            _on_signals(signal.SIG_IGN)  # an impatient second Ctrl+C must not leave children behind
            _end(children)
        if failed:
            raise CommandError(_("网站或后台进程意外结束，两者都已停止。"))

    def _greet(self, host: str, port: int) -> None:
        """Where to look, and in the demo who to be."""
        self.stdout.write(
            _("网站已启动：http://%(host)s:%(port)s/ （按 Ctrl+C 停止）") % {"host": host, "port": port}
        )
        if settings.DEMO and "demo" in get_commands():
            call_command("demo", logins=True, stdout=self.stdout)


class _Stop(Exception):
    """Somebody asked this terminal to end."""


def _on_signals(handler: Any) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, handler)


def _stop(signum: int, frame: FrameType | None) -> None:
    raise _Stop


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise CommandError(
                _("端口 %(port)s 已被占用：请关闭占用它的程序，或换一个端口，例如 make run PORT=%(other)s。")
                % {"port": port, "other": port + 1}
            ) from None


def _web_command(host: str, port: int, threads: int) -> list[str]:
    """One process with threads: the embedded database has one writer anyway, and memory stays small."""
    root = Path(settings.ROOT)
    return [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--pythonpath", str(root / "site"),
        "--chdir", str(root), "--bind", f"{host}:{port}", "--workers", "1", "--threads", str(threads),
        "--log-level", "warning", "--env", f"DJANGO_SETTINGS_MODULE={os.environ['DJANGO_SETTINGS_MODULE']}",
    ]  # fmt: skip


def _wait_for_answer(host: str, port: int, children: list[subprocess.Popen[bytes]]) -> bool:
    """Until the web server takes connections; False when a child died first."""
    while all(child.poll() is None for child in children):
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                return True
        time.sleep(0.1)
    return False


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask both to finish what they are doing, then insist."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
