"""A batch to work: as many open cases as one batch may hold, queued through the real door."""

from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from demo.benches.desk_world import DeskWorld, multiplied
from workflows.review.batches import MOST, queue_batch


def build() -> dict[str, int]:
    """Free seats of the first stage: the worker takes and signs each."""
    world = DeskWorld()
    cases = world.open_cases(signed=0)
    multiplied([(cases, MOST // len(cases) - 1)])
    tasks = list(Task.objects.filter(status=STATUS.NEW, flow_task_type="HUMAN").order_by("pk"))
    by, opinion = world.first[0], "材料齐备，符合条件。"
    batch = queue_batch(tasks=tasks, choice="approve", opinion=opinion, by=by, at=timezone.now())
    return {"batch": batch.pk}
