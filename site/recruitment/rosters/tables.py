"""A grid understood as a 汇总表: header lines, typed rows, and everything that was left aside."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from policies.enums import Kind
from recruitment.rosters import forms
from recruitment.rosters.cells import RosterCell, Value, mobile_among, read_cell, too_long
from recruitment.rosters.grids import Grid, GridCell, GridRow, joined
from recruitment.rosters.headings import Heading, heading_at

_LABELS = "填写单位|填报单位|填表单位|报送单位|推荐单位|联系人|联系电话|电话"
_SPREAD = re.compile(r"(?<=[填写报表送推荐联系人电话单位])\s+(?=[写报表送推荐系人电话单位：:])")
_SEAL = r"\s*(?:[(（](?:加?盖章|加?盖?公章|签章)[)）])?\s*[:：]"
_HEADER = re.compile(
    rf"({_LABELS}){_SEAL}\s*(.*?)(?=\s*(?:{_LABELS}|填[写表报](?:日期|时间)|日期){_SEAL}|\s*[(（](?:加?盖章|加?盖?公章|签章)[)）]|\s*$)"
)
_SAYS = dict.fromkeys(_LABELS.split("|"), "unit") | {
    "联系人": "contact",
    "联系电话": "phone",
    "电话": "phone",
}
_DITTO = {"同上", "〃", "″", "同前"}
_ASIDE = re.compile(r"^\s*(?:注|备注|说明|填表说明|合计|共计|总计|填表人|制表人?|审核人?|负责人签字|盖章)\s*(?:[:：]|$|\d|$)")  # fmt: skip


@dataclass
class RosterRow:
    """One recommended unit or person, as the file has them."""

    position: int
    cells: dict[str, RosterCell]
    warnings: list[str] = field(default_factory=list)

    def value(self, key: str) -> Value:
        return self.cells[key].value if key in self.cells else ""

    @property
    def name(self) -> str:
        return str(self.value(forms.NAME))

    @property
    def mobile(self) -> str:
        """The number a message can be sent to, or nothing."""
        return mobile_among(self.cells[forms.PHONE].value) if forms.PHONE in self.cells else ""

    @property
    def has_errors(self) -> bool:
        return any(cell.errors for cell in self.cells.values())


@dataclass
class RosterTable:
    """One 汇总表 of a file."""

    kind: Kind
    place: str
    header: dict[str, str] = field(default_factory=dict)
    rows: list[RosterRow] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Gathering:
    """Rosters found so far, and the heading that a table without one continues."""

    def __init__(self) -> None:
        self.tables: list[RosterTable] = []
        self.heading: Heading | None = None
        self.width = 0

    def take(self, grid: Grid, lines: Sequence[str]) -> None:
        """Reads one grid; `lines` stand between it and the one before."""
        before, start, at = list(lines), len(self.tables), 0
        is_open = self._continues(grid)
        while at < len(grid.rows):
            row = grid.rows[at]
            if heading := heading_at(grid.rows, at):
                is_repeated = is_open and self.heading is not None and heading.form is self.heading.form
                if not (is_repeated and not before):
                    self._begin(heading, grid, before)
                is_open, before, at = True, [], at + heading.rows
            else:
                if not is_open or _belongs_above(row):
                    before.append(joined(row))
                if is_open and not _belongs_above(row):
                    self._row(row)
                at += 1
        if grid.notes and len(self.tables) > start:
            self.tables[-1].warnings += grid.notes
        if is_open:
            self._fill_header(before)

    def close(self, lines: Sequence[str]) -> list[RosterTable]:
        """All of them, once the file ends with these lines; only now is it known what no header line said."""
        if self.tables:
            self._fill_header(lines)
        for table in self.tables:
            table.warnings += [
                _("没有填写表头的“%(line)s”。") % {"line": line}
                for key, line in forms.HEADER_LINES.items()
                if not table.header.get(key)
            ]
        return self.tables

    def _fill_header(self, lines: Sequence[str]) -> None:
        """Who fills the lines in below the table means the same."""
        self.tables[-1].header = _header(lines) | self.tables[-1].header

    def _continues(self, grid: Grid) -> bool:
        """A table without heading, as wide as the one before, goes on with it."""
        if any(heading_at(grid.rows, at) for at in range(min(20, len(grid.rows)))):
            return False
        if not grid.rows or self.heading is None or grid.width != self.width:
            return False
        self.tables[-1].warnings.append(
            _("“%(place)s”没有表头，已接在前一表之后读取。") % {"place": grid.name}
        )
        return True

    def _begin(self, heading: Heading, grid: Grid, before: list[str]) -> None:
        table = RosterTable(heading.form.kind, grid.name, _header(before), warnings=list(heading.notes))
        table.errors += [
            _("缺少“%(heading)s”一列。") % {"heading": column.official}
            for column in heading.form.required
            if column.key not in heading.places
        ]
        table.warnings += [
            _("“%(heading)s”一列在文件中被隐藏，请核对。") % {"heading": heading.form.official(key)}
            for key, place in heading.places.items()
            if place in grid.hidden
        ]
        self.tables.append(table)
        self.heading, self.width = heading, grid.width

    def _row(self, row: GridRow) -> None:
        heading, table = self.heading, self.tables[-1]
        if heading is None or not _holds_data(row, heading):
            return
        if _is_aside(row, heading):
            table.warnings.append(
                _("第 %(number)d 行按说明文字处理，未读取：%(text)s")
                % {"number": row.number, "text": joined(row)[:60]}
            )
            return
        read = _read_row(row, heading)
        self._look_above(read)
        if row.is_hidden:
            read.warnings.append(_("此行在文件中被隐藏，请核对是否推荐。"))
        table.rows.append(read)

    def _look_above(self, read: RosterRow) -> None:
        """同上 stands for the cell above; whoever wrote it is asked to look."""
        above = self.tables[-1].rows[-1] if self.tables[-1].rows else None
        for key, cell in read.cells.items():
            if cell.raw.strip() not in _DITTO:
                continue
            if above is None or key == forms.NAME or key not in above.cells:
                cell.value, cell.errors = "", [*cell.errors, _("不能写“同上”，请填写具体内容。")]
                continue
            cell.value, cell.errors = above.cells[key].value, list(above.cells[key].errors)
            cell.warnings = [_("写的是“同上”，已取上一行的内容，请核对。")]


def _read_row(row: GridRow, heading: Heading) -> RosterRow:
    cells = {key: row.cells.get(place, GridCell("")) for key, place in heading.places.items()}
    return read_row(row.number, heading.form, cells)


def read_row(number: int, form: forms.RosterForm, found: Mapping[str, GridCell]) -> RosterRow:
    """A row from its cells by column, each judged as that column wants it."""
    cells = {}
    for key, written in found.items():
        cell = read_cell(key, form.kind, written)
        if most := too_long(key, cell.value):
            cell.errors.append(_("不能超过 %(most)d 个字。") % {"most": most})
        cells[key] = cell
    for column in form.required:
        if column.key in cells and not cells[column.key].value and not cells[column.key].errors:
            cells[column.key].errors.append(_("未填写“%(heading)s”。") % {"heading": column.official})
    return RosterRow(number, cells)


def _holds_data(row: GridRow, heading: Heading) -> bool:
    """A prepared row holds its number alone."""
    numbered = heading.places.get(forms.NUMBER)
    return any(
        (cell.text or cell.errors) and not cell.is_from_above
        for place, cell in row.cells.items()
        if place != numbered or _ASIDE.match(cell.text) or cell.span > 1
    )


def _is_aside(row: GridRow, heading: Heading) -> bool:
    """A note, a total or a subheading: one cell across columns, or a row that says so itself."""
    filled = [row.filled[place] for place in sorted(row.filled)]
    if not filled:
        return False
    if _ASIDE.match(filled[0].text):
        return True
    return len(filled) == 1 and filled[0].span >= min(3, len(heading.places))


def _belongs_above(row: GridRow) -> bool:
    """A header line of the next table on the same sheet, or its title."""
    text = joined(row)
    return bool(_HEADER.match(_close(text))) or (len(row.filled) == 1 and text.endswith("汇总表"))


def _header(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        for label, said in _HEADER.findall(_close(line)):
            if said.strip():
                found.setdefault(_SAYS[label], said.strip())
    return found


def _close(line: str) -> str:
    """Without the blanks by which somebody spread out 填 写 单 位."""
    return _SPREAD.sub("", " ".join(line.split()))


def mark_repeated(tables: Sequence[RosterTable]) -> None:
    """Tells of a row whose credit code, or name and mobile number, stood before."""
    seen: dict[tuple[str, ...], RosterRow] = {}
    for table in tables:
        for row in table.rows:
            code = str(row.value(forms.USCC))
            for same in filter(all, [(table.kind, code), (table.kind, row.name, row.mobile)]):
                first = seen.setdefault(same, row)
                if first is not row:
                    row.warnings.append(_("与第 %(number)d 行重复。") % {"number": first.position})
                    break
