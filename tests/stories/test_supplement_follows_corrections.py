"""The calendar changes while an application is being supplemented: its last day follows, and the applicant is told once."""

from datetime import date

import pytest

from audit.models import Event
from messaging.models import Message
from messaging.wording import sms_segments
from policies.calendar_actions import confirm_correction, confirm_year, propose_correction
from policies.seeding import SpecialDay
from recruitment.actions import resubmit_application
from recruitment.enums import Status
from recruitment.models import Application, Milestone
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.publicity import shanghai
from tests.factories.workflows import signed, started
from workflows.application.actions import advance_application
from workflows.application.queries import applications_to_advance

pytestmark = [pytest.mark.django_db, pytest.mark.clause("S-5-2"), pytest.mark.clause("E-4-2")]

ASKED = shanghai(
    2026, 9, 14, 10
)  # ten working days, the working Sunday of the 20th among them: 25 → 24 September
REST = SpecialDay(is_workday=False, name="中秋节")


def supplementing(asked=ASKED):
    process = signed(started(), staff_in_group("first_review"), "supplement", "请补充名册。", at=asked)
    return Application.objects.get(process=process)


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


def advanced(application, at):
    advance_application(application_pk=application.pk, at=at)
    return Application.objects.get(pk=application.pk)


def told(application):
    return list(
        Message.objects.filter(recipient=application.applicant, template__key="supplement_dated").order_by(
            "pk"
        )
    )


def test_supplement_moves_with_the_calendar_and_the_applicant_is_told_once():
    application = supplementing()
    assert application.supplement_due_on == date(2026, 9, 28)
    at = shanghai(2026, 9, 21)
    corrected(date(2026, 9, 23), at)
    assert list(applications_to_advance(at)) == [application]
    application = advanced(application, at)
    assert (application.supplement_due_on, application.supplement_due_before) == (
        date(2026, 9, 29),
        date(2026, 9, 28),
    )
    assert list(applications_to_advance(at)) == []
    advanced(application, at)
    (message,) = told(application)
    assert "补正截止日为2026年9月29日（含当日）" in message.text
    assert sms_segments(message.text) == 1
    assert message.idempotency_key == f"application:{application.pk}:supplement:1:2026-09-29:final"
    event = Event.objects.get(verb="application.recount_supplement")
    assert (event.before["due_on"], event.after["due_on"]) == ("2026-09-28", "2026-09-29")


def test_supplement_does_not_come_nearer():
    application = supplementing()
    at = shanghai(2026, 9, 21)
    corrected(date(2026, 9, 26), at, SpecialDay(is_workday=True))
    application = advanced(application, at)
    assert (application.supplement_due_on, application.supplement_revision, told(application)) == (
        date(2026, 9, 28),
        1,
        [],
    )


def test_supplement_that_was_over_when_the_calendar_changed_lapses():
    application = supplementing()
    at = shanghai(2026, 9, 29)
    corrected(date(2026, 9, 23), at)
    assert advanced(application, at).status == Status.LAPSED


def test_supplement_moved_before_its_end_does_not_lapse_though_the_sweep_comes_late():
    application = supplementing()
    corrected(date(2026, 9, 23), shanghai(2026, 9, 28, 23, 59))
    application = advanced(application, shanghai(2026, 9, 29, 9))
    assert (application.status, application.supplement_due_on) == (Status.SUPPLEMENT, date(2026, 9, 29))


def test_supplement_over_an_unconfirmed_year_waits_for_it_and_then_is_definite():
    application = supplementing(shanghai(2026, 12, 25, 9))
    assert (application.supplement_due_on, application.supplement_is_provisional) == (date(2027, 1, 11), True)
    late = shanghai(2027, 1, 12)
    assert "2027年1月11日（暂定）" in Message.objects.get(template__key="supplement").text
    assert advanced(application, late).status == Status.SUPPLEMENT
    confirm_year(year=2027, by=UserFactory(), at=shanghai(2027, 1, 7))
    application = advanced(application, shanghai(2027, 1, 7))
    assert (application.supplement_due_on, application.supplement_is_provisional) == (
        date(2027, 1, 11),
        False,
    )
    assert ["补正截止日为2027年1月11日（含当日）" in message.text for message in told(application)] == [True]
    assert advanced(application, late).status == Status.LAPSED


def test_supplement_may_be_handed_in_while_its_last_day_is_provisional():
    application = supplementing(shanghai(2026, 12, 25, 9))
    resubmit_application(application=application, by=application.applicant, at=shanghai(2027, 1, 12))
    assert Application.objects.get(pk=application.pk).status == Status.REVIEWING
    assert Milestone.objects.filter(application=application, status=Status.SUPPLEMENT).count() == 1
