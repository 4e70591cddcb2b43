"""Activities in the desk's menu and under their addresses."""

from typing import Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.activities.views import PERMISSION, activities_urls
from console.wagtail_hooks.recruitment import PermittedMenuItem


@hooks.register("register_admin_urls")
def register_activities_urls() -> list[Any]:
    namespace = (activities_urls(), "desk_activities")
    return [path("activities/", include(namespace, namespace="desk_activities"))]


@hooks.register("register_admin_menu_item")
def register_activities() -> MenuItem:
    return PermittedMenuItem(
        _("志愿活动"),
        reverse_lazy("desk_activities:list"),
        name="activities",
        icon_name="date",
        order=29,
        permission=PERMISSION,
    )
