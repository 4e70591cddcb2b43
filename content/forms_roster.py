"""What a drawn 汇总表 says: nothing, on the empty forms of the notice, or the rows of a roster (附件 3, 附件 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from recruitment.enums import RosterRowStatus
from recruitment.models import Roster
from recruitment.rosters.forms import FORMS as ROSTER_FORMS
from recruitment.rosters.forms import HEADER_LINES, NUMBER
from recruitment.rosters.judging import form_of

FORMS = {form.code: form for form in ROSTER_FORMS}


@dataclass(frozen=True)
class Filled:
    """The words on the header lines, and the rows without their number."""

    header: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[Sequence[str]] = ()

    @property
    def lines(self) -> list[str]:
        return [f"{label}：{self.header.get(key, '')}" for key, label in HEADER_LINES.items()]


EMPTY = Filled()


def filled_with(roster: Roster) -> Filled:
    """Who is recommended, in exactly the columns of the annex; a row left out is not there."""
    keys = [column.key for column in form_of(roster.kind).annexed if column.key != NUMBER]
    kept = roster.rows.filter(status=RosterRowStatus.KEPT).order_by("position")
    header = {key: getattr(roster, key) for key in HEADER_LINES}
    return Filled(header, list(kept.values_list(*keys)))
