"""A 汇总表 as an Excel workbook: one sheet, ready to print on landscape A4."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from content.forms_roster import EMPTY, Filled
from recruitment.rosters.forms import RosterForm
from typeset.workbook_text import keep_text

MM_PER_CHARACTER = 2.1
EDGE = Side(style="thin", color="8A8577")
GRID = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
CENTER = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
ROWS = 30  # prepared rows; an inserted one inherits their format


def excel_form(form: RosterForm, filled: Filled = EMPTY) -> bytes:
    """The form, empty or with its rows; phone columns are text so that no leading zero or long number is lost."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has one sheet
    sheet.title = form.title[-5:]
    head_row = _headings(sheet, form, filled)
    last_row = head_row + (len(filled.rows) or ROWS)
    _table(sheet, form, head_row, last_row)
    _fill(sheet, filled, head_row, last_row)
    _print_setup(sheet, form, head_row, last_row)
    book.properties.title, book.properties.creator = form.title, ""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _headings(sheet: Worksheet, form: RosterForm, filled: Filled) -> int:
    """Annex, title and header lines; returns the row of the column names."""
    last = get_column_letter(len(form.annexed))
    lines = [form.annex, form.title, *filled.lines]
    for row, text in enumerate(lines, start=1):
        sheet.merge_cells(f"A{row}:{last}{row}")
        cell = sheet.cell(row, 1, text)
        is_title = text == form.title
        cell.font = Font(name="宋体" if is_title else "仿宋", size=20 if is_title else 12, bold=is_title)
        cell.alignment = CENTER if is_title else LEFT
        sheet.row_dimensions[row].height = 34 if is_title else 20
    return len(lines) + 1


def _table(sheet: Worksheet, form: RosterForm, head_row: int, last_row: int) -> None:
    sheet.row_dimensions[head_row].height = 26
    for index, column in enumerate(form.annexed, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width / MM_PER_CHARACTER
        head = sheet.cell(head_row, index, column.official)
        head.font, head.alignment, head.border = Font(name="黑体", size=12), CENTER, GRID
        head.fill = PatternFill("solid", fgColor="F0EDE6")
        for row in range(head_row + 1, last_row + 1):
            cell = sheet.cell(row, index)
            cell.alignment = CENTER if index == 1 else LEFT
            cell.number_format = "@" if column.is_text else "General"
            cell.border, cell.font = GRID, Font(name="仿宋", size=12)
            sheet.row_dimensions[row].height = 24


def _fill(sheet: Worksheet, filled: Filled, head_row: int, last_row: int) -> None:
    for number in range(1, last_row - head_row + 1):
        sheet.cell(head_row + number, 1, number)
    for number, texts in enumerate(filled.rows, start=1):
        for index, text in enumerate(texts, start=2):
            keep_text(sheet.cell(head_row + number, index, text))


def _print_setup(sheet: Worksheet, form: RosterForm, head_row: int, last_row: int) -> None:
    last = get_column_letter(len(form.annexed))
    note_row = last_row + 1
    if form.note:
        sheet.merge_cells(f"A{note_row}:{last}{note_row}")
        cell = sheet.cell(note_row, 1, form.note)
        cell.font, cell.alignment, cell.number_format = Font(name="仿宋", size=11), LEFT, "General"
    sheet.freeze_panes = f"A{head_row + 1}"
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.print_area = f"A1:{last}{note_row if form.note else note_row - 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # 9 is A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
