"""What a trial compares: past cases and windows on one side, what two policy versions ask on the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from policies.conditions import Condition, FactValue, all_hold
from policies.rules import ExpertProfile, ExpertTerms, StationProfile, StationTerms
from policies.tally import APPROVE, REFUSE, RETURN, SUPPLEMENT, Seat, SignRule

PASSED, REFUSED, SUPPLEMENTED, RETURNED = APPROVE, REFUSE, SUPPLEMENT, RETURN
UNDECIDED, NO_HISTORY, SKIPPED, OPEN = "undecided", "no_history", "skipped", "open"
"""How a stage or a whole review comes out, beside the four answers of a signer. OPEN: it has not ended, or was retracted."""
UNMET_COUNT = "unmet_count"


@dataclass(frozen=True)
class StagePlan:
    """审核环节 as a version plans it. `desks` names the groups that sign for a value of `desk_fact` (分派)."""

    code: str
    name: str
    rule: SignRule
    group: str
    conditions: tuple[Condition, ...] = ()
    desk_fact: str = ""
    desks: Mapping[str, str] = field(default_factory=dict)

    def applies_to(self, facts: Mapping[str, FactValue], *, on: date) -> bool:
        return all_hold(self.conditions, facts, on=on)

    @property
    def asks_unmet_count(self) -> bool:
        """Whether the stage depends on how many conditions are unmet, which the tried version decides anew."""
        return UNMET_COUNT in {self.desk_fact, *(condition.fact for condition in self.conditions)}

    def group_for(self, facts: Mapping[str, FactValue]) -> str:
        return self.desks.get(str(facts.get(self.desk_fact)), self.group) if self.desk_fact else self.group


@dataclass(frozen=True)
class RuleBook:
    """What one policy version asks, by kind of title."""

    terms: Mapping[str, StationTerms | ExpertTerms]
    stages: Mapping[str, tuple[StagePlan, ...]]


@dataclass(frozen=True)
class PastRun:
    """One passage through one stage. `seats` stand in the order of their answers, the unanswered last, beside their groups."""

    stage: str
    round_no: int
    outcome: str
    seats: tuple[Seat, ...]
    groups: tuple[str, ...]
    days: int | None = None


@dataclass(frozen=True)
class PastCase:
    """A past application: what was handed in on which day, how each stage was signed, how the review ended.

    A draft was never handed in before its round closed; `is_complete` says that nothing but a condition could keep it back.
    `version` is the key of the policy version that was used.
    """

    key: int
    kind: str
    on: date
    profile: StationProfile | ExpertProfile
    ending: str
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    runs: tuple[PastRun, ...] = ()
    is_draft: bool = False
    is_complete: bool = True
    version: int = 0


@dataclass(frozen=True)
class PastWindow:
    """公示期 as it was: opened on a day, over on its last day."""

    title: str
    opened_on: date
    last_day: date
