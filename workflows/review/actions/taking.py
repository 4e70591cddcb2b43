"""领取与退回本组：one of those entitled makes a seat his own, or gives it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from viewflow.workflow.activation import Activation
from viewflow.workflow.models import Task

from accounts.models import User
from workflows.review import signals
from workflows.review.actions.seats import at_seat, require_no_bar, require_owner
from workflows.review.exceptions import PersonRefusedError, TaskTakenError
from workflows.review.models import Seat
from workflows.review.people import bar_to_signing, principal_at
from workflows.review.seating import call_signers, hand, vacate
from workflows.review.trace import record


@transaction.atomic
def take_seat(*, task: Task, by: User, at: datetime) -> Seat:
    """领取：one of those entitled takes a free seat; a deputy takes what waits for the absent. Raises TaskTakenError, MayNotSignError."""
    with at_seat(task) as (activation, seat, _process):
        take_held(activation, seat, by=by, at=at)
    return seat


def take_held(activation: Activation, seat: Seat, *, by: User, at: datetime) -> None:
    """领取 of a seat whose process is held already."""
    task, process = activation.task, activation.process
    absent = principal_at(seat, by, process)
    if task.owner_id and (absent is None or absent.pk != task.owner_id):
        raise TaskTakenError
    require_no_bar(seat, by, process, standing_for=absent)
    hand(seat, by, at, standing_for=absent, activation=activation)
    signals.seat_taken.send(sender=Seat, seat=seat, process=process, by=by, at=at)
    said = {"stage": seat.run.stage.code, "seat": seat.place}
    record(process, "take", by, **said, **({"standing_for": absent.pk} if absent else {}))
    if _leaves_others_waiting(seat):
        call_signers(process, at)


@transaction.atomic
def leave_seat(*, task: Task, by: User, at: datetime) -> Seat:
    """退回本组：the signer gives an unanswered task back to those who may take it, a deputy to the absent."""
    with at_seat(task) as (_activation, seat, process):
        require_owner(task, by)
        if seat.is_added:
            raise PersonRefusedError(_("加签席位没有可退回的组，请转办，或由加签人减签。"))
        if seat.standing_for and not bar_to_signing(seat, seat.standing_for, process):
            hand(seat, seat.standing_for, at)
        else:
            vacate(seat, process, at)
        record(process, "leave", by, stage=seat.run.stage.code, seat=seat.place)
        call_signers(process, at)
        task.refresh_from_db()
    return seat


def _leaves_others_waiting(seat: Seat) -> bool:
    """Whether somebody less for the other free seats of the run matters, or the run was waiting for anybody at all."""
    free = Seat.objects.filter(run=seat.run_id, removed_at=None, signer=None).exclude(pk=seat.pk)
    return seat.run.unattended_since is not None or free.exists()
