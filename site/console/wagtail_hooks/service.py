"""The diary in the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.service.views import diary_urls


class DiaryMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("service.answer_correction")


@hooks.register("register_admin_urls")
def register_diary_urls() -> list[Any]:
    return [path("diary/", include((diary_urls(), "desk_diary"), namespace="desk_diary"))]


@hooks.register("register_admin_menu_item")
def register_diary() -> MenuItem:
    return DiaryMenuItem(
        _("志愿日记"), reverse_lazy("desk_diary:list"), name="diary", icon_name="edit", order=410
    )
