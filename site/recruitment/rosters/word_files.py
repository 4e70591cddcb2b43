"""A Word file as lines and grids: whatever prefixes, content controls and merged cells its maker wrote."""

import zipfile
from typing import Any
from xml.sax.handler import ContentHandler

from django.utils.translation import gettext as _

from recruitment.rosters.grids import MAX_COLUMNS, MAX_PIECES, Budget, Grid, GridCell, GridRow, Opened, joined
from recruitment.rosters.headings import heading_at
from recruitment.rosters.packages import main_part, parse

_W = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
# what Word keeps beside the text that is read: former properties, moved text, second drawings of the same thing, how a word is pronounced
_UNREAD = {"tcPrChange", "trPrChange", "pPrChange", "rPrChange", "tblPrChange", "moveFrom", "Fallback", "rt"}
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def open_word(package: zipfile.ZipFile, budget: Budget) -> Opened:
    reader = _WordReader(budget)
    parse(package, main_part(package), reader)
    return reader.opened


class _Table:
    """A table that is being read; tables stand inside cells of others."""

    def __init__(self, name: str) -> None:
        self.grid = Grid(name)
        self.row: dict[int, GridCell] | None = None
        self.place = self.number = 0
        self.is_deleted = False
        self.above: dict[int, str] = {}
        self.in_cell = False
        self.parts: list[str] = []
        self.span, self.merge = 1, ""
        self.before: list[str] = []  # the lines above it in the cell that holds it


class _WordReader(ContentHandler):
    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget, self.opened = budget, Opened([])
        self.tables: list[_Table] = []
        self.line: list[str] = []
        self.unread = 0
        self.takes_text = False
        self.row_properties = 0
        self.in_run = self.is_vanished = False
        self.seen = 0

    def startElementNS(self, name: tuple[str | None, str], _qname: Any, attrs: Any) -> None:  # noqa: N802  SAX's name
        uri, local = name
        if self.unread or local in _UNREAD:
            self.unread += 1
            return
        if local in {"drawing", "pict", "blip"}:
            self.opened.has_picture = True
        if uri in _W and (start := getattr(self, f"start_{local}", None)):
            start({key[1]: value for key, value in attrs.items()})
        elif uri in _W and local in _BREAKS and not self.row_properties:
            self.put(_BREAKS[local])

    def endElementNS(self, name: tuple[str | None, str], _qname: Any) -> None:  # noqa: N802  SAX's name
        if self.unread:
            self.unread -= 1
        elif name[0] in _W and (end := getattr(self, f"end_{name[1]}", None)):
            end()

    def characters(self, content: str) -> None:
        if not self.takes_text or self.unread:
            return
        if not self.is_vanished:
            self.put(content)
        elif content.strip() and (note := _("文件中有隐藏的文字，未读取。")) not in self.opened.notes:
            self.opened.notes.append(note)

    def put(self, piece: str) -> None:
        self.budget.text(piece)
        parts = self.tables[-1].parts if self.tables else self.line
        if len(parts) < MAX_PIECES:
            parts.append(piece)

    def start_t(self, _attrs: dict[str, str]) -> None:
        self.takes_text = True

    def end_t(self) -> None:
        self.takes_text = False

    def start_r(self, _attrs: dict[str, str]) -> None:
        self.in_run, self.is_vanished = True, False

    def end_r(self) -> None:
        self.in_run = self.is_vanished = False

    def start_vanish(self, attrs: dict[str, str]) -> None:
        """Hidden text; the mark of a paragraph may be hidden too, which hides nothing else."""
        self.is_vanished = self.in_run and attrs.get("val", "1") not in {"0", "false", "off"}

    def end_p(self) -> None:
        if self.tables:
            self.put("\n")
        elif text := "".join(self.line).strip():
            self.budget.cell()
            self.opened.blocks.append(text)
        self.line = []

    def start_tbl(self, _attrs: dict[str, str]) -> None:
        self.seen += 1
        self.budget.table()
        table = _Table(_("第 %(number)d 个表格") % {"number": self.seen})
        if self.tables:
            table.before, self.tables[-1].parts = self.tables[-1].parts, []
        self.tables.append(table)

    def end_tbl(self) -> None:
        """A table for layout holds the form and its header lines in one cell; any other table in a cell is part of its text."""
        table = self.tables.pop()
        rows = table.grid.rows
        if self.tables and not any(heading_at(rows, at) for at in range(min(20, len(rows)))):
            self.tables[-1].parts = [*table.before, *(f"{joined(row)}\n" for row in rows)]
            return
        self.opened.blocks += [line for line in "".join(table.before).splitlines() if line.strip()]
        self.opened.blocks.append(table.grid)

    def start_tr(self, _attrs: dict[str, str]) -> None:
        table = self.tables[-1]
        table.row, table.place, table.is_deleted = {}, 0, False
        table.number += 1

    def end_tr(self) -> None:
        table = self.tables[-1]
        row, table.row = table.row or {}, None
        if table.is_deleted:
            self.budget.row()
            table.grid.notes.append(_("第 %(number)d 行在修订中已删除，未读取。") % {"number": table.number})
        elif any(cell.text for cell in row.values()):
            self.budget.row()
            table.grid.rows.append(GridRow(table.number, row))

    def start_trPr(self, _attrs: dict[str, str]) -> None:  # noqa: N802  the element's name
        self.row_properties += 1

    def end_trPr(self) -> None:  # noqa: N802  the element's name
        self.row_properties -= 1

    def start_del(self, _attrs: dict[str, str]) -> None:
        if self.row_properties:
            self.tables[-1].is_deleted = True

    def start_gridBefore(self, attrs: dict[str, str]) -> None:  # noqa: N802  the element's name
        self.tables[-1].place += _count(attrs)

    def start_tc(self, _attrs: dict[str, str]) -> None:
        table = self.tables[-1]
        table.in_cell, table.parts, table.span, table.merge = True, [], 1, ""

    def start_gridSpan(self, attrs: dict[str, str]) -> None:  # noqa: N802  the element's name
        if self.tables:
            self.tables[-1].span = max(1, _count(attrs))

    def start_vMerge(self, attrs: dict[str, str]) -> None:  # noqa: N802  the element's name
        if self.tables:
            self.tables[-1].merge = attrs.get("val", "continue")

    def end_tc(self) -> None:
        table = self.tables[-1]
        text, place = "".join(table.parts).strip(), table.place
        table.place += table.span
        if table.row is None or place >= MAX_COLUMNS:
            return
        if table.merge == "continue" and not text:
            table.row[place] = GridCell(table.above.get(place, ""), table.span, is_from_above=True)
            return
        self.budget.cell()
        table.above[place] = text
        table.row[place] = GridCell(text, table.span)


def _count(attrs: dict[str, str]) -> int:
    value = attrs.get("val", "")
    return min(int(value), MAX_COLUMNS) if value.isdecimal() and len(value) < 6 else 0
