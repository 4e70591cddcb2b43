"""The inbox as a table."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policies.calendar import CalendarGapError, workdays_between
from policies.enums import CodeList
from policies.queries import WorkCalendar, code_names
from workflows.inbox.cases import row_of
from workflows.review.models import Seat


def task_url(record: Seat) -> str:
    return reverse("tasks:open", args=[record.run.process_id, record.task_id])


class InboxTable(tables.Table):
    number = tables.Column(gettext_lazy("受理编号"), empty_values=())
    name = tables.Column(gettext_lazy("单位 / 姓名"), empty_values=())
    kind = tables.Column(gettext_lazy("类型"), empty_values=())
    province = tables.Column(gettext_lazy("省份"), empty_values=())
    priority = tables.Column(gettext_lazy("优先"), empty_values=())
    stage = tables.Column(gettext_lazy("环节"), accessor="run__stage__name")
    arrived = tables.Column(gettext_lazy("到达"), empty_values=())
    left = tables.Column(gettext_lazy("剩余时限"), empty_values=())
    hint = tables.Column(gettext_lazy("提示"), empty_values=())
    signer = tables.Column(gettext_lazy("经办"), empty_values=())

    class Meta:
        orderable = False
        template_name = "workflows/application/inbox_table.html"
        attrs = {"class": "desk-table"}
        row_attrs = {"data-href": task_url}

    def __init__(self, *args: Any, today: date, calendar: WorkCalendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.calendar = today, calendar
        self.titles = code_names(CodeList.PRIORITY_TITLE)

    def render_number(self, record: Seat) -> SafeString:
        return format_html('<a href="{}">{}</a>', task_url(record), row_of(record).number)

    def render_name(self, record: Seat) -> str:
        return row_of(record).name

    def render_kind(self, record: Seat) -> str:
        return row_of(record).kind

    def render_province(self, record: Seat) -> str:
        return row_of(record).province or "—"

    def render_priority(self, record: Seat) -> SafeString | str:
        code = row_of(record).priority
        if not code:
            return "—"
        title = self.titles.get(code, _("优先认定"))
        return format_html('<span class="desk-tag desk-tag--info" title="{}">{}</span>', title, _("优先认定"))

    def render_arrived(self, record: Seat) -> str:
        return render_to_string("workflows/application/_moment.html", {"at": record.run.opened_at})

    def render_left(self, record: Seat) -> SafeString | str:
        if record.run.closed_at:
            return str(record.vote.get_choice_display())
        return left_tag(days_left(record.run.due_on, self.today, self.calendar))

    def render_hint(self, record: Seat) -> str:
        """Unmet articles, each once, hard ones first."""
        case = row_of(record)
        by_article = {
            finding.article: finding for finding in sorted(case.unmet, key=lambda finding: finding.is_hard)
        }
        unmet = sorted(by_article.values(), key=lambda finding: (not finding.is_hard, finding.order))
        context = {"seat": record, "application": case, "unmet": unmet}
        return render_to_string("workflows/application/_hint.html", context)

    def render_signer(self, record: Seat) -> str:
        return str(record.signer or _("待领取"))


def days_left(due_on: date | None, today: date, calendar: WorkCalendar) -> int | None:
    """Working days until a limit; negative when it has passed, None when it or the calendar is unknown."""
    if due_on is None:
        return None
    try:
        return workdays_between(today, due_on, calendar.is_workday)
    except CalendarGapError:
        return None


def left_tag(days: int | None) -> SafeString | str:
    """The time left in words, red when over, amber when near."""
    if days is None:
        return "—"
    if days < 0:
        return format_html(
            '<strong class="desk-left is-over">{}</strong>', _("超期 %(days)s 个工作日") % {"days": -days}
        )
    if days == 0:
        return format_html('<strong class="desk-left is-over">{}</strong>', _("今日到期"))
    text = ngettext("%(days)s 个工作日", "%(days)s 个工作日", days) % {"days": days}
    return format_html('<span class="desk-left{}">{}</span>', " is-near" if days <= 2 else "", text)
