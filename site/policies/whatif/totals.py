"""Sums over many cases, made in pieces and added up: section → words divided by tabs → how many.

Plain numbers under plain keys, so that a piece can be stored as JSON and merged with the next.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from policies.whatif.facts import NO_HISTORY, OPEN, SKIPPED
from policies.whatif.findings import BLOCKED
from policies.whatif.judging import CaseTrial

Totals = dict[str, dict[str, int]]
SECTIONS = ("cases", "effects", "conditions", "decisions", "stages", "days", "groups")


def key(*parts: object) -> str:
    return "\t".join(str(part) for part in parts)


def parts(words: str) -> list[str]:
    return words.split("\t")


def totals_of(trials: Iterable[CaseTrial]) -> Totals:
    """One piece of the history."""
    sums: dict[str, Counter[str]] = {section: Counter() for section in SECTIONS}
    for trial in trials:
        _count_submission(trial, sums)
        if not trial.case.is_draft and trial.case.ending != OPEN:
            _count_past_review(trial, sums)
        if trial.review:
            _count_review(trial, sums)
    return {section: dict(sums[section]) for section in SECTIONS}


def merge(*pieces: Mapping[str, Mapping[str, int]]) -> Totals:
    """The sum of several pieces."""
    sums: dict[str, Counter[str]] = {section: Counter() for section in SECTIONS}
    for piece in pieces:
        for section in SECTIONS:
            sums[section].update(piece.get(section, {}))
    return {section: dict(sums[section]) for section in SECTIONS}


def _count_submission(trial: CaseTrial, sums: dict[str, Counter[str]]) -> None:
    case = trial.case
    sums["cases"]["drafts" if case.is_draft else "handed_in"] += 1
    sums["cases"]["affected"] += trial.is_affected
    if not case.is_draft and case.ending == OPEN and trial.effect != BLOCKED:
        sums["cases"]["open"] += 1
    if trial.effect:
        sums["effects"][trial.effect] += 1
        for change in trial.changes:
            sums["conditions"][key(change.article, change.label, change.was, change.now, change.turn)] += 1


def _count_past_review(trial: CaseTrial, sums: dict[str, Counter[str]]) -> None:
    """What the past review asked of its signers and how long each stage took."""
    kind = trial.case.kind
    for run in trial.case.runs:
        sums["stages"][key(kind, run.stage, "was")] += len(run.seats)
        for group in run.groups:
            sums["groups"][key(group, "was")] += 1
        if run.days is not None:
            sums["days"][key(kind, run.stage, run.days)] += 1


def _count_review(trial: CaseTrial, sums: dict[str, Counter[str]]) -> None:
    review, case = trial.review, trial.case
    assert review is not None  # noqa: S101  the caller has looked
    sums["cases"]["replayed"] += 1
    if trial.is_decision_changed:
        sums["decisions"][key(case.ending, review.ending)] += 1
    sums["cases"]["no_history"] += review.ending == NO_HISTORY and not trial.is_decision_changed
    for line in review.lines:
        if line.now == SKIPPED:
            sums["stages"][key(case.kind, line.code, "skipped")] += 1
            continue
        sums["stages"][key(case.kind, line.code, "now")] += line.asked
        sums["groups"][key(line.group, "now")] += line.asked
        if line.now == NO_HISTORY:
            sums["stages"][key(case.kind, line.code, "no_history")] += 1
