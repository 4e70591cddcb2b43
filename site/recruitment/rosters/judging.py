"""A row that was read, as it is kept: the text of each column, and everything found about it."""

from collections.abc import Mapping
from typing import TypedDict

from django.utils.translation import gettext as _

from policies.enums import Kind
from recruitment.rosters import forms
from recruitment.rosters.cells import RosterCell
from recruitment.rosters.grids import GridCell
from recruitment.rosters.tables import RosterRow, read_row

SEPARATOR = "、"


class Told(TypedDict):
    """One finding: the column it stands at (none: the whole row), whether it keeps the row out, the sentence."""

    column: str
    is_error: bool
    is_twin: bool
    sentence: str


def told(column: str, sentence: str, *, is_error: bool = False, is_twin: bool = False) -> Told:
    return {"column": column, "is_error": is_error, "is_twin": is_twin, "sentence": sentence}


def text_of(cell: RosterCell) -> str:
    """What was understood; what was written, while that is in error and its keeper must still see it."""
    if cell.errors:
        return cell.raw
    return cell.value if isinstance(cell.value, str) else SEPARATOR.join(cell.value)


def texts_of(row: RosterRow) -> dict[str, str]:
    """The text of every column but the number: that one is counted anew."""
    return {key: text_of(cell) for key, cell in row.cells.items() if key != forms.NUMBER}


def findings_of_row(row: RosterRow, kind: str) -> list[Told]:
    """Errors and warnings beside their cells; a column the file lacks is an error of every row."""
    found = [
        told(column.key, _("未填写“%(heading)s”。") % {"heading": column.official}, is_error=True)
        for column in form_of(kind).required
        if column.key not in row.cells
    ]
    for key, cell in row.cells.items():
        found += [told(key, sentence, is_error=True) for sentence in cell.errors]
        found += [told(key, sentence) for sentence in cell.warnings]
    return found + [told("", sentence) for sentence in row.warnings]


def typed_row(kind: str, texts: Mapping[str, str]) -> RosterRow:
    """What somebody typed into the columns, judged as if it had stood in the file."""
    form = form_of(kind)
    cells = {
        column.key: GridCell(texts.get(column.key, "").strip())
        for column in form.columns
        if column.key != forms.NUMBER
    }
    return read_row(0, form, cells)


def form_of(kind: str) -> forms.RosterForm:
    return forms.EXPERTS if kind == Kind.EXPERT else forms.STATIONS
