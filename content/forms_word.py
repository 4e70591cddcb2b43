"""A 汇总表 as a Word document: landscape A4, header row repeated on every page."""

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm

from content.forms_roster import EMPTY, Filled
from content.word import FANG, HEI, SONG, finished, line, run_in
from recruitment.rosters.forms import RosterForm


def word_form(form: RosterForm, filled: Filled = EMPTY) -> bytes:
    """The form, empty or with its rows, ready to be printed and stamped."""
    document = Document()
    _landscape(document)
    line(document, form.annex, font=HEI, size=16)
    line(document, form.title, font=SONG, size=22, is_bold=True, align=WD_ALIGN_PARAGRAPH.CENTER, after=12)
    for text in filled.lines:
        line(document, text, font=FANG, size=14)
    _table(document, form, filled)
    if form.note:
        line(document, form.note, font=FANG, size=12, before=6)
    return finished(document, form.title)


def _landscape(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)


def _table(document: Any, form: RosterForm, filled: Filled) -> None:
    count = len(filled.rows) or form.rows
    table = document.add_table(rows=1 + count, cols=len(form.annexed), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for index, column in enumerate(form.annexed):
        table.columns[index].width = Mm(column.width)
    heads = _row(table.rows[0], form, form.column_names, font=HEI)
    for head in heads:
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _mark(table.rows[0], "w:tblHeader")
    for number, row in enumerate(list(table.rows)[1:], start=1):
        texts = filled.rows[number - 1] if filled.rows else ()
        first, *_others = _row(row, form, [str(number), *texts], font=FANG)
        first.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _row(row: Any, form: RosterForm, texts: Sequence[str], *, font: str) -> list[Any]:
    """Its paragraphs, written; the cells of a row are asked for once, for each asking walks through the file."""
    row.height, row.height_rule = Mm(9), WD_ROW_HEIGHT_RULE.AT_LEAST
    cells = row.cells
    for cell, column in zip(cells, form.annexed, strict=True):
        cell.width = Mm(column.width)
    for cell, text in zip(cells, texts, strict=False):
        run_in(cell.paragraphs[0], text, font=font, size=12)
    _mark(row, "w:cantSplit")
    return [cell.paragraphs[0] for cell in cells]


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  python-docx has no door for row marks
