"""异议流程：from an objection as it was lodged to its answer."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.lock import SelectForUpdateLock

from objections.actions import dismiss_objection, uphold_objection
from objections.enums import Status
from objections.models import Objection
from policies.enums import FlowKind
from workflows.objection import views
from workflows.objection.models import ObjectionProcess
from workflows.review.block import review_block
from workflows.review.models import StageRun
from workflows.review.queries import current_run, decisive_opinion, last_vote


class ObjectionFlow(flow.Flow):
    """受理 → 审核环节 → 成立 / 不成立 → 答复（工作站办法第五条，专家办法第四条）.

    通过 of a stage says that the objection is upheld: an entry drops out when every stage says so, and stays with
    the first that does not.
    """

    process_class = ObjectionProcess
    lock_impl = SelectForUpdateLock(nowait=False)

    start = flow.StartHandle(this.receive).Annotation(title=_("收到异议")).Next(this.await_acceptance)

    await_acceptance = (
        flow.Handle(this.note_acceptance).Annotation(title=_("等待受理")).Next(this.acceptance_settled)
    )

    acceptance_settled = (
        flow.Switch()
        .Annotation(title=_("是否受理"))
        .Case(this.declined, this.is_declined)
        .Default(this.open_stage)
    )

    declined = flow.End().Annotation(title=_("不予受理"))

    locals().update(
        review_block(view=views.sign, passed=this.uphold, supplement=this.uphold, refused=this.dismiss)
    )

    uphold = flow.Function(this.uphold_objection).Annotation(title=_("异议成立")).Next(this.upheld)

    upheld = flow.End().Annotation(title=_("已撤下公示对象"))

    dismiss = flow.Function(this.dismiss_objection).Annotation(title=_("异议不成立")).Next(this.dismissed)

    dismissed = flow.End().Annotation(title=_("已恢复公示对象"))

    def receive(self, activation: Activation, objection: Objection) -> ObjectionProcess:
        process = activation.process
        process.objection, process.policy = objection, objection.policy
        process.flow_kind = FlowKind.OBJECTION
        return process

    def note_acceptance(self, activation: Activation) -> ObjectionProcess:
        process = activation.process
        process.objection = Objection.objects.get(pk=process.objection_id)
        if process.objection.status == Status.DECLINED:
            _write_outcome(process, Status.DECLINED)
        return process

    def is_declined(self, activation: Activation) -> bool:
        return activation.process.outcome == Status.DECLINED

    def uphold_objection(self, activation: Activation) -> None:
        process = activation.process
        uphold_objection(objection=process.objection, **_said_last(process))
        _write_outcome(process, Status.UPHELD)

    def dismiss_objection(self, activation: Activation) -> None:
        process = activation.process
        dismiss_objection(objection=process.objection, **_said_last(process))
        _write_outcome(process, Status.DISMISSED)


def _said_last(process: ObjectionProcess) -> dict[str, Any]:
    """Who settled the last stage, when, and what the objector reads."""
    run = current_run(process)
    if run is None or run.closed_at is None:
        raise StageRun.DoesNotExist
    return {"by": last_vote(run).by, "at": run.closed_at, "reason": decisive_opinion(run)}


def _write_outcome(process: ObjectionProcess, outcome: Status) -> None:
    process.outcome = outcome
    process.save(update_fields=["outcome"])
