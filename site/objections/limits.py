"""异议期限：by when an objection is accepted or declined; by when it is settled stands in its row from then on."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from objections.models import Objection
from policies.calendar import CalendarGapError, add_workdays


def accept_by(objection: Objection, is_workday: Callable[[date], bool]) -> date | None:
    """The last day for 受理 under objection.accept_days; None where the work calendar does not reach that far."""
    days = int(objection.policy.value("objection.accept_days"))
    try:
        return add_workdays(timezone.localdate(objection.lodged_at), days, is_workday)
    except CalendarGapError:
        return None
