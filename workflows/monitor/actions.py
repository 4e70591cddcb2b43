"""What an administrator may do to a process that does not go on: try a failed node again, take a seat from whoever holds it.

Nobody ends a case from here. An application ends by its signers' opinion, by the applicant's own retraction, by a
supplement that never came, or by an objection upheld (S-5-2, S-5-3); an act of the desk beside these would be a refusal
without a review.
"""

from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from viewflow.workflow.context import Context
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from accounts.models import User
from audit.actions import record_event
from workflows.monitor.flows import watched
from workflows.monitor.queries import processes
from workflows.review.actions.seats import STEER, at_seat
from workflows.review.exceptions import NotYoursError, PersonRefusedError, ReviewError, TaskTakenError
from workflows.review.models import Seat
from workflows.review.seating import call_signers, vacate
from workflows.review.trace import given_reason, record


class RetryFailedError(ReviewError):
    """The node could not even be tried; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(_("重试没有成功，原状未变。请稍后再试，或联系技术人员。"))


def retry_task(*, task: Task, by: User, reason: str, at: datetime) -> Task:
    """重试：a failed node runs again; answers the task of the new attempt, which may have failed once more."""
    reason = given_reason(reason)
    _require_steering(by)
    try:
        with Context(propagate_exception=False), transaction.atomic():
            return _retry(task, by, reason)
    except DatabaseError as error:  # the attempt broke the transaction itself
        raise RetryFailedError from error


def _retry(task: Task, by: User, reason: str) -> Task:
    with task.activation() as activation:
        if task.status != STATUS.ERROR:
            raise TaskTakenError
        process = processes().get(pk=task.process_id)
        record_event(
            by=by,
            verb="task.retry",
            target=watched(process).subject(process),
            after={"task": task.flow_task.name, "reason": reason},
        )
        revived: Task = activation.revive()
    return Task.objects.get(pk=revived.pk)


@transaction.atomic
def vacate_seat(*, task: Task, by: User, reason: str, at: datetime) -> Seat:
    """收回待领：a seat taken and not answered goes back to those who may take it."""
    reason = given_reason(reason)
    _require_steering(by)
    with at_seat(task) as (_activation, seat, process):
        if seat.signer is None:
            raise PersonRefusedError(_("该任务还没有人领取。"))
        before = {"signer": seat.signer_id}
        said = {"stage": seat.run.stage.code, "seat": seat.place, "reason": reason}
        vacate(seat, process, at, by=by, reason=reason)
        record(process, "vacate", by, before, **said)
        call_signers(process, at)
    return seat


def _require_steering(by: User) -> None:
    if not by.has_perm(STEER):
        raise NotYoursError(_("您没有处理流程的权限。"))
