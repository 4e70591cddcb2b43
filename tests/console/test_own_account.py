"""Staff change the look and the language of their own desk at /admin/account/, and nothing that opens a door."""

import pytest
from bs4 import BeautifulSoup

from tests.factories.accounts import StaffFactory, staff_in_group

pytestmark = pytest.mark.django_db
URL = "/admin/account/"
LOOK = {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "default"}


@pytest.fixture
def reviewer(client):
    person = staff_in_group("first_review")
    client.force_login(person)
    return person


def test_page_asks_for_look_and_language_only(client, reviewer):
    page = BeautifulSoup(client.get(URL).content, "html.parser")
    asked = {field["name"] for field in page.select("main input[name], main select[name]")}
    assert asked - {"csrfmiddlewaretoken"} - LOOK.keys() == {
        "locale-preferred_language",
        "theme-keyboard_shortcuts",
    }
    assert page.select_one('main a[href="/accounts/password/change/"]')


def test_posted_mail_password_name_and_picture_change_nothing(client, reviewer):
    before = (reviewer.email, reviewer.password, reviewer.name)
    more = {
        "name_email-email": "other@example.com",
        "name_email-first_name": "他人",
        "name_email-last_name": "他人",
        "password-old_password": "staff-password-1",
        "password-new_password1": "another-password-2",
        "password-new_password2": "another-password-2",
    }
    assert client.post(URL, LOOK | more).status_code == 302
    reviewer.refresh_from_db()
    assert (reviewer.email, reviewer.password, reviewer.name) == before
    assert reviewer.wagtail_userprofile.theme == "dark"


def test_without_a_second_factor_the_page_is_closed(client):
    client.force_login(StaffFactory(second_factor=False))
    assert client.get(URL).status_code == 302
