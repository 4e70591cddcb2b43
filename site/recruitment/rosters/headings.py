"""Which row of a grid names the columns, and of which 汇总表."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from recruitment.rosters.forms import FORMS, NAME, RosterForm, bare
from recruitment.rosters.grids import GridRow

_ENOUGH = 3  # columns that must be known before a row counts as the heading


@dataclass(frozen=True)
class Heading:
    """The columns of a table: where each stands, and what was not taken as it is written."""

    form: RosterForm
    places: dict[str, int]
    notes: tuple[str, ...]
    rows: int = 1


def heading_at(rows: list[GridRow], at: int) -> Heading | None:
    """The heading that begins at this row: one row, or two when cells above are merged over several columns."""
    row = rows[at]
    one = _match({place: cell.text for place, cell in row.filled.items()}, rows=1)
    if at + 1 < len(rows) and any(cell.span > 1 for cell in row.filled.values()):
        lower = rows[at + 1].cells
        both = {place: cell.text for place, cell in row.filled.items()}
        both |= {place: cell.text for place, cell in lower.items() if cell.text and not cell.is_from_above}
        two = _match(both, rows=2)
        below = _match({place: cell.text for place, cell in rows[at + 1].filled.items()}, rows=1)
        if two and not below and (one is None or len(two.places) > len(one.places)):
            return two
    return one


def _match(texts: dict[int, str], *, rows: int) -> Heading | None:
    found = [heading for form in FORMS if (heading := _of_form(form, texts, rows))]
    return max(found, key=lambda heading: len(heading.places), default=None)


def _of_form(form: RosterForm, texts: dict[int, str], rows: int) -> Heading | None:
    """The official words come first: a second column of the same meaning is told, not merged."""
    known = {place: column for place, text in texts.items() if (column := form.column_of(text))}
    if NAME not in {column.key for column in known.values()}:
        return None
    ranked = sorted(known, key=lambda place: (bare(texts[place]) != bare(known[place].official), place))
    places: dict[str, int] = {}
    for place in ranked:
        places.setdefault(known[place].key, place)
    if len(places) < _ENOUGH:
        return None
    return Heading(form, places, tuple(_notes(form, texts, places)), rows)


def _notes(form: RosterForm, texts: dict[int, str], places: dict[str, int]) -> list[str]:
    taken = {place: key for key, place in places.items()}
    notes = []
    for place, text in sorted(texts.items()):
        heading = " ".join(text.split())
        if place not in taken:
            notes.append(_("“%(heading)s”一列不属于汇总表，未读取。") % {"heading": heading})
        elif bare(text) != bare(form.official(taken[place])):
            notes.append(
                _("“%(heading)s”一列按“%(official)s”读取。")
                % {"heading": heading, "official": form.official(taken[place])}
            )
    return notes
