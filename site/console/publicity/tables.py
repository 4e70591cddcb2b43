"""Candidates, windows and entries as tables."""

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.enums import Kind, Province
from publicity.models import Entry, EntryStatus, Window, WindowStatus
from recruitment.models import Application

WINDOW_TONES = {
    WindowStatus.PREPARED: "warn",
    WindowStatus.OPEN: "info",
    WindowStatus.CLOSED: "warn",
    WindowStatus.CONFIRMED: "ok",
}
ENTRY_TONES = {EntryStatus.HELD: "warn", EntryStatus.RELEASED: "ok", EntryStatus.DROPPED: "bad"}
TEMPLATE = "console/publicity/table.html"


def tag(tone: str, text: str) -> SafeString:
    return format_html('<span class="desk-tag desk-tag--{}">{}</span>', tone, text)


class CandidateTable(tables.Table):
    chosen = tables.Column(gettext_lazy("选择"), accessor="pk")
    number = tables.Column(gettext_lazy("受理编号"))
    name = tables.Column(gettext_lazy("单位 / 姓名"))
    kind = tables.Column(gettext_lazy("类型"))
    province = tables.Column(gettext_lazy("省份"))
    round = tables.Column(gettext_lazy("批次"), accessor="round__title")
    is_priority = tables.Column(gettext_lazy("优先"))

    class Meta:
        orderable = False
        template_name = TEMPLATE

    def render_chosen(self, record: Application) -> SafeString:
        return format_html(
            '<input type="checkbox" name="chosen" value="{}" aria-label="{}">',
            record.pk,
            _("选择 %(name)s") % {"name": record.name},
        )

    def render_kind(self, record: Application) -> str:
        return str(Kind(record.kind).label)

    def render_province(self, record: Application) -> str:
        return str(Province(record.province).label)

    def render_is_priority(self, record: Application) -> SafeString | str:
        return tag("info", _("优先认定")) if record.is_priority else "—"


class WindowTable(tables.Table):
    title = tables.Column(gettext_lazy("标题"))
    status = tables.Column(gettext_lazy("状态"))
    opened_on = tables.DateColumn(verbose_name=gettext_lazy("公示之日"), format="Y年n月j日")
    last_day = tables.Column(gettext_lazy("截止日"))
    entry_count = tables.Column(gettext_lazy("名单"))
    held_count = tables.Column(gettext_lazy("异议处理中"))
    dropped_count = tables.Column(gettext_lazy("不予认定"))
    released_count = tables.Column(gettext_lazy("已放行"))

    class Meta:
        orderable = False
        template_name = TEMPLATE

    def render_title(self, record: Window) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("windows:detail", args=[record.pk]), record.title)

    def render_status(self, record: Window) -> SafeString:
        return window_tag(record)

    def render_last_day(self, record: Window) -> str:
        return render_to_string("console/publicity/_last_day.html", {"window": record})


class EntryTable(tables.Table):
    order = tables.Column(gettext_lazy("序号"))
    name = tables.Column(gettext_lazy("单位 / 姓名"))
    kind = tables.Column(gettext_lazy("类别"))
    province = tables.Column(gettext_lazy("省份"))
    about = tables.Column(gettext_lazy("类型 / 所在单位"), empty_values=())
    status = tables.Column(gettext_lazy("状态"))
    acts = tables.Column(gettext_lazy("操作"), empty_values=())

    class Meta:
        orderable = False
        template_name = TEMPLATE

    def __init__(self, *args: object, window: Window, may_act: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.listed, self.may_act = listed_word(window), may_act

    def render_kind(self, record: Entry) -> str:
        return str(Kind(record.kind).label)

    def render_province(self, record: Entry) -> str:
        return str(Province(record.province).label)

    def render_about(self, record: Entry) -> str:
        return record.station_kind or record.employer

    def render_status(self, record: Entry) -> str:
        status = EntryStatus(record.status)
        context = {
            "entry": record,
            "tone": ENTRY_TONES.get(status, "plain"),
            "word": self.listed if status == EntryStatus.LISTED else status.label,
        }
        return render_to_string("console/publicity/_entry_status.html", context)

    def render_acts(self, record: Entry) -> str:
        context = {"entry": record, "may_act": self.may_act}
        return render_to_string("console/publicity/_entry_acts.html", context)


def listed_word(window: Window) -> str:
    """Where an entry nobody objects to stands: that depends on its window."""
    if window.status in {WindowStatus.DRAFT, WindowStatus.PREPARED}:
        return _("待公示")
    return _("公示中") if window.status == WindowStatus.OPEN else _("待确认")


def window_tag(window: Window) -> SafeString:
    return tag(WINDOW_TONES.get(WindowStatus(window.status), "plain"), str(WindowStatus(window.status).label))
