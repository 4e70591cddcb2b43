"""One past application under the version that was used and under the one that is tried."""

from dataclasses import dataclass, replace
from decimal import Decimal

from policies.whatif.decisions import Replay, replay
from policies.whatif.facts import NO_HISTORY, OPEN, PASSED, UNMET_COUNT, PastCase, RuleBook
from policies.whatif.findings import BLOCKED, ConditionChange, compare_findings, findings_under


@dataclass(frozen=True)
class CaseTrial:
    """What would have been different. `review` is missing where there is nothing to compare:

    a draft, a review that has not ended, an application that would have been blocked before any review.
    """

    case: PastCase
    effect: str
    changes: tuple[ConditionChange, ...]
    review: Replay | None

    @property
    def is_decision_changed(self) -> bool:
        """Whether the review would end otherwise. An ending that nobody can know is a change only where the old one falls away."""
        if self.review is None or not self.case.runs or self.review.ending == self.case.ending:
            return False
        return self.review.ending != NO_HISTORY or self.case.ending != PASSED

    @property
    def is_affected(self) -> bool:
        return bool(self.effect) or self.is_decision_changed


def try_case(case: PastCase, *, used: RuleBook, tried: RuleBook) -> CaseTrial:
    """试算一件：conditions first; only what gets past them is reviewed."""
    effect, changes = compare_findings(case, used=used, tried=tried)
    has_review = not case.is_draft and case.ending != OPEN and effect != BLOCKED
    review = _review(case, tried) if has_review else None
    return CaseTrial(case, effect, changes, review)


def _review(case: PastCase, tried: RuleBook) -> Replay:
    plans = tried.stages[case.kind]
    if not any(plan.asks_unmet_count for plan in plans):
        return replay(case, plans)
    unmet = sum(not finding.is_met for finding in findings_under(case, tried))
    return replay(replace(case, facts={**case.facts, UNMET_COUNT: Decimal(unmet)}), plans)
