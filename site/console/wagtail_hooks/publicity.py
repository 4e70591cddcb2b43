"""The publicity desk in the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.publicity.views import window_urls


class PublicityMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("publicity.view_window")


@hooks.register("register_admin_urls")
def register_window_urls() -> list[Any]:
    return [path("publicity/", include((window_urls(), "windows"), namespace="windows"))]


@hooks.register("register_admin_menu_item")
def register_publicity() -> MenuItem:
    return PublicityMenuItem(
        _("公示"), reverse_lazy("windows:list"), name="publicity", icon_name="list-ul", order=20
    )
