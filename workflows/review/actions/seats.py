"""What every door begins with: the lock, the seat as it is now, and the question whether this person may sit at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from viewflow.workflow.models import Task

from accounts.models import User
from workflows.review.exceptions import (
    MayNotSignError,
    NotYoursError,
    PersonRefusedError,
    RunClosedError,
    TaskTakenError,
)
from workflows.review.models import ReviewProcess, Seat, StageRun
from workflows.review.people import bar_to_signing, managers_of
from workflows.review.queries import open_run
from workflows.review.seating import WAITING
from workflows.review.turns import held

STEER = "workflows.change_reviewprocess"


def seat_of(task: Task) -> Seat:
    """The seat a task asks. TaskTakenError when the task is no longer the seat's."""
    related = "run__stage", "run__process", "group", "signer", "standing_for"
    seat = Seat.objects.select_related(*related).get(pk=task.data["seat"])
    if seat.task_id != task.pk or seat.removed_at:
        raise TaskTakenError
    return seat


@contextmanager
def at_seat(task: Task) -> Iterator[tuple[Any, Seat, ReviewProcess]]:
    """Under the lock of the process: the activation, the seat and the process of a task that still waits."""
    with held(task) as activation:
        seat = seat_of(task)
        if task.status not in WAITING:
            raise TaskTakenError
        yield activation, seat, activation.process


@contextmanager
def locked(process: ReviewProcess) -> Iterator[None]:
    """Hold the process until the transaction ends, and read it again: nothing read before the lock counts."""
    with process.flow_class.lock(process.pk):
        process.refresh_from_db()
        yield


def require_open(process: ReviewProcess) -> StageRun:
    run = open_run(process)
    if run is None or process.finished:
        raise RunClosedError
    return run


def require_no_bar(
    seat: Seat, person: User, process: ReviewProcess, *, standing_for: User | None = None
) -> None:
    if bar := bar_to_signing(seat, person, process, standing_for=standing_for):
        raise MayNotSignError(bar)


def require_owner(task: Task, by: User) -> None:
    if task.owner_id != by.pk:
        raise NotYoursError


def require_owner_or_manager(task: Task, seat: Seat, by: User, sentence: str) -> None:
    """Whoever steers processes (流程监控) may say who does the work as well; sign he may not."""
    if task.owner_id == by.pk or managers_of(seat.group).filter(pk=by.pk).exists():
        return
    if not by.has_perm(STEER):
        raise NotYoursError(sentence)


def require_desk(person: User, process: ReviewProcess, sentence: str) -> None:
    """Active staff who may open cases of this flow."""
    if not (person.is_active and person.is_staff and person.has_perm(process.desk_permission)):
        raise PersonRefusedError(sentence)
