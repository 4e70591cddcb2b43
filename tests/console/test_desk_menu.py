"""The menu beside the desk's pages is kept for a minute, and never shown to somebody with other rights."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from console import sidebar
from tests.factories.accounts import staff_in_group
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
PAGE = "/admin/rules/policies/"


@pytest.fixture(autouse=True)
def kept(settings: Settings) -> Iterator[None]:
    settings.DESK_MENU_SECONDS = 60
    sidebar.forget()
    yield
    sidebar.forget()


def _menu(client: Client) -> str:
    found = re.search(r'<script id="wagtail-sidebar-props".*?</script>', client.get(PAGE).text, re.DOTALL)
    assert found is not None
    return found[0]


def _administrator(client: Client, name: str = "desk-person") -> User:
    person = staff_in_group("administrator", username=name, name=name)
    client.force_login(person)
    return person


def test_second_page_shows_the_same_menu_with_fewer_statements(client: Client) -> None:
    _administrator(client)
    client.get(PAGE)  # what a process reads once
    sidebar.forget()

    menus: list[str] = []
    first = queries_of(lambda: menus.append(_menu(client)))
    second = queries_of(lambda: menus.append(_menu(client)))

    assert menus[0] == menus[1]
    assert '"name": "desk-person"' in menus[0]
    assert second < first


def test_menu_differs_as_soon_as_a_right_is_given_or_taken(client: Client) -> None:
    person = _administrator(client)
    assert "/admin/objections/" not in _menu(client)

    right = Permission.objects.get(codename="handle_objection")
    person.user_permissions.add(right)
    assert "/admin/objections/" in _menu(client)

    person.user_permissions.remove(right)
    assert "/admin/objections/" not in _menu(client)


def test_two_people_never_share_a_menu(client: Client) -> None:
    _administrator(client)
    assert '"name": "desk-person"' in _menu(client)

    _administrator(client, "another-person")
    assert '"name": "another-person"' in _menu(client)


def test_new_name_shows_at_once(client: Client) -> None:
    person = _administrator(client)
    assert '"name": "desk-person"' in _menu(client)
    person.name = "renamed"
    person.save()
    assert '"name": "renamed"' in _menu(client)


def test_menu_is_drawn_anew_when_its_time_is_over(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _administrator(client)
    drawn: list[str] = []

    def draw() -> str:
        drawn.append("menu")
        return "menu"

    request = client.get(PAGE).wsgi_request
    sidebar.forget()
    times = iter((1000.0, 1059.9, 1060.0))
    monkeypatch.setattr(sidebar, "monotonic", lambda: next(times))
    counts = []
    for _turn in range(3):
        sidebar.menu_of(request, draw)
        counts.append(len(drawn))
    assert counts == [1, 1, 2]


def test_no_more_menus_are_kept_than_agreed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sidebar, "PEOPLE", 2)
    for name in ("one", "two", "three"):
        _administrator(client, name)
        client.get(PAGE)
    assert [key[1] for key in sidebar._kept] == ["two", "three"]
