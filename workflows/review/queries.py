"""Questions of the review: which stage comes next, what was answered, which answers may be given."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from policies import tally
from policies.conditions import all_hold
from policies.models import Stage, StageCheck
from workflows.review.models import Choice, Comment, ReviewProcess, Seat, StageRun, Vote
from workflows.review.turns import Rules, newest_run, rules_of


@dataclass(frozen=True)
class Next:
    """Where the case goes: a stage (None when the review is over), its round, and the stages whose conditions do not hold."""

    stage: Stage | None
    round_no: int
    skipped: Sequence[Stage] = field(default_factory=list)
    is_fallback: bool = False


def stages_of(process: ReviewProcess) -> list[Stage]:
    """The stages of the pinned policy version, in order."""
    return rules_of(process).stages(process.policy_id, process.flow_kind)


def stages_under(policy_id: int, flow_kind: str) -> list[Stage]:
    """The stages a version has for a flow, in order."""
    return Rules().stages(policy_id, flow_kind)


def current_run(process: ReviewProcess) -> StageRun | None:
    """The newest run: open while signers are at work, closed between stages."""
    found: StageRun | None = process.turn.run if process.turn else newest_run(process)
    return found


def open_run(process: ReviewProcess) -> StageRun | None:
    run = current_run(process)
    return run if run and run.closed_at is None else None


def next_stage(process: ReviewProcess, on: date | None = None) -> Next:
    """The first stage, the one after an approval, the first again after a supplement, or the one returned to.

    A stage whose conditions do not hold is passed over. When none of them all holds, the first is held by its
    managers: a case never passes without anybody having looked.
    """
    stages, last = stages_of(process), current_run(process)
    if last is not None and last.outcome == Choice.RETURN:
        return Next(_same_stage(stages, last.return_to), last.round_no + 1)
    if last is None or last.outcome == Choice.SUPPLEMENT:
        found = _first_applicable(process, stages, last.round_no + 1 if last else 1, on)
        if found.stage is None and stages:
            return Next(stages[0], found.round_no, found.skipped, is_fallback=True)
        return found
    if last.outcome != Choice.APPROVE or last.is_fallback:
        return Next(None, last.round_no)
    later = [stage for stage in stages if stage.order > last.stage.order]
    return _first_applicable(process, later, last.round_no, on)


def _first_applicable(process: ReviewProcess, stages: list[Stage], round_no: int, on: date | None) -> Next:
    facts, on = None, on or timezone.localdate()
    skipped: list[Stage] = []
    for stage in stages:
        conditions = [row.condition for row in stage.conditions.all()]
        if conditions and facts is None:
            facts = process.facts()
        if all_hold(conditions, facts or {}, on=on):
            return Next(stage, round_no, skipped)
        skipped.append(stage)
    return Next(None, round_no, skipped)


def _same_stage(stages: list[Stage], target: Stage | None) -> Stage | None:
    """A stage by its code: the process may have moved to a newer version since it was asked for."""
    return next((stage for stage in stages if target and stage.code == target.code), None)


def seats_of(run: StageRun) -> list[tally.Seat]:
    """Every standing seat of a run with what it has answered so far."""
    rows = standing_seats(run).values_list("place", "step", "vote__choice")
    return [tally.Seat(place, step, choice or "") for place, step, choice in rows]


def standing_seats(run: StageRun) -> QuerySet[Seat]:
    """The seats nobody has removed, in the order they sign."""
    return Seat.objects.filter(run=run, removed_at=None).order_by("place", "step")


def last_vote(run: StageRun) -> Vote:
    """The answer that settled a run."""
    return Vote.objects.filter(seat__run=run).select_related("by").order_by("-at", "-id")[:1].get()


def decisive_opinion(run: StageRun) -> str:
    """What the applicant is told: the opinions that agree with the outcome (S-5-2)."""
    votes = Vote.objects.filter(seat__run=run, choice=run.outcome).order_by("seat__place", "seat__step")
    return "\n".join(votes.values_list("opinion", flat=True))


def return_targets(run: StageRun) -> list[Stage]:
    """The earlier stages a signer of this run may send the case back to; none when the stage may not, or not again."""
    stage = run.stage
    if not stage.may_return:
        return []
    runs = StageRun.objects.filter(process_id=run.process_id).select_related("stage")
    returned = [one for one in runs if one.stage.code == stage.code and one.outcome == Choice.RETURN]
    if len(returned) >= stage.max_returns:
        return []
    held = {one.stage.code for one in runs if one.outcome}
    process = run.process
    return [one for one in stages_of(process) if one.order < stage.order and one.code in held]


def choices_at(run: StageRun, process: ReviewProcess) -> list[Choice]:
    """The answers a signer of this run may give now."""
    offered: list[Choice] = [choice for choice in process.choices_offered() if choice != Choice.RETURN]
    if return_targets(run):
        offered.insert(-1 if Choice.REFUSE in offered else len(offered), Choice.RETURN)
    return offered


def checks_of(run: StageRun, process: ReviewProcess) -> list[StageCheck]:
    """The checklist of the stage, in order."""
    return rules_of(process).checks(run.stage_id)


def comments_of(process_pk: int) -> list[Comment]:
    """Newest first, with whom they mention; two queries at most."""
    found = Comment.objects.filter(process_id=process_pk).select_related("by")
    return list(found.prefetch_related("mentions").order_by("-at", "-id"))
