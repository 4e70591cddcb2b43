"""A roster as its agency looks at it: the columns of the annex, and beside each cell what was found there."""

from collections.abc import Iterable
from dataclasses import dataclass

from recruitment.enums import RecommendationStatus, RosterRowStatus, RosterStatus
from recruitment.models import RosterRow
from recruitment.rosters import forms
from recruitment.rosters.judging import Told, form_of

TONES = {
    RosterStatus.DRAFT: "warn",
    RosterStatus.CONFIRMED: "info",
    RosterStatus.RETURNED: "bad",
    RosterStatus.CHECKED: "ok",
    RosterStatus.WITHDRAWN: "idle",
}

RECOMMENDATION_TONES = {
    RecommendationStatus.INVITED: "warn",
    RecommendationStatus.HELD: "info",
    RecommendationStatus.LISTABLE: "info",
    RecommendationStatus.LISTED: "info",
    RecommendationStatus.ACTIVATED: "ok",
    RecommendationStatus.LAPSED: "bad",
    RecommendationStatus.MISDIRECTED: "bad",
    RecommendationStatus.MERGED: "idle",
    RecommendationStatus.DROPPED: "bad",
    RecommendationStatus.LEFT: "idle",
}


@dataclass(frozen=True)
class SheetCell:
    """One column of one row: what is kept, what the file said when that differs, what was found."""

    key: str
    label: str
    text: str
    as_read: str
    told: list[Told]
    is_required: bool

    @property
    def has_errors(self) -> bool:
        return any(one["is_error"] for one in self.told)


@dataclass(frozen=True)
class SheetLine:
    row: RosterRow
    cells: list[SheetCell]
    told: list[Told]

    @property
    def is_kept(self) -> bool:
        return self.row.status == RosterRowStatus.KEPT

    @property
    def recommendation_tone(self) -> str:
        return RECOMMENDATION_TONES[RecommendationStatus(self.row.recommendation.status)]


def columns_of(kind: str, *, has_codes: bool) -> list[forms.Column]:
    """The columns of the annex without the number; the credit code where a file brought it."""
    shown = [column for column in form_of(kind).columns if column.key != forms.NUMBER]
    return [column for column in shown if column.key != forms.USCC or has_codes]


def lines_of(rows: Iterable[RosterRow], columns: list[forms.Column]) -> list[SheetLine]:
    return [
        SheetLine(
            row,
            [_cell(row, column) for column in columns],
            [told for told in row.findings if not told["column"]],
        )
        for row in rows
    ]


def _cell(row: RosterRow, column: forms.Column) -> SheetCell:
    text, as_read = getattr(row, column.key), row.as_read.get(column.key, "")
    told = [one for one in row.findings if one["column"] == column.key]
    return SheetCell(
        column.key, column.official, text, as_read if as_read != text else "", told, column.is_required
    )
