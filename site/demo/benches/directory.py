"""A hundred thousand holders on PostgreSQL: how long directory, interface and home page take, drawn each time."""

import time
from collections.abc import Callable
from urllib.parse import quote
from urllib.request import urlopen

from demo.benches.postgres import throw_away_database
from demo.benches.servers import application, manage, world

SAMPLES = 15
MOST = 100  # milliseconds
MOST_OF = {"/": 60, "/api/holders/": 60}
LAST_PAGE = "999999"


def measure(say: Callable[[str], None]) -> None:
    with throw_away_database() as env:
        manage(env, "load_content", "-v0")
        told = world(env, "directory")
        with application({**env, "YIQI_PAGE_CACHE_SECONDS": "0"}, workers=1, threads=1) as port:
            for name, path in _questions(told).items():
                most = MOST_OF.get(path.partition("?")[0], MOST)
                say(f"{name}: {_asked(f'http://127.0.0.1:{port}{path}')} (at most {most} ms)")


def _questions(told: dict[str, str]) -> dict[str, str]:
    rare = told["name"][4:]  # after (演示)
    asked = {
        "home page": "/",
        "first page of stations": "/directory/",
        "first page of experts": "/directory/?kind=expert",
        "one province": "/directory/?province=33",
        "one type": f"/directory/?type={quote(told['type'])}",
        "one field": f"/directory/?kind=expert&field={told['field']}",
        "province and field": f"/directory/?kind=expert&province=33&field={told['field']}",
        "last page": f"/directory/?page={LAST_PAGE}",
        "a part of the sitemap": "/sitemap-holders.xml?p=50",
        "one station": f"/directory/{told['station']}/",
        "one expert": f"/directory/{told['expert']}/",
    }
    words = {
        "3 characters, few rows": rare[:3],
        "3 characters, many rows": "科技园",
        "2 characters, few rows": rare[:2],
        "2 characters, many rows": "服务",
        "1 character, few rows": rare[0],
        "1 character, most rows": "业",
        "words of which one is nowhere": "科技 火箭",
    }
    asked |= {f"search of {name}": f"/directory/?q={quote(word)}" for name, word in words.items()}
    asked["last page of a search"] = f"/directory/?q={quote('服务')}&page={LAST_PAGE}"
    for where, path in (("site search", "/search/"), ("interface", "/api/holders/")):
        asked |= {f"{where} of {name}": f"{path}?q={quote(word)}" for name, word in words.items()}
    return asked | {
        "interface, nothing asked": "/api/holders/",
        "interface, by name": "/api/holders/?order=name",
    }


def _asked(url: str) -> str:
    """The middle of some samples, one visitor at a time."""
    samples = []
    for _ in range(SAMPLES):
        started = time.perf_counter()
        with urlopen(url, timeout=60) as answer:  # noqa: S310  our own port
            answer.read()
        samples.append((time.perf_counter() - started) * 1000)
    samples.sort()
    return f"{samples[SAMPLES // 2]:.0f} ms, the fastest {samples[0]:.0f}"
