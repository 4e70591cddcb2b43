"""The inbox as a table."""

from collections.abc import Callable
from datetime import date
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from policies.calendar import CalendarGapError, workdays_between
from policies.enums import CodeList
from policies.queries import WorkCalendar, code_names
from workflows.inbox.asked import signed_name
from workflows.inbox.cases import Row, row_of
from workflows.inbox.deputising import principals_on
from workflows.inbox.hidden import NOTHING, hidden_in
from workflows.review.models import Seat
from workflows.review.words import choice_word


def task_url(record: Seat) -> str:
    return reverse("tasks:open", args=[record.run.process_id, record.task_id])


class InboxTable(tables.Table):
    tick = tables.Column(gettext_lazy("选择"), empty_values=())
    number = tables.Column(gettext_lazy("受理编号"), empty_values=())
    name = tables.Column(gettext_lazy("单位 / 姓名"), empty_values=())
    kind = tables.Column(gettext_lazy("类型"), empty_values=())
    province = tables.Column(gettext_lazy("省份"), empty_values=())
    priority = tables.Column(gettext_lazy("优先"), empty_values=())
    stage = tables.Column(gettext_lazy("环节"), empty_values=())
    arrived = tables.Column(gettext_lazy("到达"), empty_values=())
    left = tables.Column(gettext_lazy("剩余时限"), empty_values=())
    copied = tables.Column(gettext_lazy("抄送"), empty_values=())
    hint = tables.Column(gettext_lazy("提示"), empty_values=())
    signer = tables.Column(gettext_lazy("经办"), empty_values=())

    class Meta:
        orderable = False
        template_name = "workflows/inbox/table.html"
        attrs = {"class": "desk-table"}

    def __init__(self, *args: Any, reader: User, today: date, calendar: WorkCalendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader, self.today, self.calendar = reader, today, calendar
        self.titles = code_names(CodeList.PRIORITY_TITLE)
        self._cases: dict[int, Row] = {}

    def body(self) -> SafeString:
        """The lines of the page. The library would ask each cell anew for its heading and for the arguments it takes."""
        columns = [
            (column.name, str(column.header), getattr(self, f"render_{column.name}"))
            for column in self.columns
        ]
        lines = (
            (task_url(row.record), self.row_class(row.record), _cells(row.record, columns))
            for row in self.paginated_rows
        )
        return format_html_join("\n", '<tr data-href="{}" class="{}">{}</tr>', lines)

    @cached_property
    def unseen(self) -> dict[int, frozenset[str]]:
        """What other stages hide from the reader of this page."""
        return hidden_in(self.reader, [row.record.run.process_id for row in self.paginated_rows])

    @cached_property
    def principals(self) -> dict[int, User]:
        """For whom the rows of this page wait, where that is somebody absent."""
        return principals_on([row.record for row in self.paginated_rows], self.reader)

    def _case(self, record: Seat) -> Row:
        """The case of a line in words, worked out once for all its cells."""
        if record.pk not in self._cases:
            self._cases[record.pk] = row_of(record, self.unseen.get(record.run.process_id, NOTHING))
        return self._cases[record.pk]

    def render_tick(self, record: Seat) -> SafeString:
        said = _("选择 %(number)s") % {"number": self._case(record).number}
        html = (
            '<label class="inbox-tick"><input type="checkbox" name="task" value="{}" aria-label="{}"></label>'
        )
        return format_html(html, record.task_id, said)

    def render_number(self, record: Seat) -> SafeString:
        return format_html('<a href="{}">{}</a>', task_url(record), self._case(record).number)

    def render_name(self, record: Seat) -> str:
        return self._case(record).name

    def render_kind(self, record: Seat) -> str:
        return self._case(record).kind

    def render_province(self, record: Seat) -> str:
        return self._case(record).province or "—"

    def render_priority(self, record: Seat) -> SafeString | str:
        code = self._case(record).priority
        if not code:
            return "—"
        title = self.titles.get(code, _("优先认定"))
        return format_html('<span class="desk-tag desk-tag--info" title="{}">{}</span>', title, _("优先认定"))

    def render_stage(self, record: Seat) -> str:
        return record.run.stage.name

    def render_arrived(self, record: Seat) -> SafeString:
        at = timezone.localtime(record.run.opened_at)
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), f"{at:%m-%d %H:%M}")

    def render_left(self, record: Seat) -> SafeString | str:
        if record.run.closed_at:
            return _outcome(record)
        return left_tag(days_left(record.run.due_on, self.today, self.calendar))

    def render_hint(self, record: Seat) -> str:
        """Unmet articles, each once, hard ones first."""
        case = self._case(record)
        by_article = {
            finding.article: finding for finding in sorted(case.unmet, key=lambda finding: finding.is_hard)
        }
        unmet = sorted(by_article.values(), key=lambda finding: (not finding.is_hard, finding.order))
        absent = self.principals.get(record.pk)
        context = {"seat": record, "application": case, "unmet": unmet, "absent": absent}
        return render_to_string("workflows/application/_hint.html", context)

    def render_copied(self, record: Seat) -> str:
        return render_to_string("workflows/inbox/_copied.html", {"seat": record})

    def render_signer(self, record: Seat) -> str:
        if record.signer is None:
            return _("待领取")
        return signed_name(record.signer, self.principals.get(record.pk) if record.standing_for_id else None)

    def row_class(self, record: Seat) -> str:
        """The band of the order: over its limit, ending today, or neither."""
        due_on = record.run.due_on
        if record.run.closed_at or due_on is None or due_on > self.today:
            return ""
        return "is-late" if due_on < self.today else "is-today"


def _cells(seat: Seat, columns: list[tuple[str, str, Callable[[Seat], str]]]) -> SafeString:
    cells = ((name, label, render(seat)) for name, label, render in columns)
    return format_html_join("", '<td class="is-{}" data-label="{}">{}</td>', cells)


def _outcome(seat: Seat) -> str:
    """What was said at a seat of a closed run; of a seat that said nothing, how the run ended."""
    vote = getattr(seat, "vote", None)
    said = choice_word(vote.choice if vote else seat.run.outcome, seat.run.stage.flow_kind)
    return said or _("已办结")


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
