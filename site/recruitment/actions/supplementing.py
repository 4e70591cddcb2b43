"""The last day of a supplement: counted in working days when it is asked for, and again when the calendar changes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from audit.actions import record_event
from policies.calendar import add_workdays
from policies.models import PolicyVersion
from policies.queries import calendar_changed_since, calendar_from, calendar_revision
from recruitment.actions.moving import chinese_day, lock, tell
from recruitment.enums import Status
from recruitment.models import Application


@dataclass(frozen=True)
class DueDay:
    """The last day of a supplement, whether it is 暂定, and the revision of the calendar it was counted by."""

    day: date
    is_provisional: bool
    revision: int

    @property
    def words(self) -> str:
        return chinese_day(self.day) + ("（暂定）" if self.is_provisional else "")


def supplement_due(asked_on: date, policy: PolicyVersion) -> DueDay:
    """补正期限（review.supplement_days）. Raises CalendarGapError."""
    revision = calendar_revision()
    calendar = calendar_from(asked_on)
    day = add_workdays(asked_on, int(policy.value("review.supplement_days")), calendar.is_workday)
    return DueDay(day, calendar.touched_unconfirmed, revision)


@transaction.atomic
def recount_supplement(*, application: Application, at: datetime) -> Application:
    """重算补正截止日：a final day only moves later, and not once it has passed; the applicant is told each new day once.

    Raises WrongStatusError, CalendarGapError.
    """
    row = lock(application, expected={Status.SUPPLEMENT})
    asked = row.milestones.filter(status=Status.SUPPLEMENT).last()
    changed_at = calendar_changed_since(row.supplement_revision)
    if row.supplement_due_on is None or asked is None or changed_at is None:
        return row
    told = DueDay(row.supplement_due_on, row.supplement_is_provisional, row.supplement_revision)
    if not told.is_provisional and timezone.localdate(changed_at) > told.day:
        return row
    counted = supplement_due(timezone.localdate(asked.at), row.round.policy)
    floor = min(told.day, timezone.localdate(at)) if told.is_provisional else told.day
    return _write(row, told, at, DueDay(max(counted.day, floor), counted.is_provisional, counted.revision))


def _write(row: Application, told: DueDay, at: datetime, due: DueDay) -> Application:
    row.supplement_due_on, row.supplement_is_provisional = due.day, due.is_provisional
    row.supplement_revision = due.revision
    if due.day != told.day:
        row.supplement_due_before = told.day
    row.save(
        update_fields=[
            "supplement_due_on",
            "supplement_is_provisional",
            "supplement_revision",
            "supplement_due_before",
        ]
    )
    if (due.day, due.is_provisional) != (told.day, told.is_provisional):
        record_event(
            by=None,
            verb="application.recount_supplement",
            target=row,
            before={"due_on": told.day, "is_provisional": told.is_provisional},
            after={"due_on": due.day, "is_provisional": due.is_provisional, "revision": due.revision},
            policy=row.round.policy,
        )
        certainty = "provisional" if due.is_provisional else "final"
        occasion = f"supplement:{row.supplement_count}:{due.day}:{certainty}"
        tell(row, "application.supplement_dated", at=at, occasion=occasion, date=due.words)
    return row
