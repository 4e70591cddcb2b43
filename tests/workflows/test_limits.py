"""时限：what the clock does to a run past its last day. It reminds, asks others, never answers."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from messaging.models import Message
from policies.models import WorkDay
from tests.factories.accounts import staff_in_group
from tests.factories.workflows import (
    answered,
    manager_of,
    open_task,
    seat_now,
    stage_now,
    started,
    started_with,
    taken,
)
from workflows.review.actions import take_seat
from workflows.review.models import LimitNotice, StageRun, Vote
from workflows.review.sweeps import mind_limits

pytestmark = pytest.mark.django_db
MONDAY = timezone.make_aware(timezone.datetime(2026, 11, 23, 10))


@pytest.fixture(autouse=True)
def _monday(monkeypatch):
    monkeypatch.setattr("workflows.review.sweeps.timezone.now", lambda: MONDAY)


def late(process, days=3):
    StageRun.objects.filter(process=process).update(due_on=MONDAY.date() - timedelta(days=days))
    return process


def told(person):
    return list(
        Message.objects.filter(recipient=person).order_by("pk").values_list("template__key", flat=True)
    )


def test_holder_is_reminded_once_a_day():
    reviewer = staff_in_group("first_review")
    process = late(started())
    taken(process, reviewer)
    assert (mind_limits(), mind_limits()) == (1, 0)
    assert told(reviewer) == ["review_overdue"]
    assert not Vote.objects.exists()


def test_group_is_reminded_of_what_nobody_took():
    members = [staff_in_group("first_review") for _ in range(2)]
    late(started())
    assert mind_limits() == 1
    assert [told(person) for person in members] == [["review_overdue"]] * 2


def test_run_in_time_is_left_alone():
    reviewer = staff_in_group("first_review")
    late(started(), days=0)
    assert mind_limits() == 0
    assert told(reviewer) == []


def test_day_of_rest_brings_no_notice(monkeypatch):
    staff_in_group("first_review")
    late(started())
    monkeypatch.setattr("workflows.review.sweeps.timezone.now", lambda: MONDAY - timedelta(days=1))
    assert mind_limits() == 0


def test_managers_are_told_and_may_take_the_seat():
    manager = manager_of("first_review")
    reviewer = staff_in_group("first_review")
    process = late(started_with(on_limit="escalate"))
    mind_limits()
    assert told(manager) == ["review_escalated"]
    take_seat(task=open_task(process), by=manager, at=timezone.now())
    answered(open_task(process), manager)
    assert stage_now(process) == ["second_review"]
    assert told(reviewer) == ["review_overdue"]


def test_seat_goes_to_the_member_with_the_fewest_open_seats():
    holder, busy, idle = (staff_in_group("first_review") for _ in range(3))
    taken(started(), busy)
    process = late(started_with(on_limit="reassign"))
    taken(process, holder)
    mind_limits()
    assert (seat_now(open_task(process)).signer, open_task(process).owner) == (idle, idle)
    assert told(idle) == ["review_reassigned"]


def test_seat_goes_back_to_the_group_when_there_is_no_other():
    holder = staff_in_group("first_review")
    process = late(started_with(on_limit="reassign"))
    taken(process, holder)
    mind_limits()
    assert open_task(process).owner is None


def test_case_is_moved_on_once_and_only_reminded_afterwards(monkeypatch):
    holder, other = staff_in_group("first_review"), staff_in_group("first_review")
    process = late(started_with(on_limit="reassign"))
    taken(process, holder)
    mind_limits()
    monkeypatch.setattr("workflows.review.sweeps.timezone.now", lambda: MONDAY + timedelta(days=1))
    mind_limits()
    assert open_task(process).owner == other
    assert list(LimitNotice.objects.order_by("day").values_list("act", flat=True)) == ["reassign", "remind"]


def test_limit_nobody_could_count_is_filled_when_the_calendar_reaches():
    today = timezone.localdate()
    kept = list(WorkDay.objects.filter(date__gt=today + timedelta(days=2)))
    WorkDay.objects.filter(date__gt=today + timedelta(days=2)).delete()
    process = started()
    assert (process.runs.get().due_on, mind_limits()) == (None, 0)
    WorkDay.objects.bulk_create(kept)
    assert mind_limits() == 1
    assert process.runs.get().due_on > today


def test_retracted_case_is_left_alone():
    from recruitment.actions import retract_application
    from workflows.application.actions import advance_application

    process = late(started())
    application = process.application
    retract_application(application=application, by=application.applicant, at=timezone.now())
    advance_application(application_pk=application.pk, at=timezone.now())
    assert mind_limits() == 0


def test_vector_a_working_sunday_counts():
    assert WorkDay.objects.get(date=date(2026, 9, 20)).is_workday
