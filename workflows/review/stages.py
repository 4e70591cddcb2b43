"""Opening a stage with its seats, and closing it when its votes settle it. The flow's row lock is held around each."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from policies.calendar import CalendarGapError, add_workdays
from policies.enums import SignerSource
from policies.models import Stage, StageDesk
from policies.queries import WorkCalendar, calendar_from
from policies.tally import return_target, settled
from workflows.review.exceptions import NoStagesError
from workflows.review.models import Choice, Origin, Pool, Recusal, ReviewProcess, Seat, StageRun, Vote
from workflows.review.people import members_of
from workflows.review.queries import Next, next_stage, seats_of, stages_of
from workflows.review.trace import record, tell
from workflows.review.turns import rules_of


@transaction.atomic
def open_stage(*, process: ReviewProcess, at: datetime) -> StageRun:
    """Open the next stage with its seats; its limit counts working days from the day after."""
    following = next_stage(process, timezone.localdate(at))
    stage = following.stage
    if stage is None:
        raise NoStagesError
    record_skipped(process, following)
    revision, calendar = rules_of(process).calendar(timezone.localdate(at))
    run = StageRun.objects.create(
        process_id=process.pk,
        stage=stage,
        round_no=following.round_no,
        opened_at=at,
        due_on=due_on(stage, timezone.localdate(at), calendar),
        calendar_revision=revision,
        is_fallback=following.is_fallback,
        goes_first=process.goes_first(),
    )
    if process.turn:
        process.turn.opened(run)
    _make_seats(run, process)
    process.stage_no, process.round_no = stage.order, following.round_no
    process.save(update_fields=["stage_no", "round_no"])
    record(process, "open_stage", None, stage=stage.code, round=run.round_no, due_on=run.due_on)
    _bar_parties(run, process, at)
    tell((), "opened", process, key=f"opened:{run.pk}", group=stage.group, stage=stage.name)
    return run


def record_skipped(process: ReviewProcess, following: Next) -> None:
    """A stage passed over leaves a trace that says which conditions did not hold."""
    for stage in following.skipped:
        conditions = [str(row) for row in stage.conditions.all()]
        record(process, "skip_stage", None, stage=stage.code, round=following.round_no, conditions=conditions)


def close_if_settled(run: StageRun, process: ReviewProcess, at: datetime) -> bool:
    """Close the run when no answer still to come could change it; True when it is closed now."""
    outcome = settled(run.sign_rule, seats_of(run))
    if outcome is None:
        return False
    run.closed_at, run.outcome, run.unattended_since = at, outcome, None
    if outcome == Choice.RETURN:
        run.return_to = _return_target(run)
    run.save(update_fields=["closed_at", "outcome", "return_to", "unattended_since"])
    if outcome == Choice.APPROVE and _may_skip(run, process):
        following = next_stage(process, timezone.localdate(at))
        if following.stage is None:  # else the opening of that stage says so
            record_skipped(process, following)
    return True


def _may_skip(run: StageRun, process: ReviewProcess) -> bool:
    """Whether a later stage has conditions at all: most have none, and then there is nothing to work out."""
    return any(stage.conditions.all() for stage in stages_of(process) if stage.order > run.stage.order)


def due_on(stage: Stage, opened_on: date, calendar: WorkCalendar | None = None) -> date | None:
    """The last day of the limit; unknown when the work calendar does not reach that far."""
    calendar = calendar or calendar_from(opened_on)
    try:
        return add_workdays(opened_on, stage.limit_days, calendar.is_workday)
    except CalendarGapError:
        return None


def _return_target(run: StageRun) -> Stage:
    """Of the stages asked for, the earliest."""
    votes = Vote.objects.filter(seat__run=run, choice=Choice.RETURN).select_related("return_to")
    by_order = {vote.return_to.order: vote.return_to for vote in votes if vote.return_to}
    return by_order[return_target((Choice.RETURN.value, order) for order in by_order) or min(by_order)]


def _make_seats(run: StageRun, process: ReviewProcess) -> None:
    stage, group = run.stage, _group_of(run.stage, process)
    places = range(1, run.sign_rule.places + 1)
    named: dict[int, int] = {}
    if stage.signer_source == SignerSource.PEOPLE and not run.is_fallback and run.sign_rule.mode != "any":
        named = dict(enumerate(stage.named_signers.order_by("order").values_list("user", flat=True), 1))
    Seat.objects.bulk_create(
        Seat(
            run=run,
            place=place,
            group_id=group,
            signer_id=named.get(place),
            pool=Pool.PERSON if place in named else Pool.GROUP,
            origin=Origin.MANAGER if run.is_fallback else Origin.OWN,
        )
        for place in places
    )


def _group_of(stage: Stage, process: ReviewProcess) -> int:
    """The stage's group, or the desk its fact of the subject points to."""
    if stage.signer_source != SignerSource.DESK or not stage.desk_fact:
        return stage.group_id
    value = process.facts().get(stage.desk_fact)
    desk = StageDesk.objects.filter(stage=stage, value=str(value or "")).values_list("group_id", flat=True)
    return desk.first() or stage.group_id


def _bar_parties(run: StageRun, process: ReviewProcess, at: datetime) -> None:
    """利害关系：members of the group, and named people, with a stake are barred from the start."""
    asked = set(members_of(run.stage.group).values_list("pk", flat=True))
    asked |= set(run.stage.named_signers.values_list("user_id", flat=True))
    for person in sorted(process.known_parties() & asked):
        bar_automatically(process, person, at)


def bar_automatically(process: ReviewProcess, person: int, at: datetime) -> bool:
    """回避：found, not declared; True when it is new."""
    row, is_new = Recusal.objects.get_or_create(
        process_id=process.pk,
        person_id=person,
        defaults={"reason": "与申报人存在利害关系", "is_automatic": True, "at": at},
    )
    if is_new:
        record(process, "recuse", None, person=person, reason=row.reason, automatic=True)
    return is_new
