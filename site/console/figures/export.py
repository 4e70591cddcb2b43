"""The figures of a year as a workbook: a sheet for each cut. Numbers stay numbers, and no word is taken for a formula."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from console.figures.counting import Cut, Line
from typeset.workbook_text import keep_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | Decimal | None


def workbook(cuts: Sequence[Cut]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for cut in cuts:
        sheet = book.create_sheet(cut.title)
        sheet.append(heads(cut))
        for line in [*cut.lines, cut.total]:
            sheet.append(cells(cut, line))
        for cell in (*sheet[1], *sheet[sheet.max_row]):
            cell.font = Font(bold=True)
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            keep_text(cell)
        for column in range(1, len(heads(cut)) + 1):
            sheet.column_dimensions[get_column_letter(column)].width = 28 if column == 1 else 16
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def heads(cut: Cut) -> list[str]:
    holders = [_("填报的持有人")] if cut.of_tallies else []
    firms = _("计入的企业（家）") if cut.of_tallies else _("服务企业（家次）")
    hours = _("计入的时长（小时）") if cut.of_tallies else _("填报的时长（小时）")
    return [cut.title, *holders, _("场次"), hours, firms, _("满意度"), _("企业需求"), _("其中已接受")]


def cells(cut: Cut, line: Line) -> list[Cell]:
    holders: list[Cell] = [line.holders or 0] if cut.of_tallies else []
    return [line.label, *holders, line.sessions, line.hours, line.firms, line.satisfaction, line.needs, line.taken_on]  # fmt: skip
