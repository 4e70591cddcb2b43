"""Certificates as a table of the desk."""

from datetime import date

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from registry.models import Certificate, CertificateStatus
from registry.queries import MAX_ATTEMPTS, status_on, status_words

DAY = "Y年n月j日"

TONES = {
    CertificateStatus.VALID: "ok",
    CertificateStatus.EXPIRED: "warn",
    CertificateStatus.WITHDRAWN: "idle",
    CertificateStatus.REVOKED: "bad",
    CertificateStatus.REPLACED: "info",
}


class CertificateTable(tables.Table):
    number = tables.Column(_("证书编号"))
    name = tables.Column(_("名称"), accessor="term__holder__name")
    kind = tables.Column(_("类别"), accessor="term__holder__get_kind_display")
    province = tables.Column(_("省份"), accessor="term__holder__get_province_display")
    status = tables.Column(_("状态"))
    term = tables.Column(_("有效期（聘期）"))
    issued_on = tables.Column(_("发证日期"))
    file = tables.TemplateColumn(
        verbose_name=_("文件"),
        template_name="console/registry/_file.html",
        extra_context={"limit": MAX_ATTEMPTS},
    )

    class Meta:
        orderable = False
        template_name = "console/table.html"

    def render_number(self, record: Certificate) -> SafeString:
        url = reverse("registry:verify_token", args=[record.token])
        return format_html(
            '<a class="is-code" href="{}" title="{}">{}</a>', url, _("公开查验页"), record.number
        )

    def render_status(self, record: Certificate) -> SafeString:
        status = status_on(record, timezone.localdate())
        return format_html(
            '<span class="desk-tag desk-tag--{}">{}</span>', TONES[status], status_words(record, status)
        )

    def render_kind(self, value: str) -> SafeString:
        return format_html('<span class="is-code">{}</span>', value)

    def render_term(self, record: Certificate) -> SafeString:
        term = record.term
        return format_html(
            '<span class="is-code">{}</span>—<span class="is-code">{}</span>',
            date_format(term.starts_on, DAY),
            date_format(term.ends_on, DAY),
        )

    def render_issued_on(self, value: date) -> SafeString:
        return format_html('<span class="is-code">{}</span>', date_format(value, DAY))
