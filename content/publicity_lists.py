"""The public list of a window: what it shows, how it is searched, and the same list as PDF and XLSX.

Its columns are those the window opened with (`publicity.columns`); there is no other column to show.
"""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from objections.queries import is_taken_online
from policies.enums import Kind, Province
from publicity.columns import PublicColumn
from publicity.models import OFF_THE_LIST, Entry, Window, WindowStatus
from publicity.queries import columns_of
from typeset.pdf import Column, Section, long_table
from typeset.workbook_text import keep_text

PER_PAGE = 20


@dataclass(frozen=True)
class KindShown:
    """One of the two titles a list holds, with how many entries."""

    kind: Kind
    count: int

    @property
    def label(self) -> str:
        return str(self.kind.label)

    @property
    def unit(self) -> str:
        return _t("家") if self.kind == Kind.STATION else _t("人")


def entries_shown(window: Window) -> QuerySet[Entry]:
    """What the public may see: everything but what was dropped or withdrawn, and nothing before publication."""
    if window.opened_on is None:
        return Entry.objects.none()
    return window.entries.exclude(status__in=OFF_THE_LIST).order_by("order")


def kinds_shown(window: Window) -> list[KindShown]:
    """The titles this list holds, stations first."""
    counts = dict(entries_shown(window).order_by().values_list("kind").annotate(Count("pk")))
    return [KindShown(kind, counts[kind]) for kind in (Kind.STATION, Kind.EXPERT) if kind in counts]


class ListTable(tables.Table):
    order = tables.Column(verbose_name=_("序号"), orderable=False)

    def render_province(self, record: Entry) -> str:
        return record.get_province_display()


class ObjectionColumn(tables.Column):
    """Where anybody objects to the entry, while the list is open."""

    def render(self, record: Entry) -> SafeString:
        return format_html(
            '<a class="nowrap no-print" href="{}" rel="nofollow" aria-label="{}">{}</a>',
            reverse("objections:lodge", args=[record.pk]),
            _("对“%(name)s”提出异议") % {"name": record.name},
            _("提出异议"),
        )


def _table(entries: QuerySet[Entry], window: Window, kind: Kind) -> ListTable:
    """A page of the list with the columns of this window."""
    shown = columns_of(window, kind)
    extra = [(one.code, tables.Column(verbose_name=one.label, orderable=False)) for one in shown]
    if window.status == WindowStatus.OPEN and is_taken_online():
        here = ObjectionColumn(verbose_name=_("异议"), orderable=False, empty_values=())
        extra.append(("objection", here))
    empty = (
        _("没有符合条件的单位，换个关键词试试。")
        if kind == Kind.STATION
        else _("没有符合条件的专家，换个关键词试试。")
    )
    return ListTable(entries, extra_columns=extra, empty_text=empty)


class EntryFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(field_name="name", lookup_expr="icontains", label=_("名称"))
    province = django_filters.ChoiceFilter(choices=Province, label=_("省份"), empty_label=_("全部省份"))

    class Meta:
        model = Entry
        fields = ["q", "province"]


def shown_table(
    request: HttpRequest, window: Window, kinds: list[KindShown]
) -> tuple[tables.Table, EntryFilter]:
    """The page of the list this request asks for; an impossible page or kind is the first one."""
    kind = next((shown.kind for shown in kinds if shown.kind == request.GET.get("kind")), None)
    kind = kind or (kinds[0].kind if kinds else Kind.STATION)
    found = EntryFilter(request.GET, queryset=entries_shown(window).filter(kind=kind))
    table = _table(found.qs, window, kind)
    table.kind = kind
    tables.RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    return table, found


def dates_line(window: Window) -> str:
    """Both dates in words; 暂定 while the work calendar is not confirmed."""
    if not (window.opened_on and window.last_day):
        return ""
    line = _t("公示期：{first}至{last}").format(
        first=chinese_date(window.opened_on), last=chinese_date(window.last_day)
    )
    return line + (_t("（截止日暂定）") if window.is_provisional else "")


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _rows(window: Window, kind: Kind, columns: list[PublicColumn]) -> list[list[str]]:
    """Every entry of a kind in words. Two thousand are read at once: values, no objects."""
    entries = entries_shown(window).filter(kind=kind)
    codes = [column.code for column in columns]
    named = {str(one): str(one.label) for one in Province}
    words = [named if code == "province" else {} for code in codes]
    return [
        [str(order), *(known.get(value, value) for known, value in zip(words, values, strict=True))]
        for order, *values in entries.values_list("order", *codes)
    ]


@dataclass(frozen=True)
class WholeList:
    """Every name of one title, for one page without paging: to read through, to search with the browser, to print."""

    shown: KindShown
    heads: list[str]
    rows: list[list[str]]

    @property
    def body(self) -> SafeString:
        """The rows as markup: a template takes five times as long for two thousand."""
        opening = [format_html('<td data-label="{}">', head) for head in self.heads]
        cells = (
            "".join(f"{td}{escape(cell)}</td>" for td, cell in zip(opening, row, strict=True))
            for row in self.rows
        )
        return mark_safe("".join(f"<tr>{row}</tr>" for row in cells))  # noqa: S308  every cell is escaped above


def whole_lists(window: Window, kinds: list[KindShown]) -> list[WholeList]:
    lists = []
    for shown in kinds:
        columns = columns_of(window, shown.kind)
        heads = [_t("序号"), *(str(column.label) for column in columns)]
        lists.append(WholeList(shown, heads, _rows(window, shown.kind, columns)))
    return lists


def list_pdf(window: Window) -> bytes:
    """The list as a printable PDF. Raises RenderError when a name cannot be drawn."""
    sections = [_section(window, shown) for shown in kinds_shown(window)]
    return long_table(title=window.title, sections=sections, lead=[dates_line(window)], footer=window.title)


def _section(window: Window, shown: KindShown) -> Section:
    columns = columns_of(window, shown.kind)
    return Section(
        columns=[Column(_t("序号"), 8, "center"), *(Column(str(one.label), one.share) for one in columns)],
        rows=_rows(window, shown.kind, columns),
        heading=f"{shown.label}（{shown.count} {shown.unit}）",
    )


def list_xlsx(window: Window) -> bytes:
    """The list as a workbook, one sheet a title; what a spreadsheet would take for a formula stays text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for shown in kinds_shown(window):
        _sheet(book, window, shown)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _sheet(book: Any, window: Window, shown: KindShown) -> None:
    sheet = book.create_sheet(shown.label)
    columns = columns_of(window, shown.kind)
    for line in (
        [window.title],
        [dates_line(window)],
        [_t("序号"), *(str(column.label) for column in columns)],
    ):
        sheet.append(line)
    for cell in (sheet["A1"], *sheet[3]):
        cell.font = Font(bold=True)
    for row in _rows(window, shown.kind, columns):
        sheet.append([int(row[0]), *row[1:]])
        for cell in sheet[sheet.max_row][1:]:
            _keep_text(cell)
    for index, width in enumerate((8, *(column.share for column in columns)), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "3:3"


def _keep_text(cell: Any) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    keep_text(cell)
