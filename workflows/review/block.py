"""审核环节：the one review loop. Stages are data, the loop is code.

`locals().update(review_block(...))` inside a Flow's body gives it its own nodes: a shared base class or
mixin would make running processes of one flow continue in another (Viewflow resolves links once).
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Node

from accounts.models import User
from workflows.review import seating, stages
from workflows.review.models import Choice, Seat, StageRun
from workflows.review.nodes import FanOut, JoinVotes, Sign
from workflows.review.people import permission_of
from workflows.review.queries import current_run, next_stage, open_run


def review_block(*, view: Any, passed: Any, supplement: Any, refused: Any) -> dict[str, Node]:
    """open_stage → call_signers → sign (a task a seat) → join_votes → settle_stage → on, again, or out."""
    return {
        "open_stage": flow.Function(_open_stage).Annotation(title=_("开启环节")).Next(this.call_signers),
        "call_signers": FanOut()
        .Annotation(title=_("分派席位"))
        .Next(this.sign, task_data_source=_seats)
        .IfNone(this.settle_stage),
        "sign": Sign(view)
        .Annotation(title=_("签核"))
        .Permission(_pool_permission)
        .Assign(_preset_signer)
        .onCreate(_link_seat)
        .Next(this.join_votes),
        "join_votes": JoinVotes(continue_on_condition=_is_settled)
        .Annotation(title=_("汇总意见"))
        .Next(this.settle_stage),
        "settle_stage": flow.Switch()
        .Annotation(title=_("环节结论"))
        .Case(this.call_signers, _is_open)
        .Case(refused, _has_outcome(Choice.REFUSE))
        .Case(supplement, _has_outcome(Choice.SUPPLEMENT))
        .Case(this.open_stage, _has_next_stage)
        .Default(passed),
    }


def _open_stage(activation: Activation) -> None:
    stages.open_stage(process=activation.process, at=timezone.now())


def _seats(activation: Activation) -> list[dict[str, int]]:
    return seating.seats_to_call(activation.process, at=timezone.now())


def _seat(activation: Activation) -> Seat:
    """Asked for its pool and for its signer, read once."""
    if not hasattr(activation, "seat_called"):
        seats = Seat.objects.select_related("run__stage", "signer")
        activation.seat_called = seats.get(pk=activation.task.data["seat"])
    found: Seat = activation.seat_called
    return found


def _pool_permission(activation: Activation) -> str:
    """Held by the seat's pool until one of it takes the seat."""
    return permission_of(_seat(activation))


def _preset_signer(activation: Activation) -> User | None:
    """A seat meant for one person, or taken before, is his at once."""
    return _seat(activation).signer


def _link_seat(activation: Activation) -> None:
    task = activation.task
    Seat.objects.filter(pk=task.data["seat"]).update(task=task)
    if task.owner_id:
        task.assigned = timezone.now()
        task.save(update_fields=["assigned"])


def _run(activation: Activation) -> StageRun | None:
    """Asked by each case of one Switch in turn, read once."""
    if not hasattr(activation, "run_settled"):
        activation.run_settled = current_run(activation.process)
    found: StageRun | None = activation.run_settled
    return found


def _is_open(activation: Activation) -> bool:
    run = _run(activation)
    return run is not None and run.closed_at is None


def _is_settled(activation: Activation, active_tasks: Any) -> bool:
    return open_run(activation.process) is None


def _has_outcome(choice: Choice) -> Any:
    def is_it(activation: Activation) -> bool:
        run = _run(activation)
        return run is not None and run.outcome == choice

    return is_it


def _has_next_stage(activation: Activation) -> bool:
    return next_stage(activation.process).stage is not None
