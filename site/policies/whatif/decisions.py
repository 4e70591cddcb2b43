"""The recorded votes of a past review, counted through the stages of another version (S-5-2, E-4-2).

Votes are matched to stages by code and to places in the order they were given (依次: by place). A stage that was
not signed is passed over as 无历史数据: where the other stages all approve, the ending is unknown, not 通过.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from policies.tally import APPROVE, IN_TURN, RETURN, SUPPLEMENT, Seat, SignRule, settled, verdicts_of
from policies.whatif.facts import NO_HISTORY, PASSED, SKIPPED, UNDECIDED, PastCase, PastRun, StagePlan


@dataclass(frozen=True)
class StageLine:
    """One stage of one round: how it was settled, how it would be, and whom that would have asked."""

    code: str
    name: str
    round_no: int
    was: str
    now: str
    group: str
    asked: int = 0
    lacking: int = 0
    unsigned: int = 0


@dataclass(frozen=True)
class Replay:
    """How a review would have ended, and where."""

    ending: str
    lines: tuple[StageLine, ...]
    deciding: StageLine | None = None


def replay(case: PastCase, plans: Sequence[StagePlan]) -> Replay:
    """Round by round: a supplement or a return goes on with the next round that was recorded, if there is one.

    Where no stage applies the first is held all the same: a case never passes without anybody having looked.
    """
    if not plans:
        return Replay(NO_HISTORY, ())
    if not any(plan.applies_to(case.facts, on=case.on) for plan in plans):
        plans = [replace(plans[0], conditions=())]
    rounds = sorted({run.round_no for run in case.runs}) or [1]
    lines: list[StageLine] = []
    for place, round_no in enumerate(rounds):
        runs = {run.stage: run for run in case.runs if run.round_no == round_no}
        walked = _walk(case, _from_first_signed(plans, runs) if place else plans, runs, round_no)
        lines += walked
        last = walked[-1] if walked else None
        if last and last.now in {SUPPLEMENT, RETURN} and place + 1 < len(rounds):
            continue
        if last and last.now not in {APPROVE, SKIPPED, NO_HISTORY}:
            return Replay(last.now, tuple(lines), last)
        unknown = next((line for line in walked if line.now == NO_HISTORY), None)
        return Replay(NO_HISTORY if unknown else PASSED, tuple(lines), unknown)
    raise AssertionError("a review has at least one round")


def _from_first_signed(plans: Sequence[StagePlan], runs: dict[str, PastRun]) -> Sequence[StagePlan]:
    """A later round begins where it was recorded to begin; what stands before it was noted in the first."""
    places = [place for place, plan in enumerate(plans) if plan.code in runs]
    return plans[places[0] :] if places else plans


def _walk(
    case: PastCase, plans: Sequence[StagePlan], runs: dict[str, PastRun], round_no: int
) -> list[StageLine]:
    """Stage after stage, until one does not let the case through."""
    lines = []
    for plan in plans:
        run = runs.get(plan.code)
        line = _line(case, plan, run, round_no)
        lines.append(line)
        if line.now not in {APPROVE, SKIPPED, NO_HISTORY}:
            break
    return lines


def _line(case: PastCase, plan: StagePlan, run: PastRun | None, round_no: int) -> StageLine:
    group = plan.group_for(case.facts)
    was = run.outcome if run else ""
    if not plan.applies_to(case.facts, on=case.on):
        return StageLine(plan.code, plan.name, round_no, was, SKIPPED, group)
    if run is None or not any(seat.choice for seat in run.seats):
        return StageLine(plan.code, plan.name, round_no, was, NO_HISTORY, group, asked=plan.rule.places)
    seats = reseated(plan.rule, run.seats)
    verdicts = verdicts_of(plan.rule, seats)
    outcome = _settled(plan.rule, seats)
    is_open = outcome is None
    return StageLine(
        plan.code,
        plan.name,
        round_no,
        was,
        outcome or UNDECIDED,
        group,
        asked=_asked(plan.rule, verdicts),
        lacking=max(plan.rule.needed - verdicts.count(APPROVE), 0) if is_open else 0,
        unsigned=verdicts.count(None) if is_open else 0,
    )


def reseated(rule: SignRule, seats: Sequence[Seat]) -> tuple[Seat, ...]:
    """The recorded seats at the places of another sign rule: the first to answer keep theirs; in turn, the first places."""
    places = list(dict.fromkeys(seat.place for seat in seats))
    if rule.mode == IN_TURN:
        places.sort()
    numbers = {place: number for number, place in enumerate(places[: rule.places], 1)}
    kept = [Seat(numbers[seat.place], seat.step, seat.choice) for seat in seats if seat.place in numbers]
    return tuple(sorted(kept, key=lambda seat: (seat.place, seat.step)))


_settled = lru_cache(maxsize=4096)(settled)  # thousands of cases repeat a few patterns of votes


def _asked(rule: SignRule, verdicts: Sequence[str | None]) -> int:
    """依次 asks nobody behind the first who did not approve."""
    if rule.mode != IN_TURN:
        return rule.places
    objections = (place for place, verdict in enumerate(verdicts, 1) if verdict not in {APPROVE, None})
    return next(objections, rule.places)
