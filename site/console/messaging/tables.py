"""The outbox and the wordings as tables of the desk."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from messaging.models import Message, MessageStatus, Template
from messaging.wording import sms_length, sms_segments

TONES = {
    MessageStatus.QUEUED: "info",
    MessageStatus.SENDING: "info",
    MessageStatus.SENT: "ok",
    MessageStatus.DELIVERED: "ok",
    MessageStatus.FAILED: "bad",
    MessageStatus.UNKNOWN: "warn",
}
HIDDEN = _("（验证码不显示）")


class MessageTable(tables.Table):
    created_at = tables.Column(_("入队"))
    template = tables.Column(_("模板"), accessor="template__name")
    channel = tables.Column(_("渠道"))
    to = tables.Column(_("号码"), accessor="masked_to")
    text = tables.Column(_("正文"))
    status = tables.Column(_("状态"))
    attempts = tables.Column(_("次数"))
    error = tables.Column(_("说明"))

    class Meta:
        orderable = False
        template_name = "console/table.html"

    def render_created_at(self, record: Message) -> SafeString:
        url = reverse("desk_messages:one", args=[record.pk])
        return format_html(
            '<a href="{}">{}</a>', url, date_format(localtime(record.created_at), "n月j日 H:i:s")
        )

    def render_text(self, record: Message) -> str:
        return str(HIDDEN) if record.is_code else record.text

    def render_status(self, record: Message) -> SafeString:
        tone = TONES[MessageStatus(record.status)]
        return format_html('<span class="desk-tag desk-tag--{}">{}</span>', tone, record.get_status_display())


class TemplateTable(tables.Table):
    name = tables.Column(_("名称"))
    key = tables.Column(_("键"))
    text = tables.Column(_("正文"))
    article = tables.Column(_("依据"))
    length = tables.Column(_("字数（含签名，变量按最长）"), empty_values=())
    segments = tables.Column(_("计费条数"), empty_values=())
    change = tables.Column("", empty_values=())

    class Meta:
        orderable = False
        template_name = "console/table.html"

    def render_length(self, record: Template) -> int:
        return sms_length(record.sample)

    def render_segments(self, record: Template) -> int:
        return sms_segments(record.sample)

    def render_change(self, record: Template) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("desk_messages:wording", args=[record.pk]), _("修改")
        )
