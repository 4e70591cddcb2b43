"""Working groups and people in the desk's menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.accounts.views import staff_urls


class StaffMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.view_staffgroup")


@hooks.register("register_admin_urls")
def register_staff_urls() -> list[Any]:
    return [path("staff/", include((staff_urls(), "staff"), namespace="staff"))]


@hooks.register("register_admin_menu_item")
def register_staff() -> MenuItem:
    return StaffMenuItem(
        _("工作组与人员"), reverse_lazy("staff:groups"), name="staff", icon_name="group", order=750
    )
