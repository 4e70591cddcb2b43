"""签核与撤回：the answer of one seat, and taking it back while the stage is open."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from accounts.models import User
from policies.models import Stage
from workflows.review import signals
from workflows.review.actions.seats import (
    at_seat,
    locked,
    require_no_bar,
    require_open,
    require_owner,
    seat_of,
)
from workflows.review.actions.taking import take_held
from workflows.review.exceptions import (
    ChecksMissingError,
    ChoiceError,
    NotYoursError,
    OpinionMissingError,
    ReturnTargetError,
    ReviewError,
    RunClosedError,
    TaskTakenError,
)
from workflows.review.models import Choice, ReviewProcess, Seat, StageRun, TakenBack, Tick, Vote
from workflows.review.queries import checks_of, choices_at, return_targets
from workflows.review.seating import call_signers
from workflows.review.trace import given_reason, record
from workflows.review.turns import Rules, held, turn_of


@transaction.atomic
def cast_vote(
    *,
    task: Task,
    by: User,
    choice: str,
    opinion: str,
    at: datetime,
    ticked: Iterable[int] = (),
    return_to: Stage | None = None,
) -> Vote:
    """Write one signer's answer; close the stage when it settles it (S-5-2, E-4-2). Moving the flow on is the caller's.

    `ticked` are primary keys of the stage's checklist; `return_to` is asked for 退回前序环节 alone.
    """
    seat, process = seat_of(task), task.process.coerced
    _require_unanswered(task, seat)
    require_owner(task, by)
    require_no_bar(seat, by, process, standing_for=seat.standing_for)
    signals.seat_taken.send(sender=Seat, seat=seat, process=process, by=by, at=at)
    return _answer(task, seat, process, by, at, Answer(choice, opinion, set(ticked), return_to))


@transaction.atomic
def sign_task(
    *,
    task: Task,
    by: User,
    choice: str,
    opinion: str,
    at: datetime,
    ticked: Iterable[int] = (),
    return_to: Stage | None = None,
) -> Vote:
    """签核：cast the vote and move the flow on, as the desk does, for callers without a request."""
    with held(task) as activation, turn_of(activation.process):
        if not activation.start.can_proceed():
            raise TaskTakenError
        vote = cast_vote(
            task=task, by=by, choice=choice, opinion=opinion, at=at, ticked=ticked, return_to=return_to
        )
        activation.start(None)
        activation.execute()
    return vote


@transaction.atomic
def take_and_sign(*, task: Task, by: User, choice: str, opinion: str, at: datetime, rules: Rules) -> Vote:
    """领取并签核 of a free task under one lock, for a batch: what was asked when taking need not be asked again when signing."""
    with at_seat(task) as (activation, seat, process), turn_of(process, rules):
        take_held(activation, seat, by=by, at=at)
        _require_unanswered(task, seat)
        vote = _answer(task, seat, process, by, at, Answer(choice, opinion))
        activation.start(None)
        activation.execute()
    return vote


@dataclass(frozen=True)
class Answer:
    """What a signer says."""

    choice: str
    opinion: str
    ticked: set[int] = field(default_factory=set)
    return_to: Stage | None = None


def _require_unanswered(task: Task, seat: Seat) -> None:
    """The row of the run is held as well: a run is settled once."""
    run = StageRun.objects.select_for_update(of=("self",)).get(pk=seat.run_id)
    if run.closed_at or Vote.objects.filter(seat=seat).exists() or task.status == STATUS.DONE:
        raise TaskTakenError


def _answer(task: Task, seat: Seat, process: ReviewProcess, by: User, at: datetime, said: Answer) -> Vote:
    run = seat.run
    _check_answer(run, process, said)
    vote = Vote.objects.create(
        seat=seat, by=by, standing_for=seat.standing_for, choice=said.choice, return_to=said.return_to, opinion=said.opinion.strip(), at=at
    )  # fmt: skip
    _keep_ticks(vote, run, process, said.ticked)
    _record_vote(vote, run, process)
    call_signers(process, at, answering=task)
    return vote


@transaction.atomic
def take_back_vote(*, vote: Vote, by: User, reason: str, at: datetime) -> Seat:
    """撤回：one's own answer, while the stage is open and nobody after has signed. The seat asks its signer again."""
    reason = given_reason(reason)
    process = vote.seat.run.process.coerced
    with locked(process):
        standing = Vote.objects.select_related("seat__run__stage", "by").filter(pk=vote.pk).first()
        if standing is None:
            raise TaskTakenError
        if standing.by_id != by.pk:
            raise NotYoursError(_("只能撤回自己签署的意见。"))
        run = require_open(process)
        if standing.seat.run_id != run.pk:
            raise RunClosedError
        _require_last(standing, run)
        seat = standing.seat
        keep_taken_back(standing, reason, at)
        record(process, "take_back", by, stage=run.stage.code, seat=seat.place, reason=reason)
        call_signers(process, at)
    return seat


def keep_taken_back(vote: Vote, reason: str, at: datetime) -> TakenBack:
    """The vote no longer stands; what it said stays."""
    kept = TakenBack.objects.create(
        seat=vote.seat, by=vote.by, choice=vote.choice, opinion=vote.opinion, at=vote.at, taken_back_at=at, reason=reason
    )  # fmt: skip
    vote.delete()
    return kept


def _check_answer(run: StageRun, process: ReviewProcess, said: Answer) -> None:
    if said.choice not in choices_at(run, process):
        raise ChoiceError
    if not said.opinion.strip():
        raise OpinionMissingError
    if said.choice != Choice.RETURN and said.return_to is not None:
        raise ReturnTargetError
    if said.choice == Choice.RETURN and (said.return_to is None or said.return_to not in return_targets(run)):
        raise ReturnTargetError
    lines = checks_of(run, process)
    missing = [line.text for line in lines if line.is_required and line.pk not in said.ticked]
    if said.choice == Choice.APPROVE and missing:
        raise ChecksMissingError(missing)


def _keep_ticks(vote: Vote, run: StageRun, process: ReviewProcess, ticked: set[int]) -> None:
    if ticked:
        lines = [line for line in checks_of(run, process) if line.pk in ticked]
        Tick.objects.bulk_create(Tick(vote=vote, check_line=line) for line in lines)


def _record_vote(vote: Vote, run: StageRun, process: ReviewProcess) -> None:
    more: dict[str, object] = {}
    if vote.standing_for_id:
        more["standing_for"] = vote.standing_for_id
    if vote.return_to:
        more["return_to"] = vote.return_to.code
    record(
        process, "vote", vote.by, stage=run.stage.code, round=run.round_no, choice=vote.choice, opinion=vote.opinion, **more
    )  # fmt: skip


class LaterSignedError(ReviewError):
    def __init__(self) -> None:
        super().__init__(_("后续签核人已签署意见，不能撤回。"))


def _require_last(vote: Vote, run: StageRun) -> None:
    """Whoever signs in turn has read what was said before him."""
    seat = vote.seat
    later = Vote.objects.filter(seat__run=run, seat__place=seat.place, seat__step__gt=seat.step)
    if run.sign_rule.mode == "in_turn":
        later = later | Vote.objects.filter(seat__run=run, seat__place__gt=seat.place)
    if later.exists():
        raise LaterSignedError
