"""How a page is judged in a browser: rules of accessibility, and nothing wider than its window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Page

SQLITE_IS_ENOUGH = pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="how a page looks does not depend on the database: SQLite is enough",
)
WIDTHS = [1440, 390]
LOOKS = [{}, {"care": "1"}, {"lang": "en"}, {"lang": "en", "care": "1"}]
NAMES = ["ordinary", "care", "english", "english-care"]
GRAVE = {"serious", "critical"}
RULES = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def looking(page: Page, address: str, look: dict[str, str]) -> Page:
    page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in look.items()])
    return page


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{page.url} {fault['id']}: {fault['nodes'][0]['html'][:120]}"
        for fault in found
        if fault["impact"] in GRAVE
    ]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width
