"""The public list, the member's pages and the desk: a number of a telephone is shown to who signed up alone."""

import pytest
import time_machine
from django.urls import reverse

from activities.models import Activity, Signup
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.activities import PLANNED, drafted, published, signed
from tests.factories.feedback import MONDAY, titled
from tests.factories.policies import PolicyFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
MOBILE = PLANNED["contact_mobile"]
TYPED = {**PLANNED, "starts_at": "2026-09-28T14:00", "ends_at": "2026-09-28T16:00", "campaign": "month"}


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def at(name, *args):
    return reverse(f"activities:{name}", args=args)


def at_desk(name, *args):
    return reverse(f"desk_activities:{name}", args=args)


@pytest.mark.clause("S-13")
def test_public_pages_show_what_is_published_without_numbers(client):
    row, hidden = published(campaign="together"), drafted(title="演示：还在起草")
    page = client.get(at("list")).text
    assert (row.title in page, hidden.title in page) == (True, False)
    page = client.get(at("activity", row.pk)).text
    assert ("专人（演示）" in page, "“一起益企”中小企业服务行动" in page, MOBILE in page) == (
        True,
        True,
        False,
    )
    assert client.get(at("activity", hidden.pk)).status_code == 404


def test_list_costs_the_same_for_one_and_three(client):
    published()
    client.get(at("list"))
    one = queries_of(lambda: client.get(at("list")))
    published(), published()
    assert queries_of(lambda: client.get(at("list"))) == one


@pytest.mark.clause("E-5-1")
@pytest.mark.clause("S-6-3")
@pytest.mark.clause("E-5-4")
def test_visitor_signs_in_and_signs_up(client):
    row, person = published(), UserFactory()
    assert client.get(at("sign_up", row.pk)).status_code == 302
    client.force_login(person)
    assert client.get(at("sign_up", row.pk))["Location"] == at("activity", row.pk)
    client.post(at("sign_up", row.pk))
    page = client.get(at("activity", row.pk)).text
    assert ("您已报名" in page, MOBILE in page) == (True, True)
    assert row.title in client.get(at("home")).text
    client.post(at("give_up", row.pk))
    assert Signup.objects.get().place == "given_up"
    assert MOBILE not in client.get(at("activity", row.pk)).text


def test_who_waits_reads_the_place_in_the_queue(client):
    row = published(capacity=1)
    signed(row), signed(row)
    third = signed(row)
    client.force_login(third.user)
    assert "您在候补第 2 位" in client.get(at("activity", row.pk)).text


@pytest.mark.clause("S-6-1")
@pytest.mark.clause("N-4")
def test_station_drafts_edits_publishes_and_cancels(client):
    station = titled()
    client.force_login(station.user)
    wrong = client.post(at("new"), {**TYPED, "holder": station.pk, "place": "", "capacity": ""})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"capacity"})
    wrong = client.post(at("new"), {**TYPED, "holder": station.pk, "place": ""})
    assert wrong.context["form"].errors == {"place": ["地点和线上链接至少填一项。"]}
    client.post(at("new"), {**TYPED, "holder": station.pk, "contact_name": ""})
    row = Activity.objects.get()
    page = client.post(at("submit", row.pk), follow=True).text
    assert "请写明负责这次活动的专人（第二条）。" in page
    client.post(at("edit", row.pk), TYPED)
    client.post(at("submit", row.pk))
    row.refresh_from_db()
    assert (row.status, row.campaign, row.contact_name) == ("published", "month", "专人（演示）")
    person = signed(row).user
    assert person.name in client.get(at("organised", row.pk)).text
    assert client.get(at("edit", row.pk)).status_code == 404
    assert client.post(at("cancel", row.pk), {"reason": ""}).status_code == 422
    client.post(at("cancel", row.pk), {"reason": "场地停电。"})
    assert "场地停电。" in client.get(at("activity", row.pk)).text


def test_others_see_nothing_of_what_a_station_organises(client):
    row = drafted()
    client.force_login(UserFactory())
    for name in ("organised", "edit"):
        assert client.get(at(name, row.pk)).status_code == 404
    for name in ("submit", "cancel"):
        assert client.post(at(name, row.pk)).status_code == 404
    assert client.get(at("new"))["Location"] == at("home")


def test_desk_approves_and_sends_back(client, monkeypatch):
    rules = PolicyFactory(values={"activity.approval": "staff"}, stages=False)
    monkeypatch.setattr("activities.actions.drafting.policy_in_force", lambda _day: rules)
    row = published()
    client.force_login(staff_in_group("publicity_officer"))
    assert row.title in client.get(at_desk("list")).text
    assert client.post(at_desk("return", row.pk), {"reason": ""}).status_code == 422
    client.post(at_desk("return", row.pk), {"reason": "地点不明。"})
    assert client.get(at_desk("one", row.pk)).status_code == 404
    client.force_login(row.holder.user)
    assert "地点不明。" in client.get(at("organised", row.pk)).text
    client.post(at("submit", row.pk))
    client.force_login(staff_in_group("publicity_officer"))
    client.post(at_desk("approve", row.pk))
    row.refresh_from_db()
    assert row.status == "published"


@pytest.mark.clause("S-11")
def test_center_publishes_its_own_training_and_cancels_it(client):
    client.force_login(staff_in_group("second_review"))
    assert client.post(at_desk("new"), {**TYPED, "kind": ""}).status_code == 422
    client.post(at_desk("new"), {**TYPED, "kind": "training"})
    row = Activity.objects.get()
    client.post(at_desk("edit", row.pk), {**TYPED, "kind": "training", "title": "演示：规范培训"})
    client.post(at_desk("publish", row.pk))
    row.refresh_from_db()
    assert (row.status, row.holder, row.title) == ("published", None, "演示：规范培训")
    client.post(at_desk("cancel", row.pk), {"reason": "改期。"})
    row.refresh_from_db()
    assert row.status == "cancelled"


def test_desk_is_closed_to_who_may_not_approve(client):
    client.force_login(staff_in_group("editor"))
    assert client.get(at_desk("list")).status_code in (302, 403)
