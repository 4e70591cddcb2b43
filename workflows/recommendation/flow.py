"""推荐流程：from a roster its agency confirmed to the last answer of those it recommends."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.lock import SelectForUpdateLock

from accounts.queries import group_by_code
from recruitment.enums import RosterStatus
from recruitment.models import Roster
from workflows.recommendation import views
from workflows.recommendation.models import RecommendationProcess


def group_permission(code: str) -> Callable[[Activation], str]:
    """Held by a working group until one of it takes the task."""

    def permission(_activation: Activation) -> str:
        return f"group.{group_by_code(code).pk}"

    return permission


class RecommendationFlow(flow.Flow):
    """汇总表已确认 → 形式审查 ⇄ 机构更正 → 本人激活（须公示的再公示）→ 办结（工作站办法第五条，专家办法第四条）."""

    process_class = RecommendationProcess
    lock_impl = SelectForUpdateLock(nowait=False)

    start = flow.StartHandle(this.receive).Annotation(title=_("汇总表已确认")).Next(this.check)

    check = (
        flow.View(views.check)
        .Annotation(title=_("形式审查"))
        .Permission(group_permission("second_review"))
        .Next(this.checked)
    )

    checked = (
        flow.Switch()
        .Annotation(title=_("审查结果"))
        .Case(this.await_agency, this.is_returned)
        .Default(this.await_activation)
    )

    await_agency = flow.Handle().Annotation(title=_("等待机构更正")).Next(this.check)

    await_activation = flow.Handle().Annotation(title=_("等待激活与纳入")).Next(this.settled)

    settled = flow.End().Annotation(title=_("办结"))

    def receive(self, activation: Activation, roster: Roster) -> RecommendationProcess:
        activation.process.roster = roster
        return activation.process

    def is_returned(self, activation: Activation) -> bool:
        """As it is now: the task may have waited for long."""
        return Roster.objects.get(pk=activation.process.roster_id).status == RosterStatus.RETURNED
