"""The figures of a year in the desk's menu."""

from typing import Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.figures.views import PERMISSION, figure_urls
from console.wagtail_hooks.recruitment import PermittedMenuItem


@hooks.register("register_admin_urls")
def register_figure_urls() -> list[Any]:
    return [path("figures/", include((figure_urls(), "desk_figures"), namespace="desk_figures"))]


@hooks.register("register_admin_menu_item")
def register_figures() -> MenuItem:
    return PermittedMenuItem(
        _("数据统计"),
        reverse_lazy("desk_figures:all"),
        name="figures",
        icon_name="table",
        order=410,
        permission=PERMISSION,
    )
