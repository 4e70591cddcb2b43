"""The running processes as a table."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from viewflow.workflow.models import Process

from workflows.monitor.flows import case_of
from workflows.monitor.queries import STATES, State, group_names, title_of, waits_of


def process_url(record: Process) -> str:
    return reverse("monitor:process", args=[record.pk])


class MonitorTable(tables.Table):
    state = tables.Column(gettext_lazy("状况"))
    name = tables.Column(gettext_lazy("单位 / 姓名"), empty_values=())
    number = tables.Column(gettext_lazy("受理编号"), empty_values=())
    flow = tables.Column(gettext_lazy("类型"), empty_values=())
    province = tables.Column(gettext_lazy("省份"), empty_values=())
    node = tables.Column(gettext_lazy("停在"), empty_values=())
    holder = tables.Column(gettext_lazy("由谁办理"), empty_values=())
    since = tables.Column(gettext_lazy("停留自"))
    limit = tables.Column(gettext_lazy("时限"), accessor="due_on", empty_values=())

    class Meta:
        orderable = False
        template_name = "console/table.html"
        attrs = {"class": "desk-table"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = group_names()

    def render_state(self, record: Process) -> SafeString:
        words, tone = STATES[State(record.state)]
        return format_html('<span class="desk-tag desk-tag--{}">{}</span>', tone, words)

    def render_number(self, record: Process) -> str:
        return case_of(record).number or "—"

    def render_name(self, record: Process) -> SafeString:
        name = case_of(record).name
        return format_html('<a href="{}" title="{}">{}</a>', process_url(record), name, name)

    def render_flow(self, record: Process) -> SafeString:
        return format_html('<span title="{}">{}</span>', title_of(record), case_of(record).kind)

    def render_province(self, record: Process) -> str:
        return case_of(record).province or "—"

    def render_node(self, record: Process) -> SafeString | str:
        places = dict.fromkeys(
            f"{wait.stage} · {wait.node}" if wait.stage else wait.node for wait in self._waits(record)
        )
        return format_html_join(SafeString("<br>"), "{}", ((place,) for place in places)) or _("无等待的任务")

    def render_holder(self, record: Process) -> str:
        return "、".join(dict.fromkeys(wait.holder for wait in self._waits(record))) or "—"

    def render_since(self, record: Process) -> SafeString:
        days = (timezone.localdate() - timezone.localdate(record.since)).days
        ago = ngettext("%(days)d 天", "%(days)d 天", days) % {"days": days} if days else _("今天")
        moment = date_format(timezone.localtime(record.since), "m-d H:i")
        return format_html("{} <small>{}</small>", moment, ago)

    def render_limit(self, record: Process) -> SafeString | str:
        if record.due_on is None:
            return "—"
        day = date_format(record.due_on, "m-d")
        if record.due_on < timezone.localdate():
            return format_html('<strong class="desk-left is-over">{}</strong>', day)
        return day

    def _waits(self, record: Process) -> list[Any]:
        return waits_of(record, self.groups)
