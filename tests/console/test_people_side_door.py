"""Users and groups are changed under 工作组与人员 only, whatever Wagtail offers, and by no superuser either."""

import pytest
from wagtail.admin.menu import admin_menu, settings_menu

from accounts.models import User
from tests.factories.accounts import StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(client):
    person = StaffFactory(is_superuser=True)
    client.force_login(person)
    return person


@pytest.mark.parametrize("path", ["users/", "groups/"])
def test_lists_lead_to_the_desk(client, superuser, path):
    assert client.get(f"/admin/{path}")["Location"] == "/admin/staff/"


@pytest.mark.parametrize(
    "path",
    [
        "users/new/",
        "users/edit/{pk}/",
        "users/delete/{pk}/",
        "users/history/{pk}/",
        "users/results/",
        "groups/new/",
        "groups/edit/1/",
        "groups/delete/1/",
        "bulk/accounts/user/delete/?id={pk}",
        "bulk/accounts/user/assign_role/?id={pk}",
        "bulk/accounts/user/set_active_state/?id={pk}",
    ],
)
def test_every_page_that_changes_people_is_closed(client, superuser, path):
    url = f"/admin/{path.format(pk=superuser.pk)}"
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
    assert User.objects.get(pk=superuser.pk).is_active


def test_no_menu_offers_them(rf, superuser):
    request = rf.get("/admin/")
    request.user = superuser
    shown = {
        item.name for menu in (admin_menu, settings_menu) for item in menu.menu_items_for_request(request)
    }
    assert shown & {"users", "groups"} == set()
    assert "staff" in shown
