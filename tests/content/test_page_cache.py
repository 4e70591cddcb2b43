"""Whole pages from memory: one drawing for everybody, a new one after every change, and nobody's own page for others."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from content.cache import middleware
from content.cache.generation import changed, public_face
from content.cache.models import PublicState
from content.cache.store import DrawnPage, PageStore
from content.models import HomePage, NoticePage, PublicityPage
from publicity.actions import drop_entry, hold_entry
from publicity.models import Entry
from tests.content.test_publicity_page import published
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.publicity import bare_window

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keeping(settings: Settings) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 30
    middleware.store.clear()
    public_face.forget()
    yield
    middleware.store.clear()
    public_face.forget()


@contextmanager
def committed() -> Iterator[list[Any]]:
    """What happens inside is a transaction of its own; what a fixture did before has long been committed."""
    connection.run_on_commit.clear()
    with TestCase.captureOnCommitCallbacks(execute=True) as hooks:
        yield hooks


@pytest.fixture
def window_page(home: HomePage) -> PublicityPage:
    return published(bare_window())


def queries(client: Client, path: str, **headers: str) -> int:
    public_face.forget()
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(path, headers=headers).status_code == 200
    return len(caught)


def test_second_visitor_costs_one_query_for_the_generation(home: HomePage) -> None:
    first = queries(Client(), "/")

    assert first > 5
    assert queries(Client(), "/") == 1


def test_generation_is_read_once_a_second_at_most(home: HomePage, client: Client) -> None:
    client.get("/")
    with CaptureQueriesContext(connection) as caught:
        client.get("/")

    assert len(caught) == 0


def test_kept_page_is_the_same_page(home: HomePage, client: Client) -> None:
    drawn, kept = client.get("/"), client.get("/")

    assert (kept.content, kept["ETag"], kept["Content-Type"]) == (
        drawn.content, drawn["ETag"], "text/html; charset=utf-8",
    )  # fmt: skip
    assert "Content-Security-Policy" in kept
    assert kept["Content-Length"] == str(len(kept.content))


def test_each_look_is_kept_apart(home: HomePage) -> None:
    pages = set()
    for chosen in ({}, {"care": "1"}, {"lang": "en"}, {"lang": "en", "care": "1"}):
        visitor = Client()
        visitor.cookies.load(chosen)
        pages.add(visitor.get("/").text[:120])

    assert len(pages) == 4


def test_says_to_caches_what_they_may_do(home: HomePage, client: Client) -> None:
    page = client.get("/")

    assert page["Cache-Control"] == (
        "public, max-age=0, s-maxage=10, stale-while-revalidate=30, stale-if-error=86400"
    )
    assert page["Vary"] == "Cookie, Accept-Encoding"


def test_who_has_the_page_gets_304(home: HomePage, client: Client) -> None:
    page = client.get("/")
    again = client.get("/", headers={"if-none-match": page["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", page["ETag"])


def test_packed_for_who_takes_it_packed(home: HomePage, client: Client) -> None:
    plain = client.get("/")
    packed = client.get("/", headers={"accept-encoding": "gzip, br"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content


def test_head_has_no_body_and_the_length_of_one(home: HomePage, client: Client) -> None:
    page = client.get("/")
    head = client.head("/")

    assert (head.content, head["Content-Length"]) == (b"", str(len(page.content)))


def test_signed_in_page_is_neither_kept_nor_shown_to_others(home: HomePage) -> None:
    member = Client()
    member.force_login(UserFactory.create(username="演示小满"))
    own = member.get("/")
    stranger = Client().get("/")

    assert (own["Cache-Control"], "退出登录" in own.text) == ("private, no-cache", True)
    assert ("退出登录" in stranger.text, "演示小满" in stranger.text) == (False, False)
    assert "退出登录" in member.get("/").text


def test_page_that_set_a_cookie_is_not_kept(home: HomePage, client: Client) -> None:
    first, second = Client().get("/accounts/login/"), Client().get("/accounts/login/")

    assert first["Cache-Control"] != middleware.SHARED
    assert first.cookies["csrftoken"].value != second.cookies["csrftoken"].value


def test_not_found_is_not_kept(home: HomePage, client: Client) -> None:
    assert client.get("/nothing-here/")["Cache-Control"] == "private, no-cache"
    assert middleware.store.get(middleware.key_of(RequestFactory().get("/nothing-here/"))) is None


@pytest.mark.parametrize("query", ["?page=2", "?q=科技园", "?page=2&q=x"])
def test_every_query_has_a_page_of_its_own(window_page: PublicityPage, client: Client, query: str) -> None:
    plain = client.get(window_page.url)
    other = client.get(window_page.url + query)

    assert middleware.store.get(middleware.key_of(RequestFactory().get(window_page.url + query))) is not None
    assert client.get(window_page.url).content == plain.content
    assert client.get(window_page.url + query).content == other.content


def test_endless_queries_are_not_kept(home: HomePage, client: Client) -> None:
    assert middleware.key_of(RequestFactory().get("/", {"q": "x" * 301})) == ""


def test_publishing_shows_at_once(home: HomePage, client: Client) -> None:
    notice = NoticePage.objects.live().first()
    assert notice is not None
    assert "另一个题目" not in client.get(notice.url).text
    notice.title = "另一个题目"
    revision = notice.save_revision()
    assert "另一个题目" not in client.get(notice.url).text

    with committed():
        revision.publish()

    assert "另一个题目" in client.get(notice.url).text


def test_name_leaves_the_page_with_the_act_that_drops_it(window_page: PublicityPage, client: Client) -> None:
    entry = Entry.objects.filter(window=window_page.window).order_by("pk").first()
    assert entry is not None
    assert entry.name in client.get(window_page.url).text
    officer, at = staff_in_group("publicity_officer"), timezone.now()

    with committed():
        hold_entry(entry=entry, reason="核查", by=officer, at=at)
        drop_entry(entry=Entry.objects.get(pk=entry.pk), reason="查实", by=officer, at=at)

    assert entry.name not in client.get(window_page.url).text


def test_many_changes_of_one_transaction_raise_the_generation_once(home: HomePage) -> None:
    before = PublicState.objects.get(pk=1).generation
    with committed() as hooks:
        changed()
        changed()

    assert (len(hooks), PublicState.objects.get(pk=1).generation) == (1, before + 1)


def test_lost_row_is_made_again(home: HomePage) -> None:
    PublicState.objects.all().delete()
    with committed():
        changed()

    assert PublicState.objects.get(pk=1).generation == 1


def test_page_lives_half_a_minute_and_never_into_the_next_day(home: HomePage, client: Client) -> None:
    client.get("/")
    page = middleware.store.get(middleware.key_of(RequestFactory().get("/")))
    assert page is not None

    assert middleware._is_fresh(page) is True
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert middleware._is_fresh(page) is False


def test_page_stays_readable_while_the_database_is_away(
    home: HomePage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get("/")
    public_face.forget()

    def away(*args: object, **kwargs: object) -> None:
        raise DatabaseError("away")

    monkeypatch.setattr("content.cache.generation.PublicState.objects.filter", away)
    assert client.get("/").content == page.content


def test_page_past_its_time_stands_in_for_an_error(
    home: HomePage, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    client = Client(raise_request_exception=False)
    settings.PAGE_CACHE_SECONDS = -1  # past its time as soon as it is kept
    page = client.get("/")

    def broken(*args: object, **kwargs: object) -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(HomePage, "get_context", broken)
    again = client.get("/")

    assert (again.status_code, again.content) == (200, page.content)


def test_store_forgets_what_was_read_least() -> None:
    store = PageStore(room=1000)
    page = DrawnPage(b"x" * 100, (), 0, timezone.localdate(), 0.0)
    for number in range(10):
        store.put(str(number), page)
    store.get("0")
    store.put("new", page)

    assert (store.get("0"), store.get("1"), store.get("new")) == (page, None, page)


def test_store_keeps_no_page_that_would_fill_it() -> None:
    store = PageStore(room=1000)
    store.put("big", DrawnPage(b"x" * 101, (), 0, timezone.localdate(), 0.0))

    assert store.get("big") is None
