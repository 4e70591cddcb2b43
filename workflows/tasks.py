"""Doors to human tasks of any flow: find one, take it, give it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import BigIntegerField
from django.http import Http404
from viewflow.workflow.models import Task

from accounts.models import User
from audit.actions import record_event
from workflows.review.actions import leave_seat, take_seat
from workflows.review.exceptions import NotYoursError, TaskTakenError
from workflows.review.models import ReviewProcess


def find_task(process_pk: int, task_pk: int) -> Task:
    """A human task by its own number *and* its process: Viewflow locks the one and loads the other, and compares neither."""
    if max(process_pk, task_pk) > BigIntegerField.MAX_BIGINT:
        raise Http404  # SQLite refuses to compare such a number
    rows = Task.objects.select_related("process", *_whole_cases())
    task = rows.filter(pk=task_pk, process_id=process_pk).first()
    node = task.flow_task if task else None
    if task is None or node is None or node.task_type != "HUMAN":
        raise Http404
    return task


def _whole_cases() -> list[str]:
    """From a task to the case it is about, whichever flow's it is: one read instead of five."""
    return [path for kind in ReviewProcess.__subclasses__() for path in kind.read_with_task()]


@transaction.atomic
def take_task(*, task: Task, by: User, at: datetime) -> Task:
    """领取：a member of the task's group makes it his own. Raises TaskTakenError, MayNotSignError."""
    if "seat" in task.data:
        take_seat(task=task, by=by, at=at)
        return task
    with task.activation() as activation:
        if not activation.assign.can_proceed():
            raise TaskTakenError
        if not task.owner_permission or not by.has_perm(task.owner_permission):
            raise NotYoursError
        task.assigned = at
        activation.assign(user=by)
        record_event(by=by, verb="task.take", target=task, after={"task": task.flow_task.name})
    return task


@transaction.atomic
def leave_task(*, task: Task, by: User, at: datetime) -> Task:
    """退回本组：the owner gives an unfinished task back to its group."""
    if "seat" in task.data:
        leave_seat(task=task, by=by, at=at)
        return task
    with task.activation() as activation:
        if not activation.unassign.can_proceed() or not task.owner_permission:
            raise TaskTakenError
        if task.owner_id != by.pk:
            raise NotYoursError
        task.assigned = None
        activation.unassign()
        record_event(by=by, verb="task.leave", target=task, after={"task": task.flow_task.name})
    return task
