"""供需匹配：whom to suggest for a need, and why (S-10). Pure: what is known comes in as arguments, and a person chooses."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

ONLINE = "online"
WELL_LIKED, LIKED = Decimal("4.5"), Decimal(4)
FIELD, ANY_FIELD, PROVINCE = 40, 20, 30
FREE, A_TASK_LESS = 20, 10
VERY_SATISFIED, SATISFIED = 10, 5


class Reason(NamedTuple):
    """One reason with what it rests on: field, any_field, province, elsewhere, running, satisfaction or unrated."""

    code: str
    value: str = ""


@dataclass(frozen=True)
class Wanted:
    """What a firm asks for."""

    province: str
    field: str
    form: str


@dataclass(frozen=True)
class Candidate:
    """A holder as matching sees it: `running` are the needs it was offered or has taken on and not finished."""

    key: int
    is_station: bool
    province: str
    fields: frozenset[str]
    running: int = 0
    satisfaction: Decimal | None = None


@dataclass(frozen=True)
class Match:
    """One suggestion: the more points the better it fits; the reasons say what the points are for."""

    key: int
    points: int
    reasons: tuple[Reason, ...]


def matches(wanted: Wanted, candidates: Iterable[Candidate], *, most_running: int) -> list[Match]:
    """Whoever could serve, the best first; the same points go by load, then by satisfaction, then by age of the title."""
    fitting = [one for one in candidates if may_serve(wanted, one, most_running=most_running)]
    ranked = [(_match(wanted, one), one) for one in fitting]
    ranked.sort(
        key=lambda pair: (-pair[0].points, pair[1].running, -(pair[1].satisfaction or 0), pair[1].key)
    )
    return [match for match, _one in ranked]


def may_serve(wanted: Wanted, one: Candidate, *, most_running: int) -> bool:
    """An expert must know the field; who goes there in person must be of the province; nobody is overloaded."""
    knows = one.is_station or wanted.field in one.fields
    reaches = wanted.form == ONLINE or one.province == wanted.province
    return knows and reaches and one.running < most_running


def _match(wanted: Wanted, one: Candidate) -> Match:
    scored = [_by_field(wanted, one), _by_province(wanted, one), _by_load(one), _by_satisfaction(one)]
    return Match(
        one.key, sum(points for points, _reason in scored), tuple(reason for _points, reason in scored)
    )


def _by_field(wanted: Wanted, one: Candidate) -> tuple[int, Reason]:
    if wanted.field in one.fields:
        return FIELD, Reason("field", wanted.field)
    return ANY_FIELD, Reason("any_field")


def _by_province(wanted: Wanted, one: Candidate) -> tuple[int, Reason]:
    if one.province == wanted.province:
        return PROVINCE, Reason("province", one.province)
    return 0, Reason("elsewhere", one.province)


def _by_load(one: Candidate) -> tuple[int, Reason]:
    return max(FREE - A_TASK_LESS * one.running, 0), Reason("running", str(one.running))


def _by_satisfaction(one: Candidate) -> tuple[int, Reason]:
    if one.satisfaction is None:
        return SATISFIED, Reason("unrated")
    reason = Reason("satisfaction", str(one.satisfaction))
    if one.satisfaction >= WELL_LIKED:
        return VERY_SATISFIED, reason
    return (SATISFIED if one.satisfaction >= LIKED else 0), reason
