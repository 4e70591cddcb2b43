"""工作台首页：what waits for this person, of every flow, on the first page after signing in."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Task
from wagtail.admin.ui.components import Component

from accounts.models import User
from workflows.review.models import ReviewProcess
from workflows.review.people import held_permissions

SIGNING = {
    "ApplicationProcess": _("申报审核"),
    "RequestProcess": _("事项审核"),
    "ObjectionProcess": _("异议决定"),
}


@dataclass(frozen=True)
class Waiting:
    """One kind of step: how many are mine, how many my groups hold, where to begin."""

    title: str | Promise
    mine: int
    group: int
    href: str


def open_tasks_of(user: User) -> QuerySet[Task]:
    """Human tasks this person has taken or may take."""
    return Task.objects.filter(
        Q(owner=user) | Q(owner=None, owner_permission__in=held_permissions(user)),
        flow_task_type="HUMAN",
        finished=None,
    )


def waiting_for(user: User) -> list[Waiting]:
    """The open steps of this person by kind, in two queries whatever their number."""
    rows = (
        open_tasks_of(user)
        .order_by()
        .values("flow_task")
        .annotate(
            mine=Count("pk", filter=Q(owner=user)), group=Count("pk", filter=Q(owner=None)), first=Min("pk")
        )
    )
    first = Task.objects.in_bulk([row["first"] for row in rows])
    return [_waiting(first[row["first"]], row["mine"], row["group"]) for row in rows]


def _waiting(task: Task, mine: int, group: int) -> Waiting:
    node = task.flow_task
    if node.name == "sign" and issubclass(task.flow_task.flow_class.process_class, ReviewProcess):
        href = reverse("inbox:list") + ("" if mine else "?tab=group")
        return Waiting(SIGNING.get(node.flow_class.process_class.__name__, _("审核")), mine, group, href)
    return Waiting(node.task_title, mine, group, reverse("tasks:open", args=[task.process_id, task.pk]))


class WaitingPanel(Component):
    """Shown to everybody on the staff's first page."""

    name = "waiting"
    order = 10
    template_name = "workflows/front_desk.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"rows": waiting_for(user), "person": user}
