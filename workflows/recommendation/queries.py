"""Which rosters have facts that nobody has followed yet."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from recruitment.enums import CONFIRMED_ONCE, WAITING, RosterStatus
from recruitment.models import Recommendation, Roster
from workflows.recommendation.flow import RecommendationFlow

OPEN_TASK = [STATUS.NEW, STATUS.ASSIGNED]
JUDGED = frozenset({RosterStatus.RETURNED, RosterStatus.CHECKED})


def rosters_to_advance() -> QuerySet[Roster]:
    """Level-triggered: asks what is true now, not what was announced. Oldest first."""
    waiting = Recommendation.objects.filter(row__roster=OuterRef("pk"), status__in=sorted(WAITING))
    return Roster.objects.filter(
        Q(status__in=sorted(CONFIRMED_ONCE), process=None)
        | (_waits_at(RecommendationFlow.check) & Q(status__in=sorted(JUDGED)))
        | (_waits_at(RecommendationFlow.await_agency) & Q(status=RosterStatus.CONFIRMED))
        | (_waits_at(RecommendationFlow.await_activation) & ~Q(Exists(waiting)))
        | Q(status=RosterStatus.WITHDRAWN, process__isnull=False, process__finished=None)
    ).order_by("pk")


def is_settled(roster: Roster) -> bool:
    """Whether everybody who was invited has answered, or the time of the answer is over."""
    return not Recommendation.objects.filter(row__roster=roster, status__in=sorted(WAITING)).exists()


def waiting_task(process_pk: int, node: object) -> Task | None:
    """The open task of a node."""
    return Task.objects.filter(process_id=process_pk, flow_task=node, status__in=OPEN_TASK).first()


def _waits_at(node: object) -> Q:
    waiting = Task.objects.filter(process_id=OuterRef("process__pk"), flow_task=node, status__in=OPEN_TASK)
    return Q(Exists(waiting))
