"""Questions about people and the groups they act for."""

from django.contrib.auth.models import Group
from django.db.models import QuerySet

from accounts.models import User


def group_by_code(code: str) -> Group:
    """The group behind a stable code (`first_review`); Group.DoesNotExist for an unknown one."""
    return Group.objects.get(staff__code=code)


def groups_of(user: User) -> QuerySet[Group]:
    """The working groups a user is in, by name."""
    return user.groups.filter(staff__isnull=False).order_by("name")


def user_by_mobile(mobile: str) -> User | None:
    """Who proved to hold this number. An unverified number belongs to nobody."""
    return User.objects.filter(mobile=mobile, mobile_verified_at__isnull=False).first()


def staff_groups() -> QuerySet[Group]:
    """Every working group, in the order they were set up."""
    return Group.objects.filter(staff__isnull=False).order_by("staff__id")
