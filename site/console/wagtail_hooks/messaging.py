"""The message desk in the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.messaging.views import message_urls


class OutboxMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("messaging.view_message")


@hooks.register("register_admin_urls")
def register_message_urls() -> list[Any]:
    return [path("messages/", include((message_urls(), "desk_messages"), namespace="desk_messages"))]


@hooks.register("register_admin_menu_item")
def register_outbox() -> MenuItem:
    return OutboxMenuItem(
        _("短信与模板"), reverse_lazy("desk_messages:outbox"), name="messages", icon_name="mail", order=700
    )
