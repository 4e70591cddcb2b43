"""加签与减签：the holder of a seat asks one more person, before or after himself; whoever asked may take it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from viewflow.workflow.models import Task

from accounts.models import User
from workflows.review.actions.handing import require_present
from workflows.review.actions.seats import at_seat, locked, require_desk, require_open, require_owner
from workflows.review.exceptions import NotYoursError, PersonRefusedError, RunClosedError, TaskTakenError
from workflows.review.models import Origin, Pool, Recusal, ReviewProcess, Seat, Vote
from workflows.review.people import is_on_run, managers_of
from workflows.review.seating import call_signers
from workflows.review.trace import given_reason, record, tell

SPACING = 128
MAX_ADDED = 7


@transaction.atomic
def add_signer(
    *,
    task: Task,
    person: User,
    where: str,
    by: User,
    reason: str,
    at: datetime,
    is_absence_known: bool = False,
) -> Seat:
    """加签：`where` is Origin.BEFORE or Origin.AFTER the holder's own seat."""
    reason = given_reason(reason)
    with at_seat(task) as (_activation, seat, process):
        require_owner(task, by)
        _require_may_join(seat, person, process)
        if not is_absence_known:
            require_present(person)
        added = Seat.objects.create(
            run=seat.run,
            place=seat.place,
            step=_step(seat, where),
            origin=Origin(where),
            pool=Pool.PERSON,
            group=seat.group,
            signer=person,
            added_by=by,
            added_reason=reason,
        )
        said = {"stage": seat.run.stage.code, "seat": seat.place, "person": person.pk, "where": where}
        record(process, "add_signer", by, **said, reason=reason)
        tell([person], "added", process, key=f"added:{added.pk}", by=str(by), reason=reason)
        call_signers(process, at)
    return added


@transaction.atomic
def remove_added_signer(*, seat: Seat, by: User, reason: str, at: datetime) -> Seat:
    """减签：an added signer who has not answered, by whoever added him or a manager of the group."""
    reason = given_reason(reason)
    process = seat.run.process.coerced
    with locked(process):
        seat = Seat.objects.select_related("run__stage", "group", "signer").get(pk=seat.pk)
        run = require_open(process)
        if seat.run_id != run.pk:
            raise RunClosedError
        if not seat.is_added or seat.removed_at or Vote.objects.filter(seat=seat).exists():
            raise TaskTakenError
        if by.pk != seat.added_by_id and not managers_of(seat.group).filter(pk=by.pk).exists():
            raise NotYoursError(_("只有加签人或组长可以减签。"))
        seat.removed_at, seat.removed_by, seat.removed_reason = at, by, reason
        seat.save(update_fields=["removed_at", "removed_by", "removed_reason"])
        record(process, "remove_signer", by, stage=run.stage.code, seat=seat.place, person=seat.signer_id, reason=reason)  # fmt: skip
        tell([seat.signer], "removed", process, key=f"removed:{seat.pk}", by=str(by))  # type: ignore[list-item]
        call_signers(process, at)
    return seat


def _require_may_join(seat: Seat, person: User, process: ReviewProcess) -> None:
    """Any active staff of the desk whom nothing bars and who is not on the run already."""
    name = {"name": person}
    require_desk(person, process, _("“%(name)s”没有审核权限，不能加签。") % name)
    is_recused = Recusal.objects.filter(process_id=process.pk, person=person).exists()
    if process.is_party(person) or is_recused:
        raise PersonRefusedError(_("“%(name)s”须回避本件，不能加签。") % name)
    if is_on_run(seat.run, person):
        raise PersonRefusedError(_("“%(name)s”已在本环节签核人之列。") % name)
    elsewhere = Vote.objects.filter(seat__run__process_id=process.pk, by=person)
    if (
        seat.run.stage.is_other_person
        and elsewhere.exclude(seat__run__stage__code=seat.run.stage.code).exists()
    ):
        raise PersonRefusedError(_("“%(name)s”已办理过本件的其他环节，不能加签。") % name)
    if Seat.objects.filter(run=seat.run, added_by__isnull=False, removed_at=None).count() >= MAX_ADDED:
        raise PersonRefusedError(_("本环节加签人数已达上限。"))


def _step(seat: Seat, where: str) -> int:
    """Before: between the seat and whoever stands before it, so that several sign in the order they were asked. After: at the end."""
    chain = Seat.objects.filter(run=seat.run, place=seat.place)
    if where == Origin.AFTER:
        return (chain.aggregate(top=Max("step"))["top"] or 0) + SPACING
    below = chain.filter(step__lt=seat.step).aggregate(top=Max("step"))["top"]
    if below is None:
        return seat.step - SPACING
    step = (below + seat.step) // 2
    if step == below:
        raise PersonRefusedError(_("本环节加签人数已达上限。"))
    return step
