"""分派：the one function that calls seats. After every act the seats that are to answer have a task, and no others.

A seat's task is a branch of the run's split; a new one joins the same split, so the Join waits for it. A seat that is no
longer wanted leaves by running its branch to the Join without a vote.
"""

from datetime import datetime
from typing import Any

from viewflow.workflow.activation import Activation
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from accounts.models import User
from policies.tally import next_seats
from workflows.review.models import Origin, Pool, ReviewProcess, Seat, StageRun
from workflows.review.people import (
    bar_to_signing,
    managers_of,
    natural_pool,
    permission_of,
    pool_with_people,
)
from workflows.review.queries import open_run, seats_of, standing_seats
from workflows.review.stages import close_if_settled
from workflows.review.trace import record, tell

WAITING = (STATUS.NEW, STATUS.ASSIGNED)


def seats_to_call(process: ReviewProcess, at: datetime) -> list[dict[str, int]]:
    """One item for each seat that is to answer now and has no open task."""
    run = open_run(process)
    if run is None:
        return []
    items = _items(wanted_seats(run, process, at))
    if not items:  # an added signer was in the way and his seat is gone: what was said may be enough now
        close_if_settled(run, process, at)
    return items


def call_signers(process: ReviewProcess, at: datetime, *, answering: Task | None = None) -> None:
    """Give every seat that is to answer its task, and let the others leave. `answering` is the task being answered."""
    run = open_run(process)
    if run is None:
        return
    wanted = [] if close_if_settled(run, process, at) else wanted_seats(run, process, at)
    if run.closed_at or close_if_settled(run, process, at):  # again: a barred added signer may just have gone
        if answering is None:
            _wake_join(run)
        return
    if items := _items(wanted):
        process.flow_class.call_signers.branch(process, items)
    keep = {seat.pk for seat in wanted}
    for seat in _seats_with_tasks(run):
        if seat.pk not in keep and seat.task != answering:
            leave_branch(seat.task)


def wanted_seats(run: StageRun, process: ReviewProcess, at: datetime) -> list[Seat]:
    """The seats the tally asks now, each with somebody who may take it; marks the run when there is nobody."""
    while True:
        asked = set(next_seats(run.sign_rule, seats_of(run)))
        seats = [
            seat
            for seat in standing_seats(run).select_related(
                "run__stage", "group", "signer", "standing_for", "task"
            )
            if (seat.place, seat.step) in asked
        ]
        if not any(_vacate_if_barred(seat, process, at) for seat in seats):
            break
    is_attended = [_find_pool(seat, process, at) for seat in seats]
    _mark_attendance(run, process, at, is_attended=all(is_attended))
    return seats


def vacate(
    seat: Seat, process: ReviewProcess, at: datetime, *, by: User | None = None, reason: str = ""
) -> None:
    """The seat goes back to its pool; an added one, which has none, is removed."""
    if seat.is_added:
        seat.removed_at, seat.removed_by, seat.removed_reason = (
            at,
            by or seat.added_by,
            reason or "签核人不能办理",
        )
        seat.save(update_fields=["removed_at", "removed_by", "removed_reason"])
        record(process, "remove_signer", by, place=seat.place, reason=seat.removed_reason)
        return
    seat.signer, seat.standing_for = None, None
    seat.pool = natural_pool(seat)
    seat.save(update_fields=["signer", "standing_for", "pool"])
    _release(seat)


def hand(
    seat: Seat,
    to: User,
    at: datetime,
    *,
    standing_for: User | None = None,
    activation: Activation | None = None,
) -> None:
    """The seat and its open task, if there is one, are this person's from now on. `activation` is that of the task, where it is held."""
    seat.signer, seat.standing_for = to, standing_for
    seat.save(update_fields=["signer", "standing_for", "pool"])
    if activation is None:
        if (task := open_task_of(seat)) is None:
            return
        activation = task.flow_task.activation_class(task)
    activation.task.assigned = at
    if activation.task.status == STATUS.NEW:
        activation.assign(user=to)
    else:
        activation.reassign(user=to)


def leave_branch(task: Task) -> None:
    """The one door of a signature no longer wanted: its branch reaches the Join without a vote."""
    task.refresh_from_db()
    if task.status not in WAITING:
        return
    activation = task.flow_task.activation_class(task)
    activation.leave()
    activation.activate_next()


def open_task_of(seat: Seat) -> Task | None:
    """The task the seat is waiting with, as it is now."""
    return Task.objects.select_related("process").filter(pk=seat.task_id, status__in=WAITING).first()


def _items(seats: list[Seat]) -> list[dict[str, int]]:
    return [{"seat": seat.pk} for seat in seats if not _has_open_task(seat)]


def _has_open_task(seat: Seat) -> bool:
    return seat.task is not None and seat.task.finished is None


def _seats_with_tasks(run: StageRun) -> Any:
    return (
        Seat.objects.filter(run=run, task__status__in=WAITING).select_related("task__process").order_by("pk")
    )


def _wake_join(run: StageRun) -> None:
    """The first branch to leave finds the run settled at the Join, and the Join cancels the others."""
    seat = _seats_with_tasks(run).first()
    if seat is not None:
        leave_branch(seat.task)


def _vacate_if_barred(seat: Seat, process: ReviewProcess, at: datetime) -> bool:
    if seat.signer is None or not bar_to_signing(seat, seat.signer, process, standing_for=seat.standing_for):
        return False
    if seat.standing_for and not bar_to_signing(_as_own(seat), seat.standing_for, process):
        hand(seat, seat.standing_for, at)  # only the deputy is in the way
        return False
    vacate(seat, process, at)
    return True


def _as_own(seat: Seat) -> Seat:
    """The seat as it would be with the absent person back at it."""
    own = Seat.objects.select_related("run__stage", "group").get(pk=seat.pk)
    own.signer, own.standing_for = seat.standing_for, None
    return own


def _find_pool(seat: Seat, process: ReviewProcess, at: datetime) -> bool:
    """Whether somebody may take the seat; it moves to the pool in which that is so, to the managers at last."""
    if seat.signer is not None:
        return True
    pool = pool_with_people(seat, process)
    if pool is not None and pool != seat.pool:
        is_lent = pool == Pool.MANAGER and natural_pool(seat) != Pool.MANAGER
        seat.pool = pool
        seat.origin = Origin.MANAGER if is_lent or seat.run.is_fallback else Origin.OWN
        seat.save(update_fields=["pool", "origin"])
        if is_lent:
            _tell_managers(seat, process, at)
    _write_permission(seat)
    return pool is not None


def _tell_managers(seat: Seat, process: ReviewProcess, at: datetime) -> None:
    record(process, "lend_to_managers", None, stage=seat.run.stage.code, place=seat.place)
    tell(
        managers_of(seat.group),
        "lent",
        process,
        key=f"lent:{seat.pk}:{at:%Y%m%d%H%M%S}",
        stage=seat.run.stage.name,
    )


def _release(seat: Seat) -> None:
    task = open_task_of(seat)
    if task is not None and task.status == STATUS.ASSIGNED:
        task.assigned = None
        task.flow_task.activation_class(task).unassign()
        seat.task = task
    _write_permission(seat)


def _write_permission(seat: Seat) -> None:
    if seat.task_id:
        Task.objects.filter(pk=seat.task_id, status=STATUS.NEW).update(owner_permission=permission_of(seat))


def _mark_attendance(run: StageRun, process: ReviewProcess, at: datetime, *, is_attended: bool) -> None:
    if is_attended == (run.unattended_since is None):
        return
    run.unattended_since = None if is_attended else at
    run.save(update_fields=["unattended_since"])
    if not is_attended:
        record(process, "unattended", None, stage=run.stage.code, round=run.round_no)
