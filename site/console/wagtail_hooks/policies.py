"""规则与日志: clauses, code lists, the work calendar and the record of acts."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from console.policies.calendar_views import urlpatterns as calendar_urls
from console.policies.draft_views import urlpatterns as draft_urls
from console.policies.policy_views import urlpatterns as policy_urls
from console.policies.registers import ClauseAdmin, CodeItemAdmin
from console.policies.stage_views import urlpatterns as stage_urls
from console.policies.transfer_views import urlpatterns as transfer_urls
from console.policies.views import urlpatterns
from console.policies.whatif_views import urlpatterns as trial_urls


class PermittedMenuItem(MenuItem):
    """Shown to whoever may open it."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


@modeladmin_register
class RulesGroup(ModelAdminGroup):
    menu_label = _("规则与日志")
    menu_item_name = "rules"
    menu_icon = "clipboard-list"
    menu_order = 800
    items = (ClauseAdmin, CodeItemAdmin)

    def get_submenu_items(self) -> list[MenuItem]:
        return [
            *super().get_submenu_items(),
            PermittedMenuItem(
                _("流程与规则"), reverse_lazy("rules:policies"), name="policies", icon_name="cogs", order=3,
                permission="policies.view_policyversion",
            ),
            PermittedMenuItem(
                _("工作日历"), reverse_lazy("rules:calendar"), name="work-calendar", icon_name="date", order=4,
                permission="policies.view_workday",
            ),
            PermittedMenuItem(
                _("审计日志"), reverse_lazy("rules:events"), name="events", icon_name="history", order=9,
                permission="audit.view_event",
            ),
        ]  # fmt: skip


@hooks.register("register_admin_urls")
def register_rules_urls() -> list[Any]:
    of_drafts = [*draft_urls, *stage_urls, *transfer_urls, *trial_urls]
    urls = [*urlpatterns, *calendar_urls, *policy_urls, *of_drafts]
    return [path("rules/", include((urls, "rules"), namespace="rules"))]
