"""A year of the work calendar: imported from the notice, confirmed by a person."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from audit.models import Event
from policies.calendar import window_last_day
from policies.calendar_actions import confirm_year, import_year
from policies.exceptions import CalendarYearError
from policies.models import WorkDay
from policies.queries import calendar_from
from policies.seeding import SpecialDay

pytestmark = [pytest.mark.django_db, pytest.mark.clause("S-5-3")]

AT = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SOURCE = "（演示）2027年放假通知"


@pytest.fixture
def administrator() -> User:
    return User.objects.create(username="admin", name="演示管理员")


def test_confirmed_year_no_longer_makes_a_window_provisional(administrator):
    assert confirm_year(year=2027, by=administrator, at=AT) == 365
    calendar = calendar_from(date(2026, 12, 28))
    window_last_day(date(2026, 12, 28), 5, calendar.is_workday, is_first_day_counted=False)
    assert calendar.touched_unconfirmed is False
    assert Event.objects.get(verb="calendar.confirm").after == {"year": 2027}
    assert set(WorkDay.objects.filter(date__year=2027).values_list("source", flat=True)) == {"人工核对"}


def test_imported_notice_replaces_the_provisional_year_and_awaits_confirmation(administrator):
    special = {
        date(2027, 1, 4): SpecialDay(is_workday=False, name="元旦"),
        date(2027, 1, 3): SpecialDay(is_workday=True, name="元旦调休上班"),
    }
    changes = import_year(year=2027, special_days=special, source=SOURCE, by=administrator, at=AT)
    day = WorkDay.objects.get(date=date(2027, 1, 3))
    assert (day.is_workday, day.name, day.source, day.is_confirmed) == (True, "元旦调休上班", SOURCE, False)
    assert changes == 2 + 7  # two named days, and the seven weekdays that only the provisional year rested
    assert Event.objects.get(verb="calendar.import").after == {"year": 2027, "source": SOURCE, "changes": 9}


def test_unseeded_year_is_imported_whole_and_then_confirmed(administrator):
    with pytest.raises(CalendarYearError, match="2028年的工作日历不完整"):
        confirm_year(year=2028, by=administrator, at=AT)
    assert import_year(year=2028, special_days={}, source=SOURCE, by=administrator, at=AT) == 366
    assert confirm_year(year=2028, by=administrator, at=AT) == 366


def test_confirmed_year_is_not_confirmed_twice(administrator):
    with pytest.raises(CalendarYearError, match="2026年的工作日历已经确认"):
        confirm_year(year=2026, by=administrator, at=AT)


def test_import_without_a_source_is_refused(administrator):
    with pytest.raises(CalendarYearError, match="请填写放假通知"):
        import_year(year=2027, special_days={}, source=" ", by=administrator, at=AT)
