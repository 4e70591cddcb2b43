"""推荐进展：how far each row an agency confirmed has come, and the figures of its province."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, QuerySet, Value, When
from django.utils.functional import Promise

from policies.enums import Kind
from recruitment.enums import (
    CONFIRMED_ONCE,
    IN_PUBLICITY,
    RecommendationStatus,
    RosterRowStatus,
    RosterStatus,
    RosterVerdict,
    RowStage,
    Status,
)
from recruitment.models import Application, Roster, RosterRow

SAID = "recommendation__status"
ENDED = (RecommendationStatus.MERGED, RecommendationStatus.DROPPED, RecommendationStatus.LEFT)
STAGE = Case(
    When(roster__status=RosterStatus.RETURNED, then=Value(RowStage.RETURNED)),
    When(roster__status=RosterStatus.CONFIRMED, then=Value(RowStage.CHECKING)),
    When(verdict=RosterVerdict.REFUSED, then=Value(RowStage.REFUSED)),
    When(**{SAID: RecommendationStatus.MISDIRECTED}, then=Value(RowStage.MISDIRECTED)),
    When(**{SAID: RecommendationStatus.LAPSED}, then=Value(RowStage.LAPSED)),
    When(**{SAID: RecommendationStatus.ACTIVATED}, then=Value(RowStage.INCLUDED)),
    When(
        **{f"{SAID}__in": sorted({RecommendationStatus.HELD, *IN_PUBLICITY})}, then=Value(RowStage.ACTIVATED)
    ),
    When(**{f"{SAID}__in": ENDED}, then=Value(RowStage.ENDED)),
    default=Value(RowStage.INVITED),
)


@dataclass(frozen=True)
class KindFigures:
    """One annex: how many rows stand where, and whom the province has by application."""

    kind: Kind
    total: int
    stages: list[tuple[RowStage, str | Promise, int]]
    applied: int


def rows_followed(rosters: QuerySet[Roster]) -> QuerySet[Any]:
    """Every row these rosters recommended and confirmed, each with its stage; newest roster first."""
    rows = RosterRow.objects.filter(
        roster__in=rosters.filter(status__in=sorted(CONFIRMED_ONCE)).values("pk").order_by(),
        status=RosterRowStatus.KEPT,
    )
    return (
        rows.annotate(stage=STAGE)
        .select_related("roster", "recommendation")
        .order_by("-roster_id", "position")
    )


def figures_of(rows: QuerySet[Any], provinces: set[str]) -> list[KindFigures]:
    """By kind and stage; a kind nothing was recommended of is left out. Two queries."""
    counted = rows.order_by().values_list("roster__kind", "stage").annotate(Count("pk"))
    counts = {(kind, stage): number for kind, stage, number in counted}
    recognized = Application.objects.filter(province__in=provinces, status=Status.RECOGNIZED)
    applied = dict(recognized.order_by().values_list("kind").annotate(Count("pk")))
    return [
        KindFigures(
            kind,
            total,
            [(stage, stage.label, counts.get((kind, stage), 0)) for stage in RowStage],
            applied.get(kind, 0),
        )
        for kind in (Kind.STATION, Kind.EXPERT)
        if (total := sum(number for (of, _stage), number in counts.items() if of == kind))
    ]
