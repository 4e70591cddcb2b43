"""The work calendar is corrected while a stage is open: its limit follows, and the trail says from which day to which."""

from datetime import date

import pytest

from audit.models import Event
from policies.calendar_actions import confirm_correction, propose_correction
from policies.seeding import SpecialDay
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.publicity import shanghai
from tests.factories.workflows import signed, started
from workflows.review.models import StageRun
from workflows.review.sweeps import recount_limits

pytestmark = [pytest.mark.django_db, pytest.mark.clause("S-5-2")]

OPENED = shanghai(2026, 9, 14, 10)
DUE = date(2026, 9, 28)  # ten working days on: the 20th is a working Sunday, the 25th a holiday
REST = SpecialDay(is_workday=False, name="中秋节")


def second_stage():
    """A run opened on 14 September 2026, by the answer that closed the first."""
    process = signed(started(), staff_in_group("first_review"), at=OPENED)
    StageRun.objects.filter(process=process, closed_at=None).update(opened_at=OPENED, due_on=DUE)
    return process.runs.get(closed_at=None)


def corrected(day, at, special=REST):
    change = propose_correction(
        year=day.year,
        special_days={day: special},
        source="（演示）通知",
        reason="调整",
        by=UserFactory(),
        at=at,
    )
    confirm_correction(change=change, by=UserFactory(), at=at)


def recounts(run):
    events = Event.objects.filter(verb="review.recount_limit", target_id=run.process.applicationprocess.application_id)  # fmt: skip
    return [(event.before["due_on"], event.after["due_on"], event.after["stage"]) for event in events]


def test_limit_moves_with_the_calendar_at_once_and_leaves_one_event(django_capture_on_commit_callbacks):
    run = second_stage()
    with django_capture_on_commit_callbacks(execute=True):
        corrected(date(2026, 9, 23), shanghai(2026, 9, 21))
    run.refresh_from_db()
    assert (run.due_on, run.calendar_revision) == (date(2026, 9, 29), 1)
    assert recounts(run) == [("2026-09-28", "2026-09-29", "second_review")]
    assert recount_limits() == 0
    assert len(recounts(run)) == 1


def test_limit_does_not_come_nearer():
    run = second_stage()
    corrected(date(2026, 9, 26), shanghai(2026, 9, 21), SpecialDay(is_workday=True))
    assert recount_limits() == 0
    run.refresh_from_db()
    assert (run.due_on, run.calendar_revision, recounts(run)) == (DUE, 1, [])


def test_limit_that_had_passed_when_the_calendar_changed_stays_passed():
    run = second_stage()
    corrected(date(2026, 9, 23), shanghai(2026, 9, 29))
    assert recount_limits() == 0
    run.refresh_from_db()
    assert (run.due_on, recounts(run)) == (DUE, [])


def test_closed_stage_keeps_its_limit():
    run = second_stage()
    first = run.process.runs.exclude(closed_at=None).get()
    before = first.due_on
    corrected(date(2026, 9, 23), shanghai(2026, 9, 21))
    recount_limits()
    first.refresh_from_db()
    assert (first.due_on, first.calendar_revision) == (before, 0)
