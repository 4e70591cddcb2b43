"""A confirmed year is corrected by two persons with a reason; it never becomes unconfirmed again."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from policies.calendar import window_last_day
from policies.calendar_actions import (
    confirm_correction,
    confirm_year,
    drop_correction,
    import_year,
    propose_correction,
)
from policies.differences import correction_differences, import_differences
from policies.enums import ChangeKind, ChangeStatus
from policies.exceptions import CalendarYearError, SelfConfirmationError
from policies.models import CalendarChange, WorkDay
from policies.queries import calendar_changed_since, calendar_from, calendar_revision
from policies.seeding import SpecialDay
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("S-5-3")]

AT = datetime(2026, 9, 21, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SOURCE = "（演示）关于调整2026年放假安排的通知"
# The notice takes the working Sunday of 20 September back and lets people rest on the 23rd.
REST = SpecialDay(is_workday=False, name="中秋节")
SAID = {date(2026, 9, 20): SpecialDay(is_workday=False), date(2026, 9, 23): REST}


def proposed(by=None, said=SAID, year=2026):
    return propose_correction(
        year=year,
        special_days=said,
        source=SOURCE,
        reason="国务院办公厅调整放假安排",
        by=by or UserFactory(),
        at=AT,
    )


def day(iso: str) -> tuple[bool, str, bool]:
    row = WorkDay.objects.get(date=iso)
    return row.is_workday, row.name, row.is_confirmed


def test_confirmed_year_is_not_imported_again():
    with pytest.raises(CalendarYearError, match="已经确认，不能重新导入；变动请以更正方式提出"):
        import_year(year=2026, special_days=SAID, source=SOURCE, by=UserFactory(), at=AT)
    assert not WorkDay.objects.filter(date__year=2026, is_confirmed=False).exists()
    assert day("2026-09-23")[0] is True


def test_proposed_correction_changes_no_day_before_it_is_confirmed():
    change = proposed()
    assert (day("2026-09-20")[0], day("2026-09-23")[0], calendar_revision()) == (True, True, 0)
    assert [(one["date"], one["was_workday"], one["is_workday"], one["name"]) for one in change.days] == [
        ("2026-09-20", True, False, "周末"),
        ("2026-09-23", True, False, "中秋节"),
    ]


def test_correction_is_confirmed_by_another_person_and_the_year_stays_confirmed():
    author, second = UserFactory(), UserFactory()
    change = proposed(author)
    with pytest.raises(SelfConfirmationError, match="请由另一人确认"):
        confirm_correction(change=change, by=author, at=AT)
    change = confirm_correction(change=change, by=second, at=AT)
    assert (change.status, change.decided_by, change.decided_at) == (ChangeStatus.APPLIED, second, AT)
    assert (day("2026-09-20"), day("2026-09-23")) == ((False, "周末", True), (False, "中秋节", True))
    assert (calendar_revision(), calendar_changed_since(0), calendar_changed_since(1)) == (1, AT, None)


def test_correction_leaves_every_day_before_and_after_on_record():
    confirm_correction(change=proposed(), by=UserFactory(), at=AT)
    event = Event.objects.get(verb="calendar.correct")
    assert event.before["days"]["2026-09-23"] == [True, ""]
    assert event.after["days"]["2026-09-23"] == [False, "中秋节"]
    assert (event.after["source"], event.after["reason"]) == (SOURCE, "国务院办公厅调整放假安排")


def test_correction_is_decided_once():
    change = proposed()
    confirm_correction(change=change, by=UserFactory(), at=AT)
    for door in (confirm_correction, drop_correction):
        with pytest.raises(CalendarYearError, match="这项更正已经处理：已生效。"):
            door(change=change, by=UserFactory(), at=AT)


def test_dropped_correction_leaves_the_calendar_and_lets_the_next_come():
    change = proposed()
    with pytest.raises(CalendarYearError, match="2026年已有一项更正等待确认"):
        proposed()
    drop_correction(change=change, by=change.proposed_by, at=AT)
    assert (day("2026-09-23")[0], calendar_revision()) == (True, 0)
    assert proposed().status == ChangeStatus.PROPOSED


def test_correction_needs_a_reason_a_source_and_a_difference():
    by = UserFactory()
    for given, sentence in [
        ({"reason": " "}, "请写明更正的理由"),
        ({"source": ""}, "请填写放假通知的名称或文号"),
        ({"special_days": {date(2026, 9, 22): SpecialDay(is_workday=True)}}, "没有需要更正的"),
        ({"year": 2027}, "2027年的工作日历尚未确认，请直接导入"),
    ]:
        said = {"year": 2026, "special_days": SAID, "source": SOURCE, "reason": "调整", **given}
        with pytest.raises(CalendarYearError, match=sentence):
            propose_correction(**said, by=by, at=AT)


def test_database_refuses_a_correction_confirmed_by_its_author():
    change = proposed()
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarChange.objects.filter(pk=change.pk).update(
            status=ChangeStatus.APPLIED, decided_at=AT, decided_by=change.proposed_by
        )


def test_import_and_confirmation_count_as_changes_of_the_calendar():
    by = UserFactory()
    import_year(year=2027, special_days={}, source=SOURCE, by=by, at=AT)
    confirm_year(year=2027, by=by, at=AT)
    assert list(CalendarChange.objects.order_by("pk").values_list("kind", flat=True)) == [
        ChangeKind.IMPORT,
        ChangeKind.CONFIRMATION,
    ]
    assert calendar_revision() == 2


def test_import_compares_the_whole_year_and_a_correction_only_what_it_names():
    assert [one.date for one in correction_differences(2026, SAID)] == [date(2026, 9, 20), date(2026, 9, 23)]
    whole = import_differences(2026, SAID)
    assert date(2026, 10, 1) in {one.date for one in whole}  # not named, so it would follow the week


@pytest.mark.parametrize(
    ("said", "opened_on", "last_day"),
    [
        ({}, date(2026, 9, 18), date(2026, 9, 24)),
        ({date(2026, 9, 20): SpecialDay(is_workday=False)}, date(2026, 9, 18), date(2026, 9, 28)),
        (SAID, date(2026, 9, 18), date(2026, 9, 29)),
        ({date(2026, 9, 19): SpecialDay(is_workday=True)}, date(2026, 9, 18), date(2026, 9, 23)),
        ({date(2026, 2, 24): SpecialDay(is_workday=False)}, date(2026, 2, 13), date(2026, 2, 28)),
        ({date(2026, 12, 31): SpecialDay(is_workday=False)}, date(2026, 12, 23), date(2026, 12, 30)),
    ],
)
def test_window_of_five_workdays_over_a_corrected_year(said, opened_on, last_day):
    if said:
        confirm_correction(change=proposed(said=said), by=UserFactory(), at=AT)
    is_workday = calendar_from(opened_on).is_workday
    assert window_last_day(opened_on, 5, is_workday, is_first_day_counted=False) == last_day
