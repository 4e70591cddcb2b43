"""盯办需求：an offer nobody answers is given back, and a need that lies is brought to the desk; each exactly once."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from messaging.models import Message
from needs.actions import lapse_offer
from needs.actions.moving import tell_desk
from needs.enums import OfferStatus, Status
from needs.exceptions import OfferStatusError
from needs.models import Need, Offer
from policies.calendar import CalendarGapError, add_workdays
from policies.queries import WorkCalendar, calendar_from
from recruitment.actions.moving import chinese_day

logger = logging.getLogger(__name__)


def mind_needs() -> int:
    """Sweep: offers past their day lapse; needs past need.triage_days without an act of the desk are escalated."""
    at = timezone.now()
    return _lapse(at) + _escalate(at)


def _lapse(at: datetime) -> int:
    done = 0
    late = Offer.objects.filter(status=OfferStatus.WAITING, due_on__lt=timezone.localdate(at))
    for offer in late.order_by("pk"):
        try:
            lapse_offer(offer=offer, at=at)
            done += 1
        except OfferStatusError:  # answered, or given back by another worker, a moment ago
            continue
    return done


def _escalate(at: datetime) -> int:
    rows = list(Need.objects.filter(status__in=[Status.SUBMITTED, Status.OPEN]).select_related("policy"))
    if not rows:
        return 0
    calendar = calendar_from(min(timezone.localdate(row.waits_since) for row in rows))
    return sum(_escalated(row, calendar, at) for row in rows)


def _escalated(row: Need, calendar: WorkCalendar, at: datetime) -> bool:
    days = int(row.policy.value("need.triage_days"))
    try:
        last = add_workdays(timezone.localdate(row.waits_since), days, calendar.is_workday)
    except CalendarGapError as gap:
        logger.warning("need %s is not minded: the work calendar has no row for %s", row.pk, gap)
        return False
    return last < timezone.localdate(at) and _brought_up(row, chinese_day(last), at)


@transaction.atomic
def _brought_up(row: Need, last: str, at: datetime) -> bool:
    """Once for each wait: for the triage, and for every next offer."""
    locked = Need.objects.select_for_update(of=("self",)).select_related("policy", "submitter").get(pk=row.pk)
    occasion = f"waiting:{row.waits_since:%Y%m%d%H%M%S}"
    known = Message.objects.filter(idempotency_key__startswith=f"need:{row.pk}:{occasion}:")
    if locked.waits_since != row.waits_since or known.exists():
        return False
    tell_desk(locked, "need.waiting", at=at, occasion=occasion, date=last)
    return known.all().exists()
