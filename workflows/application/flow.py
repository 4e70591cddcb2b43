"""申报流程：from a submitted application to its end."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.lock import SelectForUpdateLock

from policies.enums import FlowKind, Kind
from recruitment import actions
from recruitment.enums import Status
from recruitment.models import Application
from registry.actions import recognize
from workflows.application import views
from workflows.application.models import ApplicationProcess
from workflows.review.block import review_block
from workflows.review.models import StageRun
from workflows.review.queries import current_run, decisive_opinion, last_vote

FLOW_KINDS = {Kind.STATION: FlowKind.STATION_APPLICATION, Kind.EXPERT: FlowKind.EXPERT_APPLICATION}


class ApplicationFlow(flow.Flow):
    """申报 → 资格核对 → 审核环节 ⇄ 补正 → 公示结果 → 认定（工作站办法第五条，专家办法第四条）."""

    process_class = ApplicationProcess
    lock_impl = SelectForUpdateLock(nowait=False)

    start = flow.StartHandle(this.receive).Annotation(title=_("受理")).Next(this.check_eligibility)

    check_eligibility = (
        flow.Function(this.read_findings).Annotation(title=_("资格核对")).Next(this.open_stage)
    )

    locals().update(
        review_block(
            view=views.sign,
            passed=this.pass_application,
            supplement=this.request_supplement,
            refused=this.refuse,
        )
    )

    request_supplement = (
        flow.Function(this.return_application).Annotation(title=_("退回补正")).Next(this.await_supplement)
    )

    await_supplement = (
        flow.Handle(this.note_outcome).Annotation(title=_("等待补正")).Next(this.supplement_settled)
    )

    supplement_settled = (
        flow.Switch()
        .Annotation(title=_("是否补正"))
        .Case(this.lapsed, this.has_lapsed)
        .Default(this.check_eligibility)
    )

    lapsed = flow.End().Annotation(title=_("逾期未补正"))

    refuse = flow.Function(this.refuse_application).Annotation(title=_("不予通过")).Next(this.refused)

    refused = flow.End().Annotation(title=_("未通过"))

    pass_application = (
        flow.Function(this.pass_review).Annotation(title=_("审核通过")).Next(this.await_publicity)
    )

    await_publicity = (
        flow.Handle(this.note_outcome).Annotation(title=_("等待公示结果")).Next(this.publicity_settled)
    )

    publicity_settled = (
        flow.Switch()
        .Annotation(title=_("异议是否成立"))
        .Case(this.dropped, this.is_dropped)
        .Default(this.recognize)
    )

    dropped = flow.End().Annotation(title=_("不予认定"))

    recognize = flow.Function(this.enter_registry).Annotation(title=_("认定发证")).Next(this.recognized)

    recognized = flow.End().Annotation(title=_("已认定"))

    def receive(self, activation: Activation, application: Application) -> ApplicationProcess:
        process = activation.process
        process.application, process.policy = application, application.round.policy
        process.flow_kind = FLOW_KINDS[Kind(application.kind)]
        return process

    def read_findings(self, activation: Activation) -> None:
        """Computed when the application was submitted; the task keeps how many the signers must look at."""
        findings = activation.process.application.findings
        activation.task.data = {"unmet": findings.filter(is_met=False).count(), "all": findings.count()}

    def return_application(self, activation: Activation) -> None:
        process = activation.process
        run, at = _closed_run(process)
        due = actions.supplement_due(timezone.localdate(at), process.policy)
        actions.request_supplement(
            application=process.application,
            by=last_vote(run).by,
            at=at,
            due_on=due.day,
            is_provisional=due.is_provisional,
            revision=due.revision,
            reason=decisive_opinion(run),
        )

    def refuse_application(self, activation: Activation) -> None:
        run, at = _closed_run(activation.process)
        actions.refuse_application(
            application=activation.process.application,
            by=last_vote(run).by,
            at=at,
            reason=decisive_opinion(run),
        )
        _write_outcome(activation.process, Status.REFUSED)

    def pass_review(self, activation: Activation) -> None:
        run, at = _closed_run(activation.process)
        actions.pass_application(application=activation.process.application, by=last_vote(run).by, at=at)

    def note_outcome(self, activation: Activation) -> ApplicationProcess:
        """When waiting is over because the application has ended, the process says how."""
        application = Application.objects.get(pk=activation.process.application_id)
        if application.status in {Status.LAPSED, Status.DROPPED}:
            _write_outcome(activation.process, Status(application.status))
        return activation.process

    def has_lapsed(self, activation: Activation) -> bool:
        return activation.process.outcome == Status.LAPSED

    def is_dropped(self, activation: Activation) -> bool:
        return activation.process.outcome == Status.DROPPED

    def enter_registry(self, activation: Activation) -> None:
        """Exactly once for an application: the registry itself answers a second call with the same holder."""
        application = Application.objects.select_related("entry__settled_by").get(
            pk=activation.process.application_id
        )
        by = application.entry.settled_by if application.entry else None
        recognize(application=application, by=by, at=timezone.now())
        _write_outcome(activation.process, Status.RECOGNIZED)


def _closed_run(process: ApplicationProcess) -> tuple[StageRun, datetime]:
    run = current_run(process)
    if run is None or run.closed_at is None:
        raise StageRun.DoesNotExist
    return run, run.closed_at


def _write_outcome(process: ApplicationProcess, outcome: Status) -> None:
    process.outcome = outcome
    process.save(update_fields=["outcome"])
