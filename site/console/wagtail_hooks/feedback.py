"""Complaints and suggestions in the desk's menu and under its addresses."""

from typing import Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.feedback.complaints import PERMISSION, complaint_urls
from console.feedback.suggestions import ANSWER, suggestion_urls
from console.wagtail_hooks.recruitment import PermittedMenuItem


@hooks.register("register_admin_urls")
def register_feedback_urls() -> list[Any]:
    return [
        path("complaints/", include((complaint_urls(), "desk_complaints"), namespace="desk_complaints")),
        path("suggestions/", include((suggestion_urls(), "desk_suggestions"), namespace="desk_suggestions")),
    ]


@hooks.register("register_admin_menu_item")
def register_complaints() -> MenuItem:
    return PermittedMenuItem(
        _("举报"),
        reverse_lazy("desk_complaints:list"),
        name="complaints",
        icon_name="warning",
        order=26,
        permission=PERMISSION,
    )


@hooks.register("register_admin_menu_item")
def register_suggestions() -> MenuItem:
    return PermittedMenuItem(
        _("意见与支持"),
        reverse_lazy("desk_suggestions:list"),
        name="suggestions",
        icon_name="openquote",
        order=27,
        permission=ANSWER,
    )
