"""Group tasks: a task owned by `group.<pk>` belongs to whoever is in that group."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


class GroupTaskBackend(BaseBackend):
    """Answers `has_perm("group.<pk>")` by membership, so that Viewflow's own checks understand groups."""

    def get_all_permissions(self, user_obj: AbstractBaseUser | AnonymousUser, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        cached: set[str] | None = getattr(user_obj, "_group_task_permissions", None)
        if cached is None:
            groups = user_obj.groups.values_list("pk", flat=True)  # type: ignore[attr-defined]
            cached = {f"group.{pk}" for pk in groups}
            setattr(user_obj, "_group_task_permissions", cached)  # noqa: B010  as ModelBackend caches its own
        return cached

    def has_perm(self, user_obj: AbstractBaseUser | AnonymousUser, perm: str, obj: Any = None) -> bool:
        return perm.startswith("group.") and perm in self.get_all_permissions(user_obj, obj)
