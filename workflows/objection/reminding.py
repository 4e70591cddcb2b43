"""催办异议：what the clock says to the desk about objections that lie. It reminds; it never decides."""

import logging
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from messaging.actions import announce
from messaging.audiences import Concerned
from messaging.models import Message
from objections.enums import RUNNING, Status
from objections.limits import accept_by
from objections.models import Objection
from objections.queries import applicant_of
from policies.calendar import CalendarGapError, add_workdays
from policies.queries import WorkCalendar, calendar_from
from recruitment.actions.moving import chinese_day

AHEAD = 2  # working days before an objection is to be settled

logger = logging.getLogger(__name__)


def mind_objections() -> int:
    """Sweep: one notice a working day for each objection that should have been accepted, is soon to be settled, or is late."""
    at = timezone.now()
    today = timezone.localdate(at)
    rows = list(Objection.objects.filter(status__in=sorted(RUNNING)).select_related("policy", "accepted_by"))
    if not rows:
        return 0
    calendar = calendar_from(min(timezone.localdate(row.lodged_at) for row in rows))
    try:
        if not calendar.is_workday(today):
            return 0
        soon = add_workdays(today, AHEAD, calendar.is_workday)
    except CalendarGapError as gap:
        logger.warning("objections are not minded: the work calendar has no row for %s", gap)
        return 0
    return sum(_minded(row, calendar, today, soon, at) for row in rows)


def _minded(row: Objection, calendar: WorkCalendar, today: date, soon: date, at: datetime) -> bool:
    if row.status == Status.LODGED:
        last = accept_by(row, calendar.is_workday)
        return bool(last and last < today) and _remind(row, "waiting", last, today, at)
    return bool(row.due_on and row.due_on <= soon) and _remind(row, "due", row.due_on, today, at)


@transaction.atomic
def _remind(row: Objection, occasion: str, last: date | None, today: date, at: datetime) -> bool:
    """Whether anybody is told who had not been told today."""
    key = f"objection:{row.pk}:{occasion}:{today}"
    if last is None or Message.objects.filter(idempotency_key__startswith=f"{key}:").exists():
        return False
    concerned = Concerned(person=tuple(responsible_for(row)))
    told = announce(
        event=f"objection.{occasion}",
        params={"no": row.number, "date": chinese_day(last)},
        concerned=concerned,
        key=key,
        at=at,
    )
    return bool(told)


def responsible_for(row: Objection) -> QuerySet[User]:
    """Whoever accepted it; before that, or when that person has left the desk, everybody who may handle it and is no party."""
    codename = "handle_objection"
    may = Q(groups__permissions__codename=codename) | Q(user_permissions__codename=codename)
    applicant = applicant_of(row.entry)
    parties = {row.objector_id} | ({applicant.pk} if applicant else set())
    people = User.objects.filter(may, is_active=True).exclude(pk__in=parties).distinct().order_by("pk")
    own = people.filter(pk=row.accepted_by_id or 0)
    return own if own.exists() else people
