"""Rounds and the register of applications in the desk's menu."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from recruitment.actions.roster_checking import CHECK

KEY_IN = "recruitment.add_roster"


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


class RecommendationsMenuItem(SubmenuMenuItem):
    """推荐: shown with whatever of it the person may open."""

    def is_shown(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(permission) for permission in (CHECK, KEY_IN))


@hooks.register("register_admin_menu_item")
def recommendations_item() -> MenuItem:
    rosters = PermittedMenuItem(
        _("形式审查"),
        reverse_lazy("desk_recruitment:rosters"),
        icon_name="tick-inverse",
        order=10,
        permission=CHECK,
    )
    activations = PermittedMenuItem(
        _("激活情况"),
        reverse_lazy("desk_recruitment:recommendations"),
        icon_name="user",
        order=20,
        permission=CHECK,
    )
    keyed = PermittedMenuItem(
        _("邮件汇总表"),
        reverse_lazy("desk_recruitment:rosters_keyed"),
        icon_name="mail",
        order=30,
        permission=KEY_IN,
    )
    return RecommendationsMenuItem(
        _("推荐"),
        Menu(items=[rosters, activations, keyed]),
        name="recommendations",
        icon_name="group",
        order=215,
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
