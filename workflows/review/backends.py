"""Seats held by managers or by named people: `manager.<group>` and `named.<stage>` as permissions, like `group.<pk>`."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from workflows.review.people import held_permissions

OURS = ("manager.", "named.")


class SeatBackend(BaseBackend):
    """Answers `has_perm("manager.<pk>")` and `has_perm("named.<pk>")`; asked for nothing else it says no at once."""

    def get_all_permissions(self, user_obj: AbstractBaseUser | AnonymousUser, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return {name for name in held_permissions(user_obj) if name.startswith(OURS)}  # type: ignore[arg-type]

    def has_perm(self, user_obj: AbstractBaseUser | AnonymousUser, perm: str, obj: Any = None) -> bool:
        return perm.startswith(OURS) and perm in self.get_all_permissions(user_obj, obj)
