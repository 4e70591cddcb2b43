"""Groups and people: who may be added, who may never be lost, and what is left on record."""

import pytest

from accounts.models import StaffGroup, User
from accounts.staffing import (
    StaffingRefused,
    activate_user,
    add_member,
    deactivate_user,
    remove_member,
    set_manager,
)
from audit.models import Event
from tests.factories.accounts import StaffFactory, UserFactory, staff_in_group

pytestmark = pytest.mark.django_db


def group(code="first_review"):
    return StaffGroup.objects.get(code=code)


def names(code="first_review"):
    return list(User.objects.filter(groups__staff__code=code).values_list("name", flat=True))


def test_member_is_added_and_removed_on_record():
    by, person = staff_in_group("administrator"), StaffFactory(name="演示甲")
    add_member(group=group(), person=person, by=by)
    set_manager(group=group(), person=person, is_manager=True, by=by)
    assert (names(), list(group().managers.all())) == (["演示甲"], [person])
    remove_member(group=group(), person=person, by=by)
    assert (names(), list(group().managers.all())) == ([], [])
    traces = Event.objects.filter(target_type="accounts.staffgroup").order_by("pk")
    assert list(traces.values_list("verb", "actor")) == [
        ("staffgroup.add_member", by.pk),
        ("staffgroup.set_managers", by.pk),
        ("staffgroup.remove_member", by.pk),
    ]
    assert traces[1].after == {"managers": ["演示甲"]}


@pytest.mark.parametrize(
    "person",
    [UserFactory, lambda: StaffFactory(is_active=False), lambda: staff_in_group("first_review")],
)
def test_only_active_staff_who_are_not_members_are_added(person):
    with pytest.raises(StaffingRefused):
        add_member(group=group(), person=person(), by=staff_in_group("administrator"))


def test_manager_is_an_active_member():
    by = staff_in_group("administrator")
    for person in (StaffFactory(), staff_in_group("first_review", is_active=False)):
        with pytest.raises(StaffingRefused, match="组长须是本组启用中的成员"):
            set_manager(group=group(), person=person, is_manager=True, by=by)


def test_administrator_neither_removes_nor_deactivates_himself():
    by = staff_in_group("administrator")
    staff_in_group("administrator")
    with pytest.raises(StaffingRefused, match="不能把自己移出系统管理员"):
        remove_member(group=group("administrator"), person=by, by=by)
    with pytest.raises(StaffingRefused, match="不能停用自己"):
        deactivate_user(person=by, by=by)
    assert User.objects.get(pk=by.pk).is_active


def test_last_active_administrator_stays():
    last, outside = staff_in_group("administrator"), StaffFactory(is_superuser=True)
    staff_in_group("administrator", is_active=False)
    for act in (
        lambda: remove_member(group=group("administrator"), person=last, by=outside),
        lambda: deactivate_user(person=last, by=outside),
    ):
        with pytest.raises(StaffingRefused, match="至少要保留一名启用中的系统管理员"):
            act()
    assert not Event.objects.filter(verb__in=["user.deactivate", "staffgroup.remove_member"]).exists()


def test_person_is_deactivated_and_activated_never_deleted():
    by, person = staff_in_group("administrator"), staff_in_group("first_review")
    deactivate_user(person=person, by=by)
    deactivate_user(person=person, by=by)
    assert (User.objects.get(pk=person.pk).is_active, len(names())) == (False, 1)
    activate_user(person=person, by=by)
    assert User.objects.get(pk=person.pk).is_active
    assert list(Event.objects.filter(target_type="accounts.user").order_by("pk").values_list("verb", flat=True)) == [
        "user.deactivate",
        "user.activate",
    ]  # fmt: skip
