"""Groups and people at the desk: warnings, changes, refusals, who sees them."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import StaffGroup, User
from console.accounts.warnings import staffed_groups
from tests.factories.accounts import StaffFactory, UserFactory, staff_in_group
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
STAFF = "/admin/staff/"


@pytest.fixture
def administrator(client):
    person = staff_in_group("administrator")
    client.force_login(person)
    return person


def group(code="first_review"):
    return StaffGroup.objects.get(code=code)


def warnings(code="first_review"):
    return next(row.warnings for row in staffed_groups() if row.group.code == code)


def test_group_without_people_is_warned_of():
    assert warnings() == ["没有启用中的成员，分到本组的任务无人办理。"]
    staff_in_group("first_review", is_active=False)
    assert warnings() == ["没有启用中的成员，分到本组的任务无人办理。"]


def test_only_signer_and_missing_manager_are_warned_of():
    person = staff_in_group("first_review")
    assert warnings() == [
        "没有组长，超时和转办无人处理。",
        "志愿专家申报的“初审”只有一人可以签核，他须回避或缺席时无人接替。",
        "工作站申报的“初审”只有一人可以签核，他须回避或缺席时无人接替。",
    ]
    group().managers.add(person)
    staff_in_group("first_review")
    assert warnings() == []


def test_person_on_both_sides_is_warned_of():
    person = staff_in_group("first_review", name="演示兼任")
    for code in ("second_review", "administrator"):
        person.groups.add(group(code).group)
    assert any(said.startswith("演示兼任同时在复审组") for said in warnings())
    assert any(said.startswith("演示兼任同时在初审组") for said in warnings("second_review"))
    assert not any("同时在" in said for said in warnings("administrator"))
    person.groups.add(group("decision_maker").group)
    assert any(said.startswith("演示兼任同时在决定人") for said in warnings("administrator"))


def test_member_is_added_made_manager_and_removed(client, administrator):
    person, url = StaffFactory(name="演示新人"), f"{STAFF}{group().pk}/"
    assert client.post(f"{url}join/", {"person": person.pk})["Location"] == url
    client.post(f"{url}manage/", {"person": person.pk, "is_manager": "1"})
    assert list(group().managers.all()) == [person]
    assertContains(client.get(url), "加入演示新人")
    client.post(f"{url}leave/", {"person": person.pk})
    assert not group().group.user_set.exists()


def test_refusal_is_a_sentence_on_the_page(client, administrator):
    url = f"{STAFF}{group('administrator').pk}/"
    page = client.post(f"{url}leave/", {"person": administrator.pk}, follow=True)
    assertContains(page, "不能把自己移出系统管理员。")


@pytest.mark.parametrize("person", ["", "x", "0", "9" * 30])
def test_unknown_person_is_not_found(client, administrator, person):
    assert client.post(f"{STAFF}{group().pk}/join/", {"person": person}).status_code == 404


def test_people_page_names_staff_only_and_no_number(client, administrator):
    UserFactory(name="演示申报人甲")
    StaffFactory(name="演示工作人员甲", mobile="19900001234", email="demo@example.org")
    page = client.get(f"{STAFF}people/")
    assertContains(page, "演示工作人员甲")
    for hidden in ("演示申报人甲", "19900001234", "demo@example.org"):
        assertNotContains(page, hidden)


def test_person_is_switched_off_and_on(client, administrator):
    person = staff_in_group("first_review")
    client.post(f"{STAFF}people/{person.pk}/switch/", {"is_active": "0"})
    assert not User.objects.get(pk=person.pk).is_active
    client.post(f"{STAFF}people/{person.pk}/switch/", {"is_active": "1"})
    assert User.objects.get(pk=person.pk).is_active


def test_applicant_is_not_switched_here(client, administrator):
    assert client.post(f"{STAFF}people/{UserFactory().pk}/switch/", {"is_active": "0"}).status_code == 404


@pytest.mark.parametrize("path", ["", "people/"])
def test_pages_cost_the_same_queries_for_more_people(client, administrator, path):
    staff_in_group("first_review")
    client.get(STAFF + path)
    before = queries_of(lambda: client.get(STAFF + path))
    for code in ("first_review", "second_review", "editor"):
        group(code).managers.add(staff_in_group(code))
    assert queries_of(lambda: client.get(STAFF + path)) == before


def test_reviewer_changes_nothing(client):
    reviewer = staff_in_group("first_review")
    client.force_login(reviewer)
    assert client.get(STAFF).status_code in (302, 403)
    client.post(f"{STAFF}{group('administrator').pk}/join/", {"person": reviewer.pk})
    assert not group("administrator").group.user_set.exists()
