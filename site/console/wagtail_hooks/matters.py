"""自定义事项 in the desk's menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.matters.views import urlpatterns


class MattersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("matters.view_requesttype")


@hooks.register("register_admin_urls")
def register_matter_urls() -> list[Any]:
    return [path("matters/", include((urlpatterns, "desk_matters"), namespace="desk_matters"))]


@hooks.register("register_admin_menu_item")
def register_matters() -> MenuItem:
    return MattersMenuItem(
        _("自定义事项"), reverse_lazy("desk_matters:types"), name="matters", icon_name="form", order=230
    )
