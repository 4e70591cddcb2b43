"""The application in every look: rules of accessibility, phones, large print, English. Public pages: `test_public_pages`."""

from typing import Any

import pytest

from tests.browser.looks import LOOKS, NAMES, SQLITE_IS_ENOUGH, WIDTHS, faults, looking, overflow
from tests.browser.test_filling import begun, enter, step
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, SQLITE_IS_ENOUGH]


@pytest.mark.parametrize("look", LOOKS, ids=NAMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_application_keeps_the_rules_in_every_look(
    visitor: Any, site_address: str, width: int, look: dict[str, str]
) -> None:
    person = UserFactory()
    draft, page = begun(person), looking(visitor(width), site_address, look)
    enter(page, site_address, person)
    found, wide = [], []
    for path in ("/my/", "/my/apply/", step(draft, "unit"), step(draft, "evidence"), step(draft, "pledge")):
        page.goto(path)
        found += faults(page)
        wide += [path] if overflow(page) > 0 else []
    assert (found, wide) == ([], [])
