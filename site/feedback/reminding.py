"""催办举报：what the clock says to the desk about complaints that lie. It reminds; it never decides."""

import logging
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from feedback.enums import RUNNING, Status
from feedback.limits import accept_by
from feedback.models import Complaint
from feedback.queries import handlers
from messaging.actions import announce
from messaging.audiences import Concerned
from messaging.models import Message
from policies.calendar import CalendarGapError, add_workdays
from policies.queries import WorkCalendar, calendar_from
from recruitment.actions.moving import chinese_day

AHEAD = 2  # working days before a complaint is to be settled

logger = logging.getLogger(__name__)


def mind_complaints() -> int:
    """Sweep: one notice a working day for each complaint that should have been accepted, is soon to be settled, or is late."""
    at = timezone.now()
    today = timezone.localdate(at)
    running = Complaint.objects.filter(status__in=sorted(RUNNING))
    rows = list(running.select_related("policy", "accepted_by", "holder"))
    if not rows:
        return 0
    calendar = calendar_from(min(timezone.localdate(row.lodged_at) for row in rows))
    try:
        if not calendar.is_workday(today):
            return 0
        soon = add_workdays(today, AHEAD, calendar.is_workday)
    except CalendarGapError as gap:
        logger.warning("complaints are not minded: the work calendar has no row for %s", gap)
        return 0
    return sum(_minded(row, calendar, today, soon, at) for row in rows)


def _minded(row: Complaint, calendar: WorkCalendar, today: date, soon: date, at: datetime) -> bool:
    if row.status == Status.LODGED:
        last = accept_by(row, calendar.is_workday)
        return bool(last and last < today) and _remind(row, "waiting", last, today, at)
    return bool(row.due_on and row.due_on <= soon) and _remind(row, "due", row.due_on, today, at)


@transaction.atomic
def _remind(row: Complaint, occasion: str, last: date | None, today: date, at: datetime) -> bool:
    """Whether anybody is told who had not been told today."""
    key = f"complaint:{row.pk}:{occasion}:{today}"
    if last is None or Message.objects.filter(idempotency_key__startswith=f"{key}:").exists():
        return False
    told = announce(
        event=f"complaint.{occasion}",
        params={"no": row.number, "date": chinese_day(last)},
        concerned=Concerned(person=tuple(responsible_for(row))),
        key=key,
        at=at,
    )
    return bool(told)


def responsible_for(row: Complaint) -> QuerySet[User]:
    """Whoever accepted it; before that, or when that person has left the desk, everybody who may handle it and is no party."""
    people = handlers().exclude(pk__in=[row.complainant_id, row.holder.user_id])
    own = people.filter(pk=row.accepted_by_id or 0)
    return own if own.exists() else people
