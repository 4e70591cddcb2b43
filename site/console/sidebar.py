"""The menu beside every desk page, kept for a minute: drawing it asks every room what the person may do."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils.translation import get_language

PEOPLE = 500  # menus kept in one process; whoever was not seen longest goes first
_kept: "OrderedDict[tuple[Any, ...], tuple[float, str]]" = OrderedDict()


def menu_of(request: HttpRequest, draw: Callable[[], str]) -> str:
    """The menu as HTML: drawn anew when the person's name, rights, language or picture differ, or the time is over.

    Rights of a group or a person count at once; what follows from a seat in a case shows within the minute.
    Only what is *shown* is kept; each page still asks for itself whether the person may open it.
    """
    key, now = _key(request), monotonic()
    found = _kept.get(key)
    if found is not None and now - found[0] < settings.DESK_MENU_SECONDS:
        _kept.move_to_end(key)
        return found[1]
    drawn = draw()
    _kept[key] = (now, drawn)
    _kept.move_to_end(key)
    while len(_kept) > PEOPLE:
        _kept.popitem(last=False)
    return drawn


def forget() -> None:
    """Keep no menu any longer."""
    _kept.clear()


def _key(request: HttpRequest) -> tuple[Any, ...]:
    user: Any = request.user
    rights = None if user.is_superuser else frozenset(ModelBackend().get_all_permissions(user))
    profile = getattr(user, "wagtail_userprofile", None)
    picture = profile and (profile.avatar.name, tuple(sorted(profile.dismissibles.items())))
    return user.pk, user.get_username(), user.first_name, get_language(), rights, picture
