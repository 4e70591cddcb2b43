"""Where people go back to after signing in."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path

from accounts.access import member
from accounts.returning import page_to_return_to
from config import urls as real_urls
from tests.accounts.conftest import last_code

pytestmark = pytest.mark.django_db


def plain(request):
    return HttpResponse("inside")


urlpatterns = [path("my/thing/", member(plain)), path("", include(real_urls))]


@pytest.fixture(autouse=True)
def _urls(settings):
    settings.ROOT_URLCONF = __name__


def test_visitor_returns_to_the_page_asked_for(client, ask, answer):
    response = client.get("/my/thing/?page=2")
    assert response["Location"] == "/accounts/login/?next=/my/thing/%3Fpage%3D2"
    ask(next="/my/thing/?page=2")
    assert answer(last_code())["Location"] == "/my/thing/?page=2"


@pytest.mark.parametrize(
    "next_url",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "https://testserver@evil.example/",
    ],
)
def test_strange_destinations_are_dropped(client, ask, answer, next_url):
    ask(next=next_url)
    assert answer(last_code())["Location"] == "/my/"


def test_strange_destination_is_dropped_for_whoever_is_signed_in(client, ask, answer):
    ask()
    answer(last_code())
    assert client.get("/accounts/login/?next=//evil.example/")["Location"] == "/my/"


def test_expired_form_leads_back_to_the_page_that_showed_it(client):
    response = client.post("/my/thing/", HTTP_REFERER="http://testserver/my/form/3/?step=2")
    assert response["Location"] == "/accounts/login/?next=/my/form/3/%3Fstep%3D2"


def test_foreign_referer_is_not_followed():
    request = RequestFactory().post("/my/thing/", HTTP_REFERER="https://evil.example/x")
    assert page_to_return_to(request) == "/my/"


def test_htmx_is_told_to_move_the_whole_page():
    response = Client().get("/my/thing/", HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://testserver/my/")
    assert (response.status_code, response["HX-Redirect"]) == (204, "/accounts/login/?next=/my/")
