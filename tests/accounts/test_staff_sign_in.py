"""The staff door: password, lockout, second factor, and no way around them."""

from urllib.parse import quote

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from accounts.access import desk, member, public
from config import urls as real_urls
from tests.factories.accounts import StaffFactory, UserFactory, totp_now

pytestmark = pytest.mark.django_db

PASSWORD = "staff-password-1"


def plain(request):
    return HttpResponse("inside")


# The desk as it will stand behind /admin/, whatever else is mounted there.
urlpatterns = [
    path("admin/desk/", desk("accounts.view_user")(plain)),
    path("admin/wagtail/", plain),
    path("my/thing/", member(plain)),
    path("open/", public(plain)),
    path("", include(real_urls)),
]


@pytest.fixture
def desk_urls(settings):
    settings.ROOT_URLCONF = __name__


def sign_in(client: Client, username: str, password: str = PASSWORD, **extra: str) -> HttpResponse:
    data = {"login": username, "password": password, "next": extra.pop("next", "")}
    return client.post("/accounts/staff/", data, **extra)


def test_staff_with_second_factor_is_asked_for_it(client):
    person = StaffFactory()
    response = sign_in(client, person.username)
    assert (response.status_code, response["Location"]) == (302, "/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in client.session
    response = client.post("/accounts/2fa/authenticate/", {"code": totp_now()})
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_wrong_second_factor_lets_nobody_in_and_is_limited(client):
    person = StaffFactory()
    sign_in(client, person.username)
    pages = [
        client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode() for _ in range(6)
    ]
    assert "操作过于频繁" not in pages[4]
    assert "操作过于频繁" in pages[5]
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("url", ["/admin/desk/", "/admin/wagtail/", "/my/thing/"])
def test_staff_without_second_factor_is_led_to_set_it_up(client, desk_urls, url):
    person = StaffFactory(second_factor=False)
    person.user_permissions.add(Permission.objects.get(codename="view_user"))
    client.force_login(person)
    response = client.get(url)
    assert (response.status_code, response["Location"]) == (
        302,
        f"/accounts/2fa/totp/activate/?next={quote(url, '')}",
    )
    assert client.post(url).status_code == 403


def test_staff_without_second_factor_may_read_public_pages(client, desk_urls):
    client.force_login(StaffFactory(second_factor=False))
    assert client.get("/open/").content == b"inside"


def test_staff_with_second_factor_reaches_the_desk(client, desk_urls):
    person = StaffFactory()
    person.user_permissions.add(Permission.objects.get(codename="view_user"))
    client.force_login(person)
    assert client.get("/admin/desk/").content == b"inside"


def test_second_factor_can_be_switched_off_for_a_demo(client, desk_urls, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(StaffFactory(second_factor=False))
    assert client.get("/admin/wagtail/").content == b"inside"


def test_applicants_need_no_second_factor(client, desk_urls):
    client.force_login(UserFactory())
    assert client.get("/my/thing/").content == b"inside"


def test_setting_up_works_right_after_the_password(client):
    person = StaffFactory(second_factor=False)
    sign_in(client, person.username)
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    code = totp_now(secret)
    response = client.post("/accounts/2fa/totp/activate/", {"code": code})
    assert (response.status_code, response["Location"]) == (302, "/accounts/2fa/recovery-codes/")
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    assert Authenticator.objects.filter(user=person, type="totp").count() == 1


def test_taking_the_second_factor_away_asks_for_the_password(client):
    person = StaffFactory()
    client.force_login(person)
    response = client.post("/accounts/2fa/totp/deactivate/")
    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert get_adapter().is_mfa_enabled(person)


def test_sixth_wrong_password_locks_the_name(client):
    person = StaffFactory()
    answers = [sign_in(client, person.username, "wrong-password").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    locked = sign_in(Client(), person.username, REMOTE_ADDR="10.9.9.9")
    assert "操作过于频繁" in locked.content.decode()
    assert "_auth_user_id" not in client.session


def test_known_and_unknown_names_are_answered_and_locked_alike(client):
    StaffFactory(username="known")
    pages = {}
    for name in ("known", "nobody"):
        answers = [sign_in(Client(), name, "wrong-password") for _ in range(6)]
        pages[name] = [
            (a.status_code, a.content.decode().split('role="alert">')[1].split("<")[0]) for a in answers
        ]
    assert pages["known"] == pages["nobody"]


def test_right_passwords_use_up_no_tries(client):
    person = StaffFactory(second_factor=False)
    assert {sign_in(Client(), person.username).status_code for _ in range(7)} == {302}


def test_address_gets_thirty_wrong_passwords_an_hour(client):
    answers = [sign_in(client, f"name{n}", "wrong-password").status_code for n in range(31)]
    assert answers[29:] == [200, 429]


@pytest.mark.parametrize(
    "url", ["/admin/login/", "/admin/login/?next=/admin/pages/", "/admin/password_reset/"]
)
def test_wagtails_own_doors_lead_to_the_front_door(client, url):
    response = client.post(url, {"username": "x", "password": "y"})
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_front_door_sends_staff_on_to_their_door(client):
    response = client.get("/accounts/login/?next=/admin/pages/")
    assert response["Location"] == "/accounts/staff/?next=%2Fadmin%2Fpages%2F"


def test_applicant_at_the_staff_desk_is_refused_without_a_loop(client):
    client.force_login(UserFactory())
    assert client.get("/accounts/login/?next=/admin/").status_code == 403


def test_password_does_not_open_a_mobile_account(client):
    person = UserFactory()
    person.set_unusable_password()
    person.save()
    assert sign_in(client, person.username, "anything-at-all").status_code == 200
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_with_a_password(client):
    assert client.get("/accounts/signup/").status_code == 404
