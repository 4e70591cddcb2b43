"""Rounds and the register of applications, as tables."""

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.masking import mask_mobile
from policies.enums import Kind
from recruitment.enums import ENDED
from recruitment.models import Application, Round
from recruitment.queries import deadlines_at_rest, is_open
from recruitment.showing import NOTHING
from recruitment.timeline import TONES


class RoundTable(tables.Table):
    title = tables.Column(gettext_lazy("名称"))
    kind = tables.Column(gettext_lazy("招募对象"))
    policy = tables.Column(gettext_lazy("规则版本"))
    opens_at = tables.DateTimeColumn(format="Y年n月j日 G:i", verbose_name=gettext_lazy("开始"))
    closes_at = tables.Column(gettext_lazy("截止"))
    state = tables.Column(gettext_lazy("状态"), empty_values=())
    submitted = tables.Column(gettext_lazy("已提交"))

    class Meta:
        orderable = False
        template_name = "workflows/application/inbox_table.html"
        attrs = {"class": "desk-table"}

    def render_title(self, record: Round) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("desk_recruitment:round", args=[record.pk]), record.title
        )

    def __init__(self, data: QuerySet[Round], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.rest_days = deadlines_at_rest(data)

    def render_closes_at(self, record: Round) -> SafeString:
        local = timezone.localtime(record.closes_at)
        # People say the last second of a day as 24:00 of that day, as the public pages do.
        clock = "24:00" if (local.hour, local.minute) == (23, 59) else f"{local.hour}:{local:%M}"
        text = f"{local.year}年{local.month}月{local.day}日 {clock}"
        if local.date() not in self.rest_days:
            return format_html("{}", text)
        return format_html('{} <span class="desk-tag desk-tag--warn">{}</span>', text, _("非工作日"))

    def render_state(self, record: Round) -> SafeString:
        now = timezone.now()
        if is_open(record, now):
            return format_html('<span class="desk-tag desk-tag--ok">{}</span>', _("申报中"))
        word = _("未开始") if now < record.opens_at else _("已截止")
        return format_html('<span class="desk-tag desk-tag--idle">{}</span>', word)


class RegisterTable(tables.Table):
    number = tables.Column(gettext_lazy("受理编号"))
    name = tables.Column(gettext_lazy("单位 / 姓名"))
    kind = tables.Column(gettext_lazy("类别"))
    province = tables.Column(gettext_lazy("省份"))
    status = tables.Column(gettext_lazy("状态"))
    is_priority = tables.Column(gettext_lazy("优先"))
    mobile = tables.Column(gettext_lazy("联系手机"), empty_values=())
    submitted_at = tables.DateTimeColumn(format="Y-m-d H:i", verbose_name=gettext_lazy("提交时间"))
    round = tables.Column(gettext_lazy("批次"))
    record = tables.Column(gettext_lazy("审核意见表"), empty_values=())

    class Meta:
        orderable = False
        template_name = "workflows/application/inbox_table.html"
        attrs = {"class": "desk-table"}

    def __init__(self, *args: Any, unseen: Mapping[int, frozenset[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unseen = unseen

    def _is_hidden(self, record: Application, column: str) -> bool:
        return column in self.unseen.get(record.pk, NOTHING)

    def render_name(self, record: Application) -> str:
        return _("（不显示）") if self._is_hidden(record, "name") else record.name

    def render_province(self, record: Application) -> str:
        return "—" if self._is_hidden(record, "province") else record.get_province_display()

    def render_number(self, record: Application) -> SafeString:
        """Leads to the application as a PDF, contact data masked for staff."""
        address = reverse("registry:application_pdf", args=[record.pk])
        return format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', address, record.number)

    def render_status(self, record: Application) -> SafeString:
        tone = TONES[record.status]
        return format_html('<span class="desk-tag desk-tag--{}">{}</span>', tone, record.get_status_display())

    def render_is_priority(self, record: Application) -> SafeString | str:
        if not record.is_priority or self._is_hidden(record, "priority_title"):
            return "—"
        return format_html('<span class="desk-tag desk-tag--info">{}</span>', _("优先认定"))

    def render_round(self, record: Application) -> SafeString:
        """A long title gives way to the columns after it."""
        return format_html('<span class="desk-short" title="{0}">{0}</span>', record.round)

    def render_record(self, record: Application) -> SafeString | str:
        """The file of a finished review."""
        if record.status not in ENDED:
            return "—"
        address = reverse("inbox:record", args=[record.pk])
        return format_html('<a href="{}" download>{}</a>', address, _("下载"))

    def render_mobile(self, record: Application) -> str:
        """Masked always: the one for a station is its 专人's, for an expert their own."""
        if self._is_hidden(record, "contact_mobile"):
            return "—"
        number = record.station.contact_mobile if record.kind == Kind.STATION else record.applicant.mobile
        return mask_mobile(number)
