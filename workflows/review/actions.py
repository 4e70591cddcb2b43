"""The doors of the review loop: open a stage, take a seat or leave it, cast a vote. The flow's row lock is held around each."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from accounts.models import User
from audit.actions import record_event
from policies.calendar import CalendarGapError, add_workdays
from policies.models import Stage
from policies.queries import calendar_from
from policies.tally import next_seats, settled
from workflows.review import signals
from workflows.review.exceptions import (
    ChoiceError,
    MayNotSignError,
    NoStagesError,
    NotYoursError,
    OpinionMissingError,
    TaskTakenError,
)
from workflows.review.models import ReviewProcess, Seat, StageRun, Vote
from workflows.review.queries import bar_to_signing, current_run, next_stage, seats_of


@transaction.atomic
def open_stage(*, process: ReviewProcess, at: datetime) -> StageRun:
    """Open the next stage with its seats; its limit counts working days from the day after."""
    stage, round_no = next_stage(process)
    if stage is None:
        raise NoStagesError
    run = StageRun.objects.create(
        process_id=process.pk,
        stage=stage,
        round_no=round_no,
        opened_at=at,
        due_on=_due_on(stage, timezone.localdate(at)),
    )
    Seat.objects.bulk_create(
        Seat(run=run, order=order, group_id=stage.group_id) for order in range(1, run.sign_rule.places + 1)
    )
    process.stage_no, process.round_no = stage.order, round_no
    process.save(update_fields=["stage_no", "round_no"])
    record_event(
        by=None,
        verb="review.open_stage",
        target=process.subject,
        after={"stage": stage.code, "round": round_no, "due_on": run.due_on},
        policy=process.policy,
    )
    return run


def seats_to_call(process: ReviewProcess) -> list[dict[str, int]]:
    """One item for each seat that is to answer now."""
    run = current_run(process)
    if run is None or run.closed_at:
        return []
    places = [place for place, _step in next_seats(run.sign_rule, seats_of(run))]
    seats = Seat.objects.filter(run=run, order__in=places).order_by("order")
    return [{"seat": pk} for pk in seats.values_list("pk", flat=True)]


@transaction.atomic
def take_seat(*, task: Task, by: User, at: datetime) -> Seat:
    """领取：one member of the group takes the task. Raises TaskTakenError, MayNotSignError."""
    with task.activation() as activation:
        seat = _seat_of(task)
        if not activation.assign.can_proceed():
            raise TaskTakenError
        _require_no_bar(seat, by, activation.process)
        task.assigned = at
        activation.assign(user=by)
        seat.signer = by
        seat.save(update_fields=["signer"])
        signals.seat_taken.send(sender=Seat, seat=seat, process=activation.process, by=by, at=at)
        record_event(
            by=by,
            verb="review.take",
            target=activation.process.subject,
            after={"stage": seat.run.stage.code, "seat": seat.order},
            policy=activation.process.policy,
        )
    return seat


@transaction.atomic
def leave_seat(*, task: Task, by: User, at: datetime) -> Seat:
    """退回本组：the signer gives an unanswered task back to the group."""
    with task.activation() as activation:
        seat = _seat_of(task)
        if not activation.unassign.can_proceed():
            raise TaskTakenError
        if task.owner_id != by.pk:
            raise NotYoursError
        task.assigned = None
        activation.unassign()
        seat.signer = None
        seat.save(update_fields=["signer"])
        record_event(
            by=by,
            verb="review.leave",
            target=activation.process.subject,
            after={"stage": seat.run.stage.code, "seat": seat.order},
            policy=activation.process.policy,
        )
    return seat


@transaction.atomic
def cast_vote(*, task: Task, by: User, choice: str, opinion: str, at: datetime) -> Vote:
    """Write one signer's answer; close the stage when it settles it (S-5-2, E-4-2). Moving the flow on is the caller's."""
    seat = _seat_of(task)
    run = StageRun.objects.select_for_update().select_related("stage").get(pk=seat.run_id)
    process: ReviewProcess = task.process.coerced
    if run.closed_at or Vote.objects.filter(seat=seat).exists() or task.status == STATUS.DONE:
        raise TaskTakenError
    if task.owner_id != by.pk:
        raise NotYoursError
    _require_no_bar(seat, by, process)
    if choice not in process.choices_offered():
        raise ChoiceError
    if not opinion.strip():
        raise OpinionMissingError
    vote = Vote.objects.create(seat=seat, by=by, choice=choice, opinion=opinion.strip(), at=at)
    record_event(
        by=by,
        verb="review.vote",
        target=process.subject,
        after={"stage": run.stage.code, "round": run.round_no, "choice": choice, "opinion": vote.opinion},
        policy=process.policy,
    )
    _close_if_settled(run, at)
    return vote


@transaction.atomic
def sign_task(*, task: Task, by: User, choice: str, opinion: str, at: datetime) -> Vote:
    """签核：cast the vote and move the flow on, as the desk does, for callers without a request."""
    with task.activation() as activation:
        if not activation.start.can_proceed():
            raise TaskTakenError
        vote = cast_vote(task=task, by=by, choice=choice, opinion=opinion, at=at)
        activation.start(None)
        activation.execute()
    return vote


def _seat_of(task: Task) -> Seat:
    return Seat.objects.select_related("run__stage").get(pk=task.data["seat"])


def _due_on(stage: Stage, opened_on: date) -> date | None:
    """The last day of the limit; unknown when the work calendar does not reach that far."""
    try:
        return add_workdays(opened_on, stage.limit_days, calendar_from(opened_on).is_workday)
    except CalendarGapError:
        return None


def _require_no_bar(seat: Seat, by: User, process: ReviewProcess) -> None:
    bar = bar_to_signing(seat, by, process)
    if bar:
        raise MayNotSignError(bar)


def _close_if_settled(run: StageRun, at: datetime) -> None:
    outcome = settled(run.sign_rule, seats_of(run))
    if outcome:
        run.closed_at, run.outcome = at, outcome
        run.save(update_fields=["closed_at", "outcome"])
