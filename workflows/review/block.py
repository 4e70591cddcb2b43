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

from workflows.review import actions
from workflows.review.models import Choice, Seat
from workflows.review.nodes import FanOut
from workflows.review.queries import current_run, next_stage


def review_block(*, view: Any, passed: Any, supplement: Any, refused: Any) -> dict[str, Node]:
    """open_stage → call_signers → sign (a task a seat) → join_votes → settle_stage → on, again, or out."""
    return {
        "open_stage": flow.Function(_open_stage).Annotation(title=_("开启环节")).Next(this.call_signers),
        "call_signers": FanOut()
        .Annotation(title=_("分派席位"))
        .Next(this.sign, task_data_source=_seats)
        .IfNone(this.settle_stage),
        "sign": flow.View(view)
        .Annotation(title=_("签核"))
        .Permission(_group_permission)
        .onCreate(_link_seat)
        .Next(this.join_votes),
        "join_votes": flow.Join(continue_on_condition=_is_settled)
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
    actions.open_stage(process=activation.process, at=timezone.now())


def _seats(activation: Activation) -> list[dict[str, int]]:
    return actions.seats_to_call(activation.process)


def _group_permission(activation: Activation) -> str:
    """Held by the stage's group until one of it takes the seat."""
    return f"group.{Seat.objects.values_list('group_id', flat=True).get(pk=activation.task.data['seat'])}"


def _link_seat(activation: Activation) -> None:
    Seat.objects.filter(pk=activation.task.data["seat"]).update(task=activation.task)


def _is_open(activation: Activation) -> bool:
    run = current_run(activation.process)
    return run is not None and run.closed_at is None


def _is_settled(activation: Activation, active_tasks: Any) -> bool:
    return not _is_open(activation)


def _has_outcome(choice: Choice) -> Any:
    def is_it(activation: Activation) -> bool:
        run = current_run(activation.process)
        return run is not None and run.outcome == choice

    return is_it


def _has_next_stage(activation: Activation) -> bool:
    return next_stage(activation.process)[0] is not None
