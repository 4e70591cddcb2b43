"""Which windows have facts that nobody has followed yet."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from policies.queries import revision_in_query
from publicity.models import Window, WindowStatus
from workflows.publicity.flow import PublicityFlow

OPEN_TASK = [STATUS.NEW, STATUS.ASSIGNED]
PUBLISHED = frozenset({WindowStatus.OPEN, WindowStatus.CLOSED, WindowStatus.CONFIRMED})
OVER = frozenset({WindowStatus.CLOSED, WindowStatus.CONFIRMED})


def windows_to_advance(at: datetime) -> QuerySet[Window]:
    """Level-triggered: asks what is true now, not what was announced. Oldest first."""
    is_provisional = Q(status=WindowStatus.OPEN, is_provisional=True)
    is_behind = Q(status=WindowStatus.OPEN, calendar_revision__lt=revision_in_query(), closes_at__gt=at)
    is_over = Q(status=WindowStatus.OPEN, is_provisional=False, closes_at__lte=at)
    return Window.objects.filter(
        (~Q(status=WindowStatus.DRAFT) & Q(process=None))
        | Q(status=WindowStatus.PREPARED, published_at__lte=at)
        | is_provisional
        | is_behind
        | is_over
        | Q(status=WindowStatus.CLOSED, is_auto_released=True)
        | (_waits_at(PublicityFlow.publish) & Q(status__in=PUBLISHED))
        | (_waits_at(PublicityFlow.count_days) & Q(status__in=OVER))
        | (_waits_at(PublicityFlow.confirm) & Q(status=WindowStatus.CONFIRMED))
    ).order_by("pk")


def waiting_task(process_pk: int, node: object) -> Task | None:
    """The open task of a node."""
    return Task.objects.filter(process_id=process_pk, flow_task=node, status__in=OPEN_TASK).first()


def _waits_at(node: object) -> Q:
    waiting = Task.objects.filter(process_id=OuterRef("process__pk"), flow_task=node, status__in=OPEN_TASK)
    return Q(Exists(waiting))
