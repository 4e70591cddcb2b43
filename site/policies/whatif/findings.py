"""Which conditions an applicant would gain or lose, and what that does to the submission."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from policies.rules import (
    ExpertProfile,
    ExpertTerms,
    Finding,
    StationProfile,
    StationTerms,
    blocking,
    expert_findings,
    station_findings,
)
from policies.whatif.facts import PastCase, RuleBook

BLOCKED, ADMITTED, FLAGGED, EASED = "blocked", "admitted", "flagged", "eased"
"""提交时被拦截 · 可新增受理 · 作为提示进入审核 · 不再有提示"""
LOST, GAINED, HARDENED, SOFTENED = "lost", "gained", "hardened", "softened"
"""A condition that was met and no longer is, the other way round; and one unmet either way that now blocks, or no longer does."""


@dataclass(frozen=True)
class ConditionChange:
    """One condition that comes out differently: `was` and `now` are what the two versions ask."""

    article: str
    label: str
    value: str
    was: str
    now: str
    turn: str


def findings_under(case: PastCase, book: RuleBook) -> list[Finding]:
    """Every condition of a version for what was handed in, on the day it was."""
    return _findings(case.profile, book.terms[case.kind], case.on)


def compare_findings(
    case: PastCase, *, used: RuleBook, tried: RuleBook
) -> tuple[str, tuple[ConditionChange, ...]]:
    """第四条、第三条：the effect on the submission, empty when there is none, and the conditions behind it."""
    before, after = findings_under(case, used), findings_under(case, tried)
    changes = tuple(_changes(before, after))
    was_blocked, is_blocked = bool(blocking(before)), bool(blocking(after))
    if case.is_draft:
        is_admitted = was_blocked and not is_blocked and case.is_complete
        return (ADMITTED, changes) if is_admitted else ("", ())
    if is_blocked != was_blocked:
        return (BLOCKED if is_blocked else ADMITTED), changes
    if is_blocked or not changes:
        return "", changes
    return (FLAGGED if any(change.turn == LOST for change in changes) else EASED), changes


def _findings(
    profile: StationProfile | ExpertProfile, terms: StationTerms | ExpertTerms, on: date
) -> list[Finding]:
    if isinstance(profile, StationProfile) and isinstance(terms, StationTerms):
        return station_findings(profile, terms, on=on)
    if isinstance(profile, ExpertProfile) and isinstance(terms, ExpertTerms):
        return expert_findings(profile, terms, on=on)
    raise TypeError(type(terms))


def _changes(before: Iterable[Finding], after: Iterable[Finding]) -> Iterable[ConditionChange]:
    standing = {(finding.article, finding.label): finding for finding in before}
    for finding in after:
        old = standing.get((finding.article, finding.label))
        turn = _turn(old, finding) if old else ""
        if old and turn:
            yield ConditionChange(
                finding.article, finding.label, finding.value, old.threshold, finding.threshold, turn
            )


def _turn(old: Finding, new: Finding) -> str:
    if old.is_met != new.is_met:
        return GAINED if new.is_met else LOST
    if new.is_met or old.is_hard == new.is_hard:
        return ""
    return HARDENED if new.is_hard else SOFTENED
