"""One sheet of a workbook as a grid: rows, merged areas, and what is hidden there."""

import re
from bisect import bisect_right
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.sax.handler import ContentHandler

from django.utils.translation import gettext as _

from recruitment.rosters.grids import MAX_COLUMNS, MAX_PIECES, Budget, GridCell, GridRow

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LONGEST = 15  # digits a spreadsheet keeps of a number
_YES = {"1", "true"}


class SheetReader(ContentHandler):
    def __init__(self, strings: list[str], budget: Budget) -> None:
        super().__init__()
        self.strings, self.budget = strings, budget
        self.rows: list[GridRow] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.number, self.place, self.kind = 0, -1, ""
        self.cells: dict[int, GridCell] = {}
        self.parts: list[str] = []
        self.is_hidden = self.is_formula = self.takes_text = False
        self.pronounced = 0
        self.hidden: set[int] = set()
        self.has_beyond = False

    def notes(self) -> list[str]:
        """What the sheet holds and nobody reads."""
        if not self.has_beyond:
            return []
        return [_("第 %(most)d 列以后还有内容，未读取。") % {"most": MAX_COLUMNS}]

    def startElementNS(self, name: tuple[str | None, str], _qname: Any, attrs: Any) -> None:  # noqa: N802  SAX's name
        local = name[1]
        if local not in {"row", "c", "f", "v", "t", "rPh", "mergeCell", "col"}:
            return
        said = {key[1]: value for key, value in attrs.items()}
        if local == "row":
            self.number = _number(said.get("r", "")) or self.number + 1
            self.place, self.cells, self.is_hidden = -1, {}, said.get("hidden") in _YES
        elif local == "c":
            self.place = _place(said.get("r", ""), self.place + 1)
            self.kind, self.parts, self.is_formula = said.get("t", "n"), [], False
        elif local == "f":
            self.is_formula = True
        elif local == "rPh":
            self.pronounced += 1
        elif local == "col":
            self._hide(said)
        elif local == "mergeCell":
            self._merge(said.get("ref", ""))
        else:
            self.takes_text = not self.pronounced

    def endElementNS(self, name: tuple[str | None, str], _qname: Any) -> None:  # noqa: N802  SAX's name
        local = name[1]
        if local in {"v", "t"}:
            self.takes_text = False
        elif local == "rPh":
            self.pronounced -= 1
        elif local == "c" and (self.parts or self.is_formula):
            self._keep("".join(self.parts))
        elif local == "row" and any(cell.text or cell.errors for cell in self.cells.values()):
            self.budget.row()
            self.rows.append(GridRow(self.number, self.cells, self.is_hidden))

    def characters(self, content: str) -> None:
        if self.takes_text:
            self.budget.text(content)
            if len(self.parts) < MAX_PIECES:
                self.parts.append(content)

    def _hide(self, said: dict[str, str]) -> None:
        if said.get("hidden") in _YES:
            first, last = _number(said.get("min", "")), _number(said.get("max", ""))
            self.hidden.update(range(max(first, 1) - 1, min(last, MAX_COLUMNS)))

    def _keep(self, written: str) -> None:
        cell = self._cell(written)
        if not cell.text and not cell.errors:
            return
        if self.place >= MAX_COLUMNS:
            self.has_beyond = True
            return
        self.budget.cell()
        self.cells[self.place] = cell

    def _cell(self, written: str) -> GridCell:
        text, warnings, errors = self._value(written)
        if self.is_formula and not text and not errors:
            errors = (_("单元格是公式且没有计算结果，请改为直接填写的值。"),)
        elif self.is_formula:
            warnings = (*warnings, _("单元格是公式，已取其计算结果。"))
        return GridCell(text.strip(), warnings=warnings, errors=errors)

    def _value(self, written: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        if self.kind == "s":
            index = int(written) if written.isdecimal() and len(written) < 9 else -1
            return (self.strings[index] if 0 <= index < len(self.strings) else ""), (), ()
        if self.kind == "e":
            return "", (), (_("单元格显示错误值，请改为正确的内容。"),)
        if self.kind == "b":
            return ("TRUE" if written == "1" else "FALSE"), (), ()
        if self.kind in {"str", "inlineStr", "d"}:
            return unescaped(written), (), ()
        text = _plain(written)
        is_cut = len(text.strip("-0").replace(".", "")) > _LONGEST or text.startswith("1E")
        return text, ((_("长数字以数值保存，末几位可能已丢失，请核对。"),) if is_cut else ()), ()

    def _merge(self, reference: str) -> None:
        corners = _REFERENCE.findall(reference)
        if len(corners) == 2 and len(self.merges) < 20_000:
            (left, top), (right, bottom) = corners
            self.merges.append((int(top), _letters(left), int(bottom), _letters(right)))


def with_merges(reader: SheetReader) -> list[GridRow]:
    """Merged cells say how wide they are, and lend their text to the rows below.

    Areas of an honest sheet never overlap, so they lend at most once to each cell; more raises ValueError.
    """
    rows = {row.number: row for row in reader.rows}
    numbers, left_to_lend = sorted(rows), len(rows) * MAX_COLUMNS
    for top, left, bottom, right in reader.merges:
        first = rows.get(top)
        cell = first.cells.get(left) if first else None
        if first is None or cell is None or not cell.text:
            continue
        span = right - left + 1
        first.cells[left] = GridCell(cell.text, span, False, cell.warnings, cell.errors)
        below = numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)]
        left_to_lend -= len(below)
        if left_to_lend < 0:
            raise ValueError("overlapping merges")
        for number in below:
            rows[number].cells[left] = GridCell(cell.text, span, is_from_above=True)
    return reader.rows


def _plain(written: str) -> str:
    """A stored number without exponent: 1.39E10 is a telephone number."""
    try:
        value = Decimal(written)
    except InvalidOperation:
        return written
    if not value.is_finite() or abs(value.adjusted()) > 30:
        return written
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def unescaped(text: str) -> str:
    """_x4E00_ as its character; half of a pair and the zero, which no database keeps, as the mark of a lost one."""
    if "_x" not in text:
        return text
    said = _ESCAPED.sub(lambda found: chr(int(found[1], 16) or 0xFFFD), text)
    return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else 0


def _place(reference: str, otherwise: int) -> int:
    found = _REFERENCE.fullmatch(reference)
    return _letters(found[1]) if found else otherwise


def _letters(column: str) -> int:
    place = 0
    for letter in column:
        place = place * 26 + ord(letter) - 64
    return place - 1
