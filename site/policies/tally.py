"""How signatures add up (S-5-2, E-4-2): a pure function the review loop and the what-if simulation share.

A stage is settled as soon as no answer still to come could change the verdict, so the order in which
signers answer never decides anything.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

APPROVE, SUPPLEMENT, REFUSE = "approve", "supplement", "refuse"
ANY, ALL, QUORUM, IN_TURN = "any", "all", "quorum", "in_turn"


@dataclass(frozen=True)
class SignRule:
    """签核方式：how many seats a stage has, how many approvals it needs, whether one refusal ends it (一票否决)."""

    mode: str
    signers: int = 1
    quorum: int = 1
    is_veto: bool = True

    @property
    def seats(self) -> int:
        return 1 if self.mode == ANY else self.signers

    @property
    def needed(self) -> int:
        return self.quorum if self.mode == QUORUM else self.seats


@dataclass(frozen=True)
class Ballot:
    """One seat's answer; seats count from 1."""

    seat: int
    choice: str


def settled(rule: SignRule, ballots: Iterable[Ballot]) -> str | None:
    """The outcome of a stage, or None while the answers still missing could change it."""
    cast = list(ballots)
    if rule.mode == IN_TURN:
        return _settled_in_turn(rule, cast)
    counts = Counter(ballot.choice for ballot in cast)
    missing = rule.seats - len(cast)
    verdicts = {
        _verdict(rule, counts[APPROVE] + a, counts[SUPPLEMENT] + s, counts[REFUSE] + missing - a - s)
        for a in range(missing + 1)
        for s in range(missing - a + 1)
    }
    return verdicts.pop() if len(verdicts) == 1 else None


def next_seats(rule: SignRule, ballots: Iterable[Ballot]) -> list[int]:
    """The seats to call now: all that have not answered, or in turn (依次) only the first of them."""
    answered = {ballot.seat for ballot in ballots}
    waiting = [seat for seat in range(1, rule.seats + 1) if seat not in answered]
    return waiting[:1] if rule.mode == IN_TURN else waiting


def _verdict(rule: SignRule, approvals: int, supplements: int, refusals: int) -> str:
    """The verdict once everybody has answered; between return and refusal a tie goes to the milder."""
    if rule.is_veto and refusals:
        return REFUSE
    if approvals >= rule.needed:
        return APPROVE
    return REFUSE if refusals > supplements else SUPPLEMENT


def _settled_in_turn(rule: SignRule, cast: list[Ballot]) -> str | None:
    """依次：the first who does not approve ends it; the last approval passes it."""
    answers = {ballot.seat: ballot.choice for ballot in cast}
    for seat in range(1, rule.seats + 1):
        if answers.get(seat) != APPROVE:
            return answers.get(seat)
    return APPROVE
