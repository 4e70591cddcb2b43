"""计入与否：which services of a holder count, with which firms; the year's tally and the printed record read the same."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from policies.diary import firm_counts, service_counts
from policies.models import PolicyVersion
from registry.models import Holder
from service.enums import Answer
from service.models import Confirmation, DiaryEntry

SAID = {Answer.AWAITED: None, Answer.CONFIRMED: True, Answer.DENIED: False}


class Line(NamedTuple):
    """One firm of one entry, with what it answered; `shown` is its name where it agreed to be named."""

    uscc: str
    name_key: str
    answer: bool | None
    shown: str = ""


@dataclass(frozen=True)
class Counted:
    """One entry as it counts: `asked` are all its firms, `firms` those that count."""

    entry: DiaryEntry
    is_in: bool
    asked: list[Line] = field(default_factory=list)
    firms: list[Line] = field(default_factory=list)


class Scores(NamedTuple):
    number: int
    total: int


def counted_between(holder: Holder, first: date, last: date) -> list[Counted]:
    """Every entry of a stretch of days, oldest first; three queries."""
    entries = list(
        DiaryEntry.objects.filter(holder=holder, served_on__range=(first, last)).order_by(
            "served_on", "starts_half", "pk"
        )
    )
    lines = _lines(holder, first, last)
    lenient = _lenient({entry.policy_id for entry in entries})
    return [_counted(entry, lines[entry.pk], is_lenient=lenient[entry.policy_id]) for entry in entries]


def _counted(entry: DiaryEntry, lines: list[Line], *, is_lenient: bool) -> Counted:
    if entry.is_struck:  # found untrue by a spot check
        return Counted(entry, is_in=False, asked=lines)
    is_in = service_counts([line.answer for line in lines], unconfirmed_counts=is_lenient)
    firms = [line for line in lines if firm_counts(line.answer, unconfirmed_counts=is_lenient)]
    return Counted(entry, is_in, lines, firms)


def _lines(holder: Holder, first: date, last: date) -> defaultdict[int, list[Line]]:
    """The firms each entry names, as they answered; every firm named has one current asking."""
    rows = Confirmation.objects.filter(
        entry__holder=holder, entry__served_on__range=(first, last), is_current=True
    )
    lines: defaultdict[int, list[Line]] = defaultdict(list)
    for row in rows.select_related("enterprise").order_by("enterprise__name", "pk"):
        firm = row.enterprise
        shown = firm.name if firm.is_named else ""
        lines[row.entry_id].append(Line(firm.uscc, firm.name_key, SAID[Answer(row.answer)], shown))
    return lines


def _lenient(policies: set[int]) -> dict[int, bool]:
    """Under which versions a service counts that no firm has answered yet."""
    found = PolicyVersion.objects.in_bulk(policies)
    return {pk: bool(policy.value("diary.unconfirmed_counts")) for pk, policy in found.items()}


def scores_of(entries: Iterable[DiaryEntry]) -> Scores:
    """A firm asked again after a correction is counted by its newest score, so that none is lost by correcting."""
    scored = Confirmation.objects.filter(
        entry__in=[entry.pk for entry in entries], score__isnull=False
    ).order_by("ordinal")
    newest: dict[tuple[int, int], int] = {
        (entry, enterprise): score or 0
        for entry, enterprise, score in scored.values_list("entry_id", "enterprise_id", "score")
    }
    return Scores(len(newest), sum(newest.values()))


def distinct_firms(firms: Iterable[Line]) -> int:
    """服务企业数：each once, by its code, else by its name; one listed with its code and again without is one (S-7-2, E-6-2)."""
    known = {(firm.uscc, firm.name_key) for firm in firms}
    codes = {uscc for uscc, _name in known if uscc}
    named_with_code = {name for uscc, name in known if uscc}
    return len(codes) + sum(1 for uscc, name in known if not uscc and name not in named_with_code)
