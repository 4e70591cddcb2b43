"""Needs of firms in the desk's menu and under their addresses."""

from typing import Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.needs.views import PERMISSION, needs_urls
from console.wagtail_hooks.recruitment import PermittedMenuItem


@hooks.register("register_admin_urls")
def register_needs_urls() -> list[Any]:
    return [path("needs/", include((needs_urls(), "desk_needs"), namespace="desk_needs"))]


@hooks.register("register_admin_menu_item")
def register_needs() -> MenuItem:
    return PermittedMenuItem(
        _("企业需求"),
        reverse_lazy("desk_needs:list"),
        name="needs",
        icon_name="help",
        order=28,
        permission=PERMISSION,
    )
