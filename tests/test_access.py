"""Every URL of ours says who may use it, the table says the same, and the views keep to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, StringConverter

from tests.factories.accounts import UserFactory

TABLE = Path(__file__).with_name("access_table.txt")
ROOMS = ("policies", "audit", "accounts", "messaging", "publicity", "questions", "recruitment", "matters", "objections", "registry", "activities", "feedback", "service", "needs", "workflows", "content", "console", "config", "demo")  # fmt: skip
SAMPLES: dict[type, str] = {IntConverter: "1", StringConverter: "x", SlugConverter: "x"}


def patterns(
    resolver: URLResolver | None = None, prefix: str = "", converters: dict[str, Any] | None = None
) -> Iterator[tuple[str, str, Any]]:
    """(route, sample path, callback) of everything the resolver knows."""
    resolver = resolver or get_resolver()
    converters = converters or {}
    for item in resolver.url_patterns:
        route = prefix + str(item.pattern)
        known = {**converters, **item.pattern.converters}
        if isinstance(item, URLResolver):
            yield from patterns(item, route, known)
        elif isinstance(item, URLPattern):
            yield route, sample(route, known), item.callback


def sample(route: str, converters: dict[str, Any]) -> str:
    path = route
    for name, converter in converters.items():
        for form in (f"<{name}>", *(f"<{kind}:{name}>" for kind in ("int", "str", "slug", "path", "uuid"))):
            path = path.replace(form, SAMPLES.get(type(converter), "1"))
    return "/" + path


def ours() -> list[tuple[str, str, Any]]:
    return [row for row in patterns() if getattr(row[2], "__module__", "").split(".")[0] in ROOMS]


def test_every_url_of_ours_is_in_the_table_with_its_access():
    found = {f"{route} | {getattr(view, 'access', 'UNDECLARED')}" for route, _, view in ours()}
    assert found == set(TABLE.read_text().split("\n")[:-1])


def login_asked(response: Any) -> bool:
    return response.status_code == 302 and "/login/?next=" in response["Location"]


@pytest.mark.django_db
def test_a_visitor_is_asked_to_sign_in_everywhere_but_on_public_urls():
    client = Client(raise_request_exception=False)
    for route, path, view in ours():
        asked = login_asked(client.get(path))
        assert asked is (view.access != "public"), route


@pytest.mark.django_db
def test_a_member_without_rights_reaches_no_desk_url():
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory())
    for route, path, view in ours():
        if view.access.startswith("desk:"):
            for response in (client.get(path), client.post(path)):
                assert response.status_code == 403 or turned_away(response), route


def turned_away(response: Any) -> bool:
    """To the sign-in page, or, by Wagtail, to its own front page, which sends members on to sign in."""
    return response.status_code == 302 and (login_asked(response) or response["Location"] == "/admin/")
