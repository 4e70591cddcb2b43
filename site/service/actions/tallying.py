"""年度累计：kept with the diary and its confirmations, in the same transaction, under the lock of the holder."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from policies.diary import firm_counts, service_counts
from policies.models import PolicyVersion
from registry.models import Holder
from service.enums import Answer
from service.models import Confirmation, DiaryEntry, YearTally

SAID = {Answer.AWAITED: None, Answer.CONFIRMED: True, Answer.DENIED: False}


class Line(NamedTuple):
    """One firm of one entry, with what it answered."""

    uscc: str
    name_key: str
    answer: bool | None


def tally_year(holder: Holder, year: int) -> YearTally:
    """Count one year of one holder anew: some hundred rows at most, and never a drift."""
    entries = list(
        DiaryEntry.objects.filter(holder=holder, served_on__year=year)
        .order_by()
        .values_list("pk", "half_hours", "is_late", "policy_id")
    )
    lines = _lines(holder, year)
    lenient = _lenient({policy for *_said, policy in entries})
    counted = uncounted = 0
    firms: list[Line] = []
    for pk, half_hours, _is_late, policy in entries:
        answers = [line.answer for line in lines[pk]]
        if service_counts(answers, unconfirmed_counts=lenient[policy]):
            counted += half_hours
        else:
            uncounted += half_hours
        firms += [one for one in lines[pk] if firm_counts(one.answer, unconfirmed_counts=lenient[policy])]
    said = {
        "entries": len(entries),
        "late_entries": sum(is_late for _pk, _half_hours, is_late, _policy in entries),
        "half_hours": counted,
        "uncounted_half_hours": uncounted,
        "firms": distinct_firms(firms),
        **_answers(holder, year, [line for rows in lines.values() for line in rows]),
    }
    tally, _is_new = YearTally.objects.update_or_create(holder=holder, year=year, defaults=said)
    return tally


def _lines(holder: Holder, year: int) -> defaultdict[int, list[Line]]:
    """The firms each entry names, as they answered; every firm named has one current asking."""
    rows = Confirmation.objects.filter(entry__holder=holder, entry__served_on__year=year, is_current=True)
    lines: defaultdict[int, list[Line]] = defaultdict(list)
    for entry, uscc, name_key, answer in rows.order_by().values_list(
        "entry_id", "enterprise__uscc", "enterprise__name_key", "answer"
    ):
        lines[entry].append(Line(uscc, name_key, SAID[Answer(answer)]))
    return lines


def _lenient(policies: set[int]) -> dict[int, bool]:
    """Under which versions a service counts that no firm has answered yet."""
    found = PolicyVersion.objects.in_bulk(policies)
    return {pk: bool(policy.value("diary.unconfirmed_counts")) for pk, policy in found.items()}


def _answers(holder: Holder, year: int, lines: Iterable[Line]) -> dict[str, int]:
    """A firm asked again after a correction is counted by its newest score, so that none is lost by correcting."""
    answers = [line.answer for line in lines]
    scored = Confirmation.objects.filter(
        entry__holder=holder, entry__served_on__year=year, score__isnull=False
    ).order_by("ordinal")
    newest: dict[tuple[int, int], int] = {
        (entry, enterprise): score or 0
        for entry, enterprise, score in scored.values_list("entry_id", "enterprise_id", "score")
    }
    return {
        "confirmed": answers.count(True),
        "denied": answers.count(False),
        "scores": len(newest),
        "score_total": sum(newest.values()),
    }


def distinct_firms(firms: Iterable[Line]) -> int:
    """服务企业数：each once, by its code, else by its name; one listed with its code and again without is one (S-7-2, E-6-2)."""
    known = {(firm.uscc, firm.name_key) for firm in firms}
    codes = {uscc for uscc, _name in known if uscc}
    named_with_code = {name for uscc, name in known if uscc}
    return len(codes) + sum(1 for uscc, name in known if not uscc and name not in named_with_code)
