"""The registry in the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.registry.views import registry_urls


class RegistryMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("registry.view_certificate")


@hooks.register("register_admin_urls")
def register_registry_urls() -> list[Any]:
    return [path("registry/", include((registry_urls(), "desk_registry"), namespace="desk_registry"))]


@hooks.register("register_admin_menu_item")
def register_registry() -> MenuItem:
    return RegistryMenuItem(
        _("名录与证书"),
        reverse_lazy("desk_registry:certificates"),
        name="registry",
        icon_name="clipboard-list",
        order=400,
    )
