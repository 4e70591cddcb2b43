"""The programs a measurement needs, started on ports of their own and ended by their process ids."""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

START_SECONDS = 60


class MissingTool(Exception):
    """A program the measurement needs is not on this machine."""


def tool(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if not found:
        raise MissingTool(name)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def manage(env: dict[str, str], *command: str) -> None:
    """One management command in a process of its own, for a world of its own."""
    command_line = [sys.executable, str(settings.ROOT / "manage.py"), *command]
    subprocess.run(command_line, env=env, check=True)  # noqa: S603  our own


def world(env: dict[str, str], question: str) -> dict[str, str]:
    """Build what one question measures with; what it says about itself."""
    command = [sys.executable, str(settings.ROOT / "manage.py"), "bench_world", question]
    said = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603  our own
    told: dict[str, str] = json.loads(said.splitlines()[-1])
    return told


def copy_database(folder: Path) -> None:
    """This machine's embedded database as a start, when it has one: making another takes a minute."""
    folder.mkdir()
    own = settings.VAR / "yiqi.sqlite3"
    if not own.exists():
        return
    source, copy = sqlite3.connect(own), sqlite3.connect(folder / own.name)
    with copy:
        source.backup(copy)
    source.close()
    copy.close()


@contextmanager
def application(env: dict[str, str], *, workers: int, threads: int) -> Iterator[int]:
    """The web server of the platform; yields its port."""
    port, root = free_port(), Path(settings.ROOT)
    command = [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--pythonpath", str(root / "site"), "--chdir", str(root),
        "--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--threads", str(threads),
        "--keep-alive", "30", "--log-level", "error",
    ]  # fmt: skip
    with _running(command, port, {**os.environ, **env}):
        yield port


@contextmanager
def nginx(conf: str, folder: Path, port: int) -> Iterator[None]:
    """nginx with one configuration, entirely inside a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shell = (
        f"daemon off; master_process on; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
        "events { worker_connections 512; }\n"
        f"http {{ types {{ text/html html; }} access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000;\n"
        f"client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;\n"
        f"uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{conf}\n}}\n"
    )
    path = folder / "nginx.conf"
    path.write_text(shell, encoding="utf-8")
    with _running([tool("nginx"), "-p", str(folder), "-c", str(path)], port, dict(os.environ)):
        yield


def requests_a_second(url: str, *, seconds: int, connections: int = 8) -> float:
    """How often a URL is answered, asked as browsers ask (packed), by wrk; fails when an answer was none."""
    command = [
        tool("wrk"),
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--timeout",
        "30s",
        "-H",
        "Accept-Encoding: gzip",
        url,
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603  our own
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])


@contextmanager
def _running(command: list[str], port: int, env: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)  # noqa: S603  our own
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers on port {port}")
