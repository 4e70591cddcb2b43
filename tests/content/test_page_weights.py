"""What a page weighs on the way to its reader: itself, and everything it asks for, packed as our servers pack it."""

import gzip
import re
from typing import Any

import pytest
from django.test import Client

from content.models import HomePage
from policies.enums import Kind
from tests.content.test_publicity_page import published
from tests.factories.publicity import bare_window
from tests.factories.registry import issued_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

KB = 1024
HOME, TEXT = 300 * KB, 120 * KB  # bytes
PACKED = ("text/", "application/javascript", "application/json", "image/svg+xml")
ASKED = re.compile(r'<(?:link[^>]+?rel="stylesheet"[^>]*?href|script[^>]+?src|img[^>]+?src)="([^"]+)"')
LATER = re.compile(r'data-library="([^"]+)"')  # what a script fetches for itself
IN_SHEETS = re.compile(r"""url\(["']?([^"')#]+)""")


@pytest.fixture
def world(home: HomePage) -> list[str]:
    """A 公示 of 2,000 names, a station and an expert in the directory. The text pages of the site."""
    page = published(bare_window([f"(演示)第{number}科技园服务中心" for number in range(2_000)]))
    number = issued_certificate().number
    issued_certificate(Kind.EXPERT)
    return [
        "/notices/", "/notices/2023-8/", "/rules/station/", "/publicity/", page.url, f"{page.url}?all=1",
        "/directory/", f"/directory/{number}/", "/verify/", "/search/?q=服务", "/news/", "/cases/", "/events/",
        "/accounts/login/",
    ]  # fmt: skip


def weight(client: Client, path: str) -> int:
    """Bytes of a first visit: the page, its sheets and what they name, scripts, pictures."""
    html = _got(client, path)
    parts = {*ASKED.findall(html.text), *LATER.findall(html.text)}
    assert parts
    total = _packed(html)
    for part in parts:
        found = _got(client, part)
        total += _packed(found)
        if part.endswith(".css"):
            total += sum(
                _packed(_got(client, _beside(part, one)))
                for one in set(IN_SHEETS.findall(_text(found)))
                if not one.startswith("data:")
            )
    return total


def _got(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert (path, answer.status_code) == (path, 200)
    return answer


def _text(answer: Any) -> str:
    return _body(answer).decode()


def _body(answer: Any) -> bytes:
    if answer.streaming and not hasattr(answer, "whole"):
        answer.whole = b"".join(answer.streaming_content)
    return answer.whole if answer.streaming else answer.content


def _packed(answer: Any) -> int:
    body = _body(answer)
    return len(gzip.compress(body, 6)) if answer["Content-Type"].startswith(PACKED) else len(body)


def _beside(sheet: str, path: str) -> str:
    parts = [*sheet.split("/")[:-1], *path.split("/")] if not path.startswith("/") else path.split("/")
    way: list[str] = []
    for part in parts:
        way = way[:-1] if part == ".." else [*way, part]
    return "/".join(way)


def test_home_page_is_light(client: Client, world: list[str]) -> None:
    assert weight(client, "/") <= HOME


def test_text_pages_are_light(client: Client, world: list[str]) -> None:
    weights = {path: weight(client, path) for path in world}

    assert {path: bytes_ // KB for path, bytes_ in weights.items() if bytes_ > TEXT} == {}
