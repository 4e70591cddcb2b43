"""举报期限：by when a complaint is accepted or declined; by when it is settled stands in its row from then on."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from feedback.models import Complaint
from policies.calendar import CalendarGapError, add_workdays


def accept_by(complaint: Complaint, is_workday: Callable[[date], bool]) -> date | None:
    """The last day for 受理 under complaint.accept_days; None where the work calendar does not reach that far."""
    days = int(complaint.policy.value("complaint.accept_days"))
    try:
        return add_workdays(timezone.localdate(complaint.lodged_at), days, is_workday)
    except CalendarGapError:
        return None
