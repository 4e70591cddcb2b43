"""Conditions as data: a fact, a comparison, a threshold. Pure: facts and dates come in as arguments.

An administrator writes them for a question of his own, or to say when a stage applies. Several conditions
of one owner all have to hold.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from policies.calendar import years_before

AT_LEAST, AT_MOST, ONE_OF, NOT_ONE_OF, WITHIN_YEARS = (
    "at_least",
    "at_most",
    "one_of",
    "not_one_of",
    "within_years",
)
OPERATORS: Mapping[str, tuple[str, ...]] = {
    "number": (AT_LEAST, AT_MOST),
    "choice": (ONE_OF, NOT_ONE_OF),
    "date": (WITHIN_YEARS,),
}
"""Which comparisons make sense for which kind of fact."""

FactValue = str | Decimal | date | None


class ThresholdError(ValueError):
    """A threshold that does not fit its comparison; the sentence says what is expected."""


@dataclass(frozen=True)
class Condition:
    """One comparison. `threshold` is written as a person types it: `20`, `3`, or codes divided by commas."""

    fact: str
    operator: str
    threshold: str


def thresholds_of(condition: Condition) -> tuple[str, ...]:
    """The codes of a choice."""
    return tuple(filter(None, (part.strip() for part in condition.threshold.split(","))))


def check_threshold(condition: Condition) -> None:
    """Raises ThresholdError unless the threshold can be compared with."""
    if condition.operator in {ONE_OF, NOT_ONE_OF}:
        if not thresholds_of(condition):
            raise ThresholdError("请至少列出一个选项。")
        return
    number = _number(condition.threshold)
    if number is None:
        raise ThresholdError("请填写数字。")
    if condition.operator == WITHIN_YEARS and not (number == int(number) and 1 <= number <= 100):
        raise ThresholdError("年数应为 1 至 100 的整数。")


def holds(condition: Condition, facts: Mapping[str, FactValue], *, on: date) -> bool:
    """Whether the facts meet the condition on a day; a fact that was not given meets none but 不属于."""
    fact = facts.get(condition.fact)
    if condition.operator == NOT_ONE_OF:
        return fact not in thresholds_of(condition)
    if fact is None or fact == "":
        return False
    if condition.operator == ONE_OF:
        return fact in thresholds_of(condition)
    if condition.operator == WITHIN_YEARS:
        return isinstance(fact, date) and years_before(on, int(condition.threshold)) <= fact <= on
    said, asked = _number(str(fact)), Decimal(condition.threshold)
    if said is None:
        return False
    return said >= asked if condition.operator == AT_LEAST else said <= asked


def all_hold(conditions: Iterable[Condition], facts: Mapping[str, FactValue], *, on: date) -> bool:
    """Whether every condition holds; none at all always does."""
    return all(holds(condition, facts, on=on) for condition in conditions)


def asked(condition: Condition, *, unit: str = "", names: Mapping[str, str] | None = None) -> str:
    """The condition in words, as it stands behind 需: `不少于 20 人`, `属于“园区”`, `3 年以内`."""
    if condition.operator in {ONE_OF, NOT_ONE_OF}:
        listed = "、".join((names or {}).get(code, code) for code in thresholds_of(condition))
        return f"{'属于' if condition.operator == ONE_OF else '不属于'}“{listed}”"
    if condition.operator == WITHIN_YEARS:
        return f"在 {condition.threshold} 年以内"
    words = "不少于" if condition.operator == AT_LEAST else "不超过"
    return f"{words} {condition.threshold} {unit}".strip()


def are_contradictory(conditions: Iterable[Condition]) -> bool:
    """Whether no facts at all could meet every one of them: a stage nobody would ever reach."""
    by_fact: dict[str, list[Condition]] = {}
    for condition in conditions:
        by_fact.setdefault(condition.fact, []).append(condition)
    return any(_contradict(group) for group in by_fact.values())


def _contradict(conditions: list[Condition]) -> bool:
    least = [Decimal(c.threshold) for c in conditions if c.operator == AT_LEAST]
    most = [Decimal(c.threshold) for c in conditions if c.operator == AT_MOST]
    if least and most and max(least) > min(most):
        return True
    allowed = [set(thresholds_of(c)) for c in conditions if c.operator == ONE_OF]
    barred = {code for c in conditions if c.operator == NOT_ONE_OF for code in thresholds_of(c)}
    return bool(allowed) and not set.intersection(*allowed) - barred


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
