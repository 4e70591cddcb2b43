"""A 汇总表 as a Word document: landscape A4, header row repeated on every page."""

from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm

from content.forms_roster import RosterForm
from content.word import FANG, HEI, SONG, finished, line, run_in


def word_form(form: RosterForm) -> bytes:
    """The form, empty, ready to be filled in, printed and stamped."""
    document = Document()
    _landscape(document)
    line(document, form.annex, font=HEI, size=16)
    line(document, form.title, font=SONG, size=22, is_bold=True, align=WD_ALIGN_PARAGRAPH.CENTER, after=12)
    for label in form.header_lines:
        line(document, f"{label}：", font=FANG, size=14)
    _table(document, form)
    if form.note:
        line(document, form.note, font=FANG, size=12, before=6)
    return finished(document, form.title)


def _landscape(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)


def _table(document: Any, form: RosterForm) -> None:
    table = document.add_table(rows=1 + form.rows, cols=len(form.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for index, column in enumerate(form.columns):
        table.columns[index].width = Mm(column.width)
        for cell in table.columns[index].cells:
            cell.width = Mm(column.width)
        head = table.cell(0, index).paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run_in(head, column.name, font=HEI, size=12)
    for number, row in enumerate(table.rows):
        row.height, row.height_rule = Mm(9), WD_ROW_HEIGHT_RULE.AT_LEAST
        if number:
            first = row.cells[0].paragraphs[0]
            first.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run_in(first, str(number), font=FANG, size=12)
    _mark(table.rows[0], "w:tblHeader")
    for row in table.rows:
        _mark(row, "w:cantSplit")


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  python-docx has no door for row marks
