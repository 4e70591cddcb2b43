"""How signatures add up (S-5-2, E-4-2): pure functions the review loop and the what-if simulation share.

A stage has places (席位); at each place stands a chain of signers: whoever was added before (前加签), the
signer of the stage, whoever was added after (后加签). A chain is signed in turn and says what its first
objection says. A stage is settled as soon as no answer still to come could change the verdict, so the
order in which signers answer never decides anything.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

APPROVE, SUPPLEMENT, RETURN, REFUSE = "approve", "supplement", "return", "refuse"
ANY, ALL, QUORUM, IN_TURN = "any", "all", "quorum", "in_turn"


@dataclass(frozen=True)
class SignRule:
    """签核方式：how many places a stage has, how many approvals it needs, whether one refusal ends it (一票否决).

    `percent`, when given, replaces `quorum`: the share of places that has to approve, rounded up.
    """

    mode: str
    signers: int = 1
    quorum: int = 1
    is_veto: bool = True
    percent: int | None = None

    @property
    def places(self) -> int:
        return 1 if self.mode == ANY else self.signers

    @property
    def needed(self) -> int:
        if self.mode != QUORUM:
            return self.places
        return ceil(self.places * self.percent / 100) if self.percent else self.quorum


@dataclass(frozen=True)
class Seat:
    """One signer's position: its place counts from 1, its step orders the chain; `choice` is empty until it has answered."""

    place: int
    step: int
    choice: str = ""


def settled(rule: SignRule, seats: Iterable[Seat]) -> str | None:
    """The outcome of a stage, or None while the answers still missing could change it."""
    verdicts = verdicts_of(rule, seats)
    if rule.mode == IN_TURN:
        return _settled_in_turn(verdicts)
    known = Counter(verdict for verdict in verdicts if verdict)
    outcomes = {
        _verdict(rule, known + Counter(dict(zip(ANSWERS, split, strict=True))))
        for split in _splits(verdicts.count(None))
    }
    return outcomes.pop() if len(outcomes) == 1 else None


def next_seats(rule: SignRule, seats: Iterable[Seat]) -> list[tuple[int, int]]:
    """The (place, step) to call now: the first of each chain that has not answered; in turn (依次) only one of them."""
    standing = list(seats)
    verdicts = verdicts_of(rule, standing)
    waiting = []
    for place, verdict in enumerate(verdicts, 1):
        if verdict is None:
            waiting += _first_unanswered(place, standing)
    return waiting[:1] if rule.mode == IN_TURN else waiting


def verdicts_of(rule: SignRule, seats: Iterable[Seat]) -> list[str | None]:
    """What each place says, in order: its first objection, 通过 when the whole chain approved, None while it is open."""
    chains: dict[int, list[Seat]] = {place: [] for place in range(1, rule.places + 1)}
    for seat in sorted(seats, key=lambda seat: seat.step):
        chains[seat.place].append(seat)
    return [_chain_verdict(chain) for chain in chains.values()]


def return_target(asked: Iterable[tuple[str, int | None]]) -> int | None:
    """退回到哪一环节：of (choice, stage order) answers, the earliest stage asked for; the applicant (补正) is before all stages."""
    orders = [order for choice, order in asked if choice == RETURN and order is not None]
    return min(orders) if orders else None


ANSWERS = (APPROVE, SUPPLEMENT, RETURN, REFUSE)


def _chain_verdict(chain: Sequence[Seat]) -> str | None:
    for seat in chain:
        if seat.choice != APPROVE:
            return seat.choice or None
    return APPROVE if chain else None


def _first_unanswered(place: int, seats: Iterable[Seat]) -> list[tuple[int, int]]:
    steps = sorted(seat.step for seat in seats if seat.place == place and not seat.choice)
    return [(place, step) for step in steps[:1]]


def _splits(missing: int) -> Iterable[tuple[int, ...]]:
    """Every way the places still open could answer."""
    for split in product(range(missing + 1), repeat=len(ANSWERS) - 1):
        if sum(split) <= missing:
            yield (*split, missing - sum(split))


def _verdict(rule: SignRule, counts: Mapping[str, int]) -> str:
    """The verdict once everybody has answered. Between return and refusal a tie goes to the milder;
    between the applicant and an earlier stage the applicant, who stands before every stage.
    """
    approvals, refusals = counts.get(APPROVE, 0), counts.get(REFUSE, 0)
    supplements, returns = counts.get(SUPPLEMENT, 0), counts.get(RETURN, 0)
    if rule.is_veto and refusals:
        return REFUSE
    if approvals >= rule.needed:
        return APPROVE
    if refusals > supplements + returns:
        return REFUSE
    return SUPPLEMENT if supplements else RETURN


def _settled_in_turn(verdicts: Sequence[str | None]) -> str | None:
    """依次：the first who does not approve ends it; the last approval passes it."""
    for verdict in verdicts:
        if verdict != APPROVE:
            return verdict
    return APPROVE
