"""Public pages a second: drawn each time, from our memory, behind the shipped nginx profile, and as files of nginx. One run."""

import gzip
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import Request, urlopen

from django.conf import settings

from demo.benches.servers import (
    application,
    copy_database,
    free_port,
    manage,
    nginx,
    requests_a_second,
    tool,
    world,
)

SECONDS = 4
SAMPLES = 15
PROFILE = settings.ROOT / "deploy" / "nginx.conf"
LONGEST_CACHED = 10  # seconds, of the shipped profile
MOST = {"home": 60, "publicity": 60, "whole": 120}  # milliseconds of a page drawn from the database
Say = Callable[[str], None]


class Rates(NamedTuple):
    """Requests a second of one page in the four ways."""

    drawn: float
    kept: float
    cached: float
    file: float


def measure(say: Say) -> None:
    for name in ("wrk", "nginx"):
        tool(name)
    with tempfile.TemporaryDirectory(prefix="yiqi-bench-") as folder:
        place = Path(folder)
        place.chmod(0o755)  # nginx's worker is another user
        env = _environment(place)
        pages = _world(env)
        with application({**env, "YIQI_PAGE_CACHE_SECONDS": "0"}, workers=1, threads=4) as bare:
            _say_drawing(say, bare, pages)
            _compare(say, place, env, pages, bare)


def _environment(place: Path) -> dict[str, str]:
    """A database and files of its own: SQLite, as it comes."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**env, "YIQI_VAR": str(place / "var")}


def _world(env: dict[str, str]) -> dict[str, str]:
    copy_database(Path(env["YIQI_VAR"]))
    manage(env, "migrate", "-v0")
    return world(env, "public")


def _say_drawing(say: Say, port: int, pages: dict[str, str]) -> None:
    """Server time of a page drawn from the database, the middle of some samples, one visitor at a time."""
    for name, path in pages.items():
        samples = []
        for _ in range(SAMPLES):
            started = time.perf_counter()
            _fetched(f"http://127.0.0.1:{port}{path}")
            samples.append(time.perf_counter() - started)
        most = f" (at most {MOST[name]})" if name in MOST else ""
        say(f"{name}: drawn in {sorted(samples)[SAMPLES // 2] * 1000:.0f} ms{most}")


def _compare(say: Say, place: Path, env: dict[str, str], pages: dict[str, str], bare: int) -> None:
    with application(env, workers=1, threads=4) as kept:
        bodies = {name: _fetched(f"http://127.0.0.1:{kept}{path}") for name, path in pages.items()}
        with _files(place / "files", bodies) as files, _profile(place / "profile", kept) as cached:
            shown = {name: _fetched(f"http://127.0.0.1:{cached}{path}") for name, path in pages.items()}
            for name, path in pages.items():
                where = [(bare, path), (kept, path), (cached, path), (files, f"/{name}.html")]
                rates = Rates(
                    *(requests_a_second(f"http://127.0.0.1:{p}{u}", seconds=SECONDS) for p, u in where)
                )
                say(_line(name, bodies[name], rates))
    with _profile(place / "profile", kept) as cached:
        _say_alone(say, cached, pages, shown)


def _line(name: str, body: bytes, rates: Rates) -> str:
    return (
        f"{name} ({len(body) / 1024:.0f} kB, packed {len(gzip.compress(body)) / 1024:.0f} kB): "
        f"drawn {rates.drawn:.0f}/s, from memory {rates.kept:.0f}/s = {rates.kept / rates.drawn:.0f} × drawn (at least 20), "
        f"behind nginx {rates.cached:.0f}/s = {rates.cached / rates.file:.2f} of {rates.file:.0f}/s as a file (at least 0.6)"
    )


def _say_alone(say: Say, port: int, pages: dict[str, str], shown: dict[str, bytes]) -> None:
    """What nginx answers when nothing stands behind it any more, beside what it gave out before."""
    time.sleep(LONGEST_CACHED + 1)
    same = [_fetched(f"http://127.0.0.1:{port}{path}") == shown[name] for name, path in pages.items()]
    say(
        f"application stopped for {LONGEST_CACHED + 1} s: {sum(same)} of {len(same)} pages still read the same"
    )


@contextmanager
def _files(folder: Path, bodies: dict[str, bytes]) -> Iterator[int]:
    """The same bytes as files, packed beforehand: the fastest nginx can be."""
    port = free_port()
    folder.mkdir()
    for name, body in bodies.items():
        (folder / f"{name}.html").write_bytes(body)
        (folder / f"{name}.html.gz").write_bytes(gzip.compress(body, 6))
    conf = f"server {{ listen 127.0.0.1:{port}; root {folder}; gzip_static on; }}"
    with nginx(conf, folder / "nginx", port):
        yield port


@contextmanager
def _profile(folder: Path, upstream: int) -> Iterator[int]:
    """The shipped profile, with the addresses of this run in it."""
    port = free_port()
    conf = PROFILE.read_text(encoding="utf-8")
    for ours, here in (
        ("/var/cache/nginx/yiqi", f"{folder}/cache"),
        ("127.0.0.1:8000", f"127.0.0.1:{upstream}"),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("/srv/yiqi/var/static/", f"{folder}/static/"),
    ):
        if ours not in conf:
            raise RuntimeError(f"{PROFILE}: {ours} is no longer there")
        conf = conf.replace(ours, here)
    with nginx(conf, folder, port):
        yield port


def _fetched(url: str) -> bytes:
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"}), timeout=30) as answer:  # noqa: S310  our own port
        body: bytes = answer.read()
        return gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
