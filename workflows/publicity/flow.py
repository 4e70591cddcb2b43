"""公示流程：from a list of names to its release."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.lock import SelectForUpdateLock

from accounts.queries import group_by_code
from publicity.models import Window
from workflows.publicity import views
from workflows.publicity.models import PublicityProcess


def group_permission(code: str) -> Callable[[Activation], str]:
    """Held by a working group until one of it takes the task."""

    def permission(_activation: Activation) -> str:
        return f"group.{group_by_code(code).pk}"

    return permission


class PublicityFlow(flow.Flow):
    """拟定名单 → 发布页面 → 公示计日 → 确认 → 放行（工作站办法第五条，专家办法第四条）."""

    process_class = PublicityProcess
    lock_impl = SelectForUpdateLock(nowait=False)

    start = flow.StartHandle(this.receive).Annotation(title=_("名单已拟定")).Next(this.publish)

    publish = (
        flow.View(views.publish)
        .Annotation(title=_("发布公示页面"))
        .Permission(group_permission("editor"))
        .Next(this.count_days)
    )

    count_days = flow.Handle().Annotation(title=_("公示计日")).Next(this.confirm)

    confirm = (
        flow.View(views.confirm)
        .Annotation(title=_("确认公示结果"))
        .Permission(group_permission("decision_maker"))
        .Next(this.released)
    )

    released = flow.End().Annotation(title=_("放行"))

    def receive(self, activation: Activation, window: Window) -> PublicityProcess:
        activation.process.window = window
        return activation.process
