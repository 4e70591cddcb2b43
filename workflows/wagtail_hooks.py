"""The reviewers' desk in the Wagtail admin: menu, inbox, the one address of tasks."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from workflows.application.correcting import correct
from workflows.application.views import reveal_mobile
from workflows.dispatch import task_urls
from workflows.front_desk import WaitingPanel
from workflows.inbox.cases import may_see_any
from workflows.inbox.evidence import look_at
from workflows.inbox.operating import operation_urls
from workflows.inbox.views import inbox_urls
from workflows.monitor.views import VIEW, monitor_urls
from workflows.objection.desk import PERMISSION as HANDLE
from workflows.objection.desk import objection_urls
from workflows.record_views import download_record


class InboxMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated and may_see_any(request.user))


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[Any]:
    reveal = path("<int:process_pk>/<int:task_pk>/mobile/", reveal_mobile, name="reveal")
    evidence = path("<int:process_pk>/<int:task_pk>/evidence/<slug:key>/", look_at, name="evidence")
    correcting = path("<int:process_pk>/<int:task_pk>/correct/", correct, name="correct")
    record = path("applications/<int:pk>/record.pdf", download_record, name="record")
    return [
        path(
            "inbox/",
            include(
                ([*inbox_urls(), *operation_urls(), reveal, evidence, correcting, record], "inbox"),
                namespace="inbox",
            ),
        ),
        path("tasks/", include((task_urls(), "tasks"), namespace="tasks")),
        path(
            "objections/",
            include((objection_urls(), "desk_objections"), namespace="desk_objections"),
        ),
        path("monitor/", include((monitor_urls(), "monitor"), namespace="monitor")),
    ]


@hooks.register("insert_global_admin_css")
def link_desk_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("console/desk.css"))


class ObjectionMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(HANDLE)


@hooks.register("register_admin_menu_item")
def register_objections() -> MenuItem:
    return ObjectionMenuItem(
        _("异议"), reverse_lazy("desk_objections:list"), name="objections", icon_name="comment", order=25
    )


@hooks.register("register_admin_menu_item")
def register_inbox() -> MenuItem:
    return InboxMenuItem(
        _("审核工作台"), reverse_lazy("inbox:list"), name="inbox", icon_name="tasks", order=10
    )


class MonitorMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(VIEW))


@hooks.register("register_admin_menu_item")
def register_monitor() -> MenuItem:
    return MonitorMenuItem(
        _("流程监控"), reverse_lazy("monitor:list"), name="monitor", icon_name="glasses", order=20
    )


@hooks.register("construct_homepage_panels")
def show_what_waits(request: HttpRequest, panels: list[Any]) -> None:
    panels.insert(0, WaitingPanel())
