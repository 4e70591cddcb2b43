"""A static page of another site shows a list, read from the API alone."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from content.planting import plant_pages
from tests.content.api import world

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CLIENT = Path(__file__).resolve().parents[2] / "docs" / "client"
TRAP = "<img src=x onerror=document.title='打开了'>甲园区"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *said: Any) -> None:
        """The test's output stays its own."""


@pytest.fixture
def other_site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(CLIENT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("width", [1440, 390])
def test_names_are_read_from_another_site_as_text(
    visitor: Any, site_address: str, other_site: str, width: int
) -> None:
    plant_pages()
    world.publicity(world.station(TRAP), world.expert("欧阳喆堃"))
    page = visitor(width)

    page.goto(f"{other_site}?base={site_address}")
    page.get_by_text("名单共 2 条，已显示 2 条。").wait_for()

    cells = page.locator("#rows td:nth-child(3)").all_inner_texts()
    assert cells == [TRAP, "欧阳喆堃"]
    assert page.title() == "公示名单 · 接口示例"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    is_card = page.evaluate("getComputedStyle(document.querySelector('#rows tr')).display") == "block"
    assert is_card is (width == 390)


def test_a_wrong_address_is_said(visitor: Any, site_address: str, other_site: str) -> None:
    page = visitor()
    page.goto(other_site)
    page.get_by_label("平台地址").fill("http://127.0.0.1:9")
    page.get_by_role("button", name="读取").click()
    page.get_by_text("读取失败：地址不对，或网络不通。").wait_for()
