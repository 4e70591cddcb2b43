"""Wagtail's own pages for users and groups are closed (config.urls): people are managed under 工作组与人员 only."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem

CLOSED = {"users", "groups"}


def _without_people(items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in CLOSED]


@hooks.register("construct_settings_menu", order=1000)
def leave_people_out_of_settings(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    _without_people(menu_items)


@hooks.register("construct_main_menu", order=1000)
def leave_people_out_of_the_menu(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    _without_people(menu_items)


@hooks.register("construct_search", order=1000)
def leave_people_out_of_search(request: HttpRequest, search_areas: list[Any]) -> None:
    _without_people(search_areas)
