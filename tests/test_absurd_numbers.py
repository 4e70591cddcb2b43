"""No number in an address, however absurd, breaks a page: it is not found, or the list stays calm."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from policies.enums import Kind
from tests.factories.accounts import StaffFactory
from tests.factories.registry import issued_certificate
from tests.test_access import ours, patterns

pytestmark = pytest.mark.slow

ABSURD = (str(2**63), "9" * 23, "9" * 5000)  # Python itself refuses to read the last
LARGE = (str(2**31), str(2**63 - 1))  # beyond a narrow column; the largest of a wide one
QUERIES = (
    ("page",),
    ("per_page", "sort", "kind", "round", "province", "status", "year", "policy", "q", "text", "group", "stage", "tab", "number", "batch"),
)  # fmt: skip
VALUES = ("9" * 23, str(2**63 - 1), str(2**31), "-" + "9" * 23, "0", "-1", "1e400", "9" * 5000, "²")


def numbered(number: str) -> Iterator[tuple[str, str]]:
    """Route and path of every address with a numeric part, Wagtail's own among them."""
    for route, _path, _view in patterns():
        if "<int:" in route:
            yield route, "/" + re.sub(r"<(\w+:)?\w+>", "x", re.sub(r"<int:\w+>", number, route))
        elif r"(\d+)" in route:
            yield route, "/" + route.replace("^", "").replace(r"(\d+)", number).replace("(.*)$", "x")


@pytest.fixture
def everybody(db: None, settings: Any) -> Client:
    """A superuser: nothing stands between them and the view."""
    settings.STAFF_SECOND_FACTOR = False
    client = Client(raise_request_exception=False)
    client.force_login(StaffFactory(is_superuser=True))
    return client


def status_of(response: Any) -> int:
    for close in response._resource_closers:  # response.close() would close the test's database as well
        close()
    return response.status_code


@pytest.mark.parametrize(
    ("method", "number"),
    [*(("get", number) for number in ABSURD), ("post", ABSURD[0])],
    ids=["get 2^63", "get 23 digits", "get 5000 digits", "post 2^63"],
)
def test_an_absurd_number_is_not_found_anywhere(everybody: Client, method: str, number: str) -> None:
    ask = getattr(everybody, method)
    said = {route: (path, status_of(ask(path))) for route, path in numbered(number)}
    # Digits Python refuses to read match no route: Django then tries the address with a slash at its end.
    for route, (path, status) in said.items():
        assert (route, status_of(ask(f"{path}/")) if status == 301 else status) == (route, 404)


@pytest.mark.parametrize("number", LARGE, ids=["2^31", "2^63-1"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_number_nobody_has_breaks_no_page_of_ours(everybody: Client, method: str, number: str) -> None:
    own = {route for route, _path, _view in ours()}
    said = {r: status_of(getattr(everybody, method)(p)) for r, p in numbered(number) if r in own}
    assert len(said) > 20
    assert {route: status for route, status in said.items() if status >= 500} == {}


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:24])
def test_an_absurd_query_breaks_no_list(everybody: Client, value: str) -> None:
    for kind in (Kind.STATION, Kind.EXPERT):
        issued_certificate(kind)
    said = {
        f"{route}?{names[0]}+{len(names)}": status_of(everybody.get(path, dict.fromkeys(names, value)))
        for route, path, _view in ours()
        for names in QUERIES
    }
    assert {route: status for route, status in said.items() if status >= 500} == {}


def test_a_visitor_cannot_choose_the_length_of_a_page(everybody: Client) -> None:
    for _ in range(3):
        issued_certificate(Kind.EXPERT)
    page = everybody.get("/admin/registry/", {"per_page": "1"})
    assert len(page.context["table"].page.object_list) == 3
