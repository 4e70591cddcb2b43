"""Request types and the register of requests, as tables."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matters.enums import TONES, Status
from matters.models import Request, RequestType


class TypeTable(tables.Table):
    title = tables.Column(gettext_lazy("名称"))
    code = tables.Column(gettext_lazy("代码"))
    asker = tables.Column(gettext_lazy("谁可以申请"))
    is_open = tables.Column(gettext_lazy("受理"))
    in_force = tables.Column(gettext_lazy("生效版本"), empty_values=())
    submitted = tables.Column(gettext_lazy("累计申请"))
    running = tables.Column(gettext_lazy("在办"))

    class Meta:
        orderable = False
        template_name = "workflows/application/inbox_table.html"
        attrs = {"class": "desk-table"}

    def render_title(self, record: RequestType) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("desk_matters:type", args=[record.code]), record.title
        )

    def render_is_open(self, value: bool) -> SafeString:
        word, tone = (_("受理中"), "ok") if value else (_("未开放"), "idle")
        return format_html('<span class="desk-tag desk-tag--{}">{}</span>', tone, word)

    def render_in_force(self, value: int | None) -> str:
        return f"v{value}" if value else _("尚未发布")


class RequestTable(tables.Table):
    number = tables.Column(gettext_lazy("受理编号"))
    type = tables.Column(gettext_lazy("事项"))
    applicant = tables.Column(gettext_lazy("申请人"))
    status = tables.Column(gettext_lazy("状态"))
    submitted_at = tables.DateTimeColumn(format="Y年n月j日 H:i", verbose_name=gettext_lazy("提交时间"))
    decided_at = tables.DateTimeColumn(format="Y年n月j日 H:i", verbose_name=gettext_lazy("办结时间"))

    class Meta:
        orderable = False
        template_name = "workflows/application/inbox_table.html"
        attrs = {"class": "desk-table"}

    def render_number(self, record: Request) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("desk_matters:request", args=[record.pk]), record.number
        )

    def render_status(self, record: Request) -> SafeString:
        tone = TONES[Status(record.status)]
        return format_html('<span class="desk-tag desk-tag--{}">{}</span>', tone, record.get_status_display())
