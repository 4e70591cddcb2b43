"""Public pages for everybody, in one world: rules, phones, zoom, large print, English, keyboard, paper, no scripts."""

import unicodedata
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pytest
from django.db import connections
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from content.models import CasePage, CommendedListPage, EventPage, NewsPage
from content.planting import plant_pages
from demo.words import make_words
from policies.enums import Kind
from tests.browser.conftest import served
from tests.browser.looks import LOOKS, NAMES, SQLITE_IS_ENOUGH, WIDTHS, faults, looking, overflow
from tests.content.test_publicity_page import published
from tests.factories.publicity import bare_window
from tests.factories.registry import issued_certificate

pytestmark = [pytest.mark.browser, pytest.mark.slow, SQLITE_IS_ENOUGH]
Visitor = Callable[..., Page]


class World(NamedTuple):
    """Where the site is served, and its pages: those of every look, and the others."""

    address: str
    paths: list[str]
    more: list[str]
    publicity: str


@pytest.fixture(scope="module")
def world(django_db_setup: None, database_copies: Any, django_db_blocker: Any) -> Iterator[World]:
    """Nothing here is changed by looking at it, so all tests of this module share it."""
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        plant_pages()
        make_words(timezone.localdate())
        publicity = published(bare_window()).url
        number = issued_certificate(name="高新科技园服务中心").number
        issued_certificate(Kind.EXPERT)
        first = [
            "/",
            "/notices/2023-8/",
            "/notices/forms/",
            publicity,
            "/rules/station/",
            "/verify/",
            "/accounts/login/",
        ]
        words = [
            kind.objects.live().first().url for kind in (NewsPage, CasePage, CommendedListPage, EventPage)
        ]  # type: ignore[union-attr]
        more = [
            "/search/?q=服务",
            "/search/?q=火箭",
            "/directory/",
            "/directory/?kind=expert&q=x",
            f"/directory/{number}/",
        ]
        more += [*words, f"/verify/?number={number}", f"{publicity}?all=1"]
        with served() as address:
            yield World(address, first, more, publicity)
        connections.close_all()
        database_copies.restore()


@pytest.fixture
def visitor(chromium: Browser, world: World) -> Iterator[Visitor]:
    contexts = []

    def open_window(width: int = 1440, *, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=world.address, viewport={"width": width, "height": 900}, locale="zh-CN", java_script_enabled=scripts
        )  # fmt: skip
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.mark.parametrize("look", LOOKS, ids=NAMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_public_pages_keep_the_rules_in_every_look(
    visitor: Visitor, world: World, width: int, look: dict[str, str]
) -> None:
    page, found, wide = looking(visitor(width), world.address, look), [], []
    for path in world.paths:
        page.goto(path)
        found += faults(page)
        wide += [path] if overflow(page) > 0 else []
    assert (found, wide) == ([], [])


@pytest.mark.parametrize(
    ("width", "look"), [(390, {}), (1440, {"lang": "en", "care": "1"})], ids=["phone", "english-care"]
)
def test_pages_of_words_and_names_keep_the_rules(
    visitor: Visitor, world: World, width: int, look: dict[str, str]
) -> None:
    page, found, wide = looking(visitor(width), world.address, look), [], []
    for path in world.more:
        page.goto(path)
        found += faults(page)
        wide += [path] if overflow(page) > 0 else []
    assert (found, wide) == ([], [])


def test_zoomed_to_200_per_cent_nothing_runs_out_of_the_window(visitor: Visitor, world: World) -> None:
    """A window of 1440 at 200 % lays out as one of 720, at 400 % as one of 360."""
    wide = []
    for width in (720, 360):
        page = visitor(width)
        for path in (*world.paths, *world.more):
            page.goto(path)
            wide += [(width, path)] if overflow(page) > 0 else []
    assert wide == []


def test_large_print_and_english_without_scripts(visitor: Visitor, world: World) -> None:
    page = visitor(scripts=False)
    page.goto(world.publicity)
    page.locator(".topstrip").get_by_role("link", name="关怀版").click()
    expect(page.locator("html")).to_have_class("is-care")
    expect(page.locator("main p").first).to_be_visible()
    assert page.url.endswith(world.publicity)
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('body *')].filter(one => one.innerText && "
        "one.checkVisibility()).map(one => parseFloat(getComputedStyle(one).fontSize)))"
    )
    assert smallest >= 18
    page.locator(".topstrip").get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Announcements").first).to_be_visible()
    page.locator(".topstrip").get_by_role("link", name="Standard view").click()
    expect(page.locator("html")).not_to_have_class("is-care")


def test_charts_are_bars_and_tables_without_scripts(visitor: Visitor) -> None:
    page = visitor(scripts=False)
    page.goto("/")
    figure = page.locator(".figure").first
    expect(figure.locator(".bars rect").first).to_be_visible()
    expect(page.locator("canvas")).to_have_count(0)
    figure.locator("summary").click()
    expect(figure.get_by_role("rowheader").first).to_be_visible()


def test_a_name_is_found_and_opened_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor()
    page.goto("/directory/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    _tab_to(page, "#directory-q")
    page.keyboard.type("科技园")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    _tab_to(page, ".directory__rows a")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")
    page.wait_for_url("**/directory/GZZ-*/")
    assert outline != "none"


def _tab_to(page: Page, wanted: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted}: not reached by sixty presses of the tabulator")


@pytest.mark.parametrize("path", ["publicity", "/notices/2023-8/"])
def test_page_goes_to_paper_with_its_words_and_without_its_menus(
    visitor: Visitor, world: World, path: str
) -> None:
    page = visitor()
    page.goto(world.publicity if path == "publicity" else path)
    title = page.locator("h1").inner_text()
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    text = _plain("".join(sheet.extract_text() for sheet in sheets))
    assert _plain(title) in text
    assert "关怀版" not in text
    assert 1 <= len(sheets) <= 8


def _plain(text: str) -> str:
    """Without blanks; a printed file writes some characters as the radicals that look like them."""
    return "".join(unicodedata.normalize("NFKC", text).split())
