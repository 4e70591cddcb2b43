"""Rounds and the register of applications in the desk's menu."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class PermittedMenuItem(MenuItem):
    """Shown to those who may open the page behind it."""

    def __init__(self, *args: object, permission: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_urls")
def recruitment_urls() -> list[URLResolver]:
    return [path("", include("console.recruitment.urls"))]


@hooks.register("register_admin_menu_item")
def register_item() -> MenuItem:
    return PermittedMenuItem(
        _("申报台账"),
        reverse_lazy("desk_recruitment:register"),
        icon_name="folder-open-inverse",
        order=210,
        permission="recruitment.view_application",
    )


@hooks.register("register_admin_menu_item")
def keyed_rosters_item() -> MenuItem:
    return PermittedMenuItem(
        _("邮件汇总表"),
        reverse_lazy("desk_recruitment:rosters_keyed"),
        icon_name="mail",
        order=215,
        permission="recruitment.add_roster",
    )


@hooks.register("register_admin_menu_item")
def rounds_item() -> MenuItem:
    return PermittedMenuItem(
        _("招募批次"),
        reverse_lazy("desk_recruitment:rounds"),
        icon_name="calendar-alt",
        order=220,
        permission="recruitment.view_round",
    )
