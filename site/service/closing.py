"""封账：until when an entry may be corrected and a firm may answer (N-4)."""

from datetime import date, timedelta

from django.utils import timezone

from policies import diary
from service.enums import RequestStatus
from service.models import Confirmation, DiaryEntry


def last_day_of(entry: DiaryEntry) -> date:
    return diary.last_day_to_change(entry.served_on, freeze_days=_freeze_days(entry))


def last_day_to_answer(row: Confirmation) -> date:
    """The year's last day; a firm asked only after it, by a correction that was granted, has as many days."""
    last_day, asked_on = last_day_of(row.entry), timezone.localdate(row.asked_at)
    return last_day if asked_on <= last_day else asked_on + timedelta(days=_freeze_days(row.entry))


def may_correct(entry: DiaryEntry, today: date) -> bool:
    """While the year is open, and once more when a request was granted."""
    return today <= last_day_of(entry) or entry.requests.filter(status=RequestStatus.GRANTED).exists()


def _freeze_days(entry: DiaryEntry) -> int:
    return int(entry.policy.value("diary.freeze_days"))
