"""自定义事项流程：from a submitted request to its end, whatever its type."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.lock import SelectForUpdateLock

from matters import actions
from matters.enums import Status
from matters.models import Request
from policies.enums import FlowKind
from recruitment.actions import supplement_due
from workflows.request import views
from workflows.request.models import RequestProcess
from workflows.review.block import review_block
from workflows.review.models import StageRun
from workflows.review.queries import current_run, decisive_opinion, last_vote


class RequestFlow(flow.Flow):
    """申请 → 审核环节 ⇄ 补正 → 办结。The stages are those of the type's version."""

    process_class = RequestProcess
    lock_impl = SelectForUpdateLock(nowait=False)

    start = flow.StartHandle(this.receive).Annotation(title=_("受理")).Next(this.open_stage)

    locals().update(
        review_block(
            view=views.sign, passed=this.approve, supplement=this.request_supplement, refused=this.refuse
        )
    )

    request_supplement = (
        flow.Function(this.return_request).Annotation(title=_("退回补正")).Next(this.await_supplement)
    )

    await_supplement = (
        flow.Handle(this.note_outcome).Annotation(title=_("等待补正")).Next(this.supplement_settled)
    )

    supplement_settled = (
        flow.Switch()
        .Annotation(title=_("是否补正"))
        .Case(this.lapsed, this.has_lapsed)
        .Default(this.open_stage)
    )

    lapsed = flow.End().Annotation(title=_("逾期未补正"))

    refuse = flow.Function(this.refuse_request).Annotation(title=_("不予同意")).Next(this.refused)

    refused = flow.End().Annotation(title=_("未同意"))

    approve = flow.Function(this.approve_request).Annotation(title=_("同意")).Next(this.approved)

    approved = flow.End().Annotation(title=_("已同意"))

    def receive(self, activation: Activation, request: Request) -> RequestProcess:
        process = activation.process
        process.request, process.policy = request, request.policy
        process.flow_kind = FlowKind.REQUEST
        return process

    def return_request(self, activation: Activation) -> None:
        process = activation.process
        run, at = _closed_run(process)
        due = supplement_due(timezone.localdate(at), process.policy)
        actions.request_supplement(
            request=process.request,
            by=last_vote(run).by,
            at=at,
            due_on=due.day,
            is_provisional=due.is_provisional,
            revision=due.revision,
            reason=decisive_opinion(run),
        )

    def refuse_request(self, activation: Activation) -> None:
        run, at = _closed_run(activation.process)
        reason, by = decisive_opinion(run), last_vote(run).by
        actions.refuse_request(request=activation.process.request, by=by, at=at, reason=reason)
        _write_outcome(activation.process, Status.REFUSED)

    def approve_request(self, activation: Activation) -> None:
        run, at = _closed_run(activation.process)
        opinion, by = decisive_opinion(run), last_vote(run).by
        actions.approve_request(request=activation.process.request, by=by, at=at, opinion=opinion)
        _write_outcome(activation.process, Status.APPROVED)

    def note_outcome(self, activation: Activation) -> RequestProcess:
        """When waiting is over because the request has lapsed, the process says so."""
        request = Request.objects.get(pk=activation.process.request_id)
        if request.status == Status.LAPSED:
            _write_outcome(activation.process, Status.LAPSED)
        return activation.process

    def has_lapsed(self, activation: Activation) -> bool:
        return activation.process.outcome == Status.LAPSED


def _closed_run(process: RequestProcess) -> tuple[StageRun, datetime]:
    run = current_run(process)
    if run is None or run.closed_at is None:
        raise StageRun.DoesNotExist
    return run, run.closed_at


def _write_outcome(process: RequestProcess, outcome: Status) -> None:
    process.outcome = outcome
    process.save(update_fields=["outcome"])
