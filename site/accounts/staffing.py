"""Doors of the working groups: who is in them, who answers for them, who may still sign in. Nobody is ever deleted."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import StaffGroup, User
from audit.actions import record_event

ADMINISTRATORS = "administrator"


class StaffingRefused(Exception):
    """A change that would lock somebody out or cannot be; the sentence says why."""


@transaction.atomic
def add_member(*, group: StaffGroup, person: User, by: User) -> None:
    """加入：a member of staff who may sign in. Raises StaffingRefused."""
    _one_at_a_time()
    person = User.objects.get(pk=person.pk)
    if not (person.is_staff and person.is_active):
        raise StaffingRefused(_("只有启用中的工作人员可以加入工作组。"))
    if person.groups.filter(pk=group.group_id).exists():
        raise StaffingRefused(_("%(name)s已在%(group)s。") % {"name": person, "group": group})
    person.groups.add(group.group_id)
    record_event(by=by, verb="staffgroup.add_member", target=group, after=_named(person))


@transaction.atomic
def remove_member(*, group: StaffGroup, person: User, by: User) -> None:
    """移出：and out of its managers; never oneself, nor the last, out of the administrators. Raises StaffingRefused."""
    _one_at_a_time()
    if not person.groups.filter(pk=group.group_id).exists():
        raise StaffingRefused(_("%(name)s不在%(group)s。") % {"name": person, "group": group})
    if group.code == ADMINISTRATORS:
        _keep_an_administrator(person, by)
    person.groups.remove(group.group_id)
    group.managers.remove(person)
    record_event(by=by, verb="staffgroup.remove_member", target=group, before=_named(person))


@transaction.atomic
def set_manager(*, group: StaffGroup, person: User, is_manager: bool, by: User) -> None:
    """指定或取消组长：one of the members. Raises StaffingRefused."""
    _one_at_a_time()
    if is_manager and not active_members(group).filter(pk=person.pk).exists():
        raise StaffingRefused(_("组长须是本组启用中的成员。"))
    if group.managers.filter(pk=person.pk).exists() == is_manager:
        return
    before = _managers_of(group)
    if is_manager:
        group.managers.add(person)
    else:
        group.managers.remove(person)
    record_event(
        by=by,
        verb="staffgroup.set_managers",
        target=group,
        before={"managers": before},
        after={"managers": _managers_of(group)},
    )


@transaction.atomic
def deactivate_user(*, person: User, by: User) -> None:
    """停用：cannot sign in any more; what the person did stays. Never oneself, nor the last administrator."""
    _one_at_a_time()
    row = User.objects.select_for_update().get(pk=person.pk)
    if row.pk == by.pk:
        raise StaffingRefused(_("不能停用自己。"))
    if row.groups.filter(staff__code=ADMINISTRATORS).exists():
        _keep_an_administrator(row, by)
    if not row.is_active:
        return
    row.is_active = False
    row.save(update_fields=["is_active"])
    record_event(by=by, verb="user.deactivate", target=row, before={"is_active": True}, after={"is_active": False})  # fmt: skip


@transaction.atomic
def activate_user(*, person: User, by: User) -> None:
    """启用：may sign in again, with the groups as they are now."""
    _one_at_a_time()
    row = User.objects.select_for_update().get(pk=person.pk)
    if row.is_active:
        return
    row.is_active = True
    row.save(update_fields=["is_active"])
    record_event(by=by, verb="user.activate", target=row, before={"is_active": False}, after={"is_active": True})  # fmt: skip


def active_members(group: StaffGroup) -> QuerySet[User]:
    """Who of a group may sign in, by name."""
    return User.objects.filter(groups=group.group_id, is_active=True).order_by("name", "pk")


def _one_at_a_time() -> None:
    """Two administrators removing each other at once wait here: the second finds what the first has left."""
    StaffGroup.objects.select_for_update().filter(code=ADMINISTRATORS).first()


def _keep_an_administrator(person: User, by: User) -> None:
    if person.pk == by.pk:
        raise StaffingRefused(_("不能把自己移出系统管理员。"))
    others = User.objects.filter(groups__staff__code=ADMINISTRATORS, is_active=True).exclude(pk=person.pk)
    if not others.exists():
        raise StaffingRefused(_("至少要保留一名启用中的系统管理员。"))


def _named(person: User) -> dict[str, str]:
    return {"member": str(person), "username": person.username}


def _managers_of(group: StaffGroup) -> list[str]:
    return [str(manager) for manager in group.managers.order_by("pk")]
