"""关怀版 and language: two cookies, four pages of each address, no script needed."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from content.models import HomePage
from content.variants import variant_of
from tests.factories.accounts import UserFactory


def _variant(path: str = "/", **cookies: str) -> str:
    request = RequestFactory().get(path, HTTP_ACCEPT_LANGUAGE="en")
    request.COOKIES.update(cookies)
    return variant_of(request)


@pytest.mark.parametrize(
    ("cookies", "key"),
    [
        ({}, "zh-hans"),
        ({"care": "1"}, "zh-hans-care"),
        ({"lang": "en"}, "en"),
        ({"lang": "en", "care": "1"}, "en-care"),
        ({"lang": "xx", "care": "yes"}, "zh-hans"),
    ],
)
def test_variant_comes_from_two_cookies_alone(cookies: dict[str, str], key: str) -> None:
    assert _variant(**cookies) == key


def test_public_choice_leaves_the_desk_alone() -> None:
    assert _variant("/admin/", lang="en") == "zh-hans"


@pytest.mark.django_db
def test_choice_is_kept_for_a_year_and_leads_back(home: HomePage, client: Client) -> None:
    response = client.get("/display/?care=1&next=/notices/%3Fpage%3D2")

    assert (response.status_code, response["Location"]) == (302, "/notices/?page=2")
    assert response.cookies["care"]["max-age"] == 365 * 24 * 3600
    assert "no-store" in response["Cache-Control"]
    assert '<html lang="zh-hans" class="is-care">' in client.get("/").text


@pytest.mark.django_db
def test_choice_is_given_back(home: HomePage, client: Client) -> None:
    client.get("/display/?care=1&language=en")
    client.get("/display/?care=0&language=zh-hans")

    assert '<html lang="zh-hans">' in client.get("/").text


@pytest.mark.parametrize("wrong", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_choice_leads_nowhere_else(client: Client, wrong: str) -> None:
    assert client.get("/display/", {"care": "1", "next": wrong})["Location"] == "/"


def test_wrong_choice_sets_nothing(client: Client) -> None:
    assert client.get("/display/?care=9&language=xx").cookies == {}


@pytest.mark.django_db
def test_english_page_says_so_to_browsers_and_readers(home: HomePage, client: Client) -> None:
    client.get("/display/?language=en")
    response = client.get("/")

    assert (response["Content-Language"], response["Vary"]) == ("en", "Cookie")
    assert '<html lang="en">' in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["content:display"])
def test_every_page_offers_both_switches(home: HomePage, client: Client, name: str) -> None:
    client.force_login(UserFactory())
    for path in ("/", "/notices/?q=a&page=2", reverse("registry:verify"), "/my/", "/missing/"):
        html = client.get(path).text
        assert (
            f'{reverse(name)}?care=1&amp;next={path.replace("?", "%3F").replace("=", "%3D").replace("&", "%26")}"'
            in html
        )
        assert f"{reverse(name)}?language=en&amp;next=" in html
