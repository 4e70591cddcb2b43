from datetime import date

import pytest

from content.window_days import window_days, workdays_left
from policies.models import WorkDay
from policies.queries import calendar_from
from publicity.models import Window

pytestmark = pytest.mark.django_db


def _window(opened_on: date, last_day: date) -> Window:
    return Window(opened_on=opened_on, last_day=last_day, days=5)


def test_window_over_a_weekend_greys_the_rest_days() -> None:
    window = _window(date(2026, 11, 19), date(2026, 11, 26))
    days = window_days(window, calendar_from(date(2026, 11, 19)), date(2026, 11, 23))

    assert [(day.date.day, day.state, day.ordinal) for day in days] == [
        (19, "passed", 0),
        (20, "passed", 1),
        (21, "rest", 0),
        (22, "rest", 0),
        (23, "today", 2),
        (24, "ahead", 3),
        (25, "ahead", 4),
        (26, "ahead", 5),
    ]
    assert days[0].note == "公示之日，已过"
    assert days[-1].note == "第 5 天，截止"


def test_working_days_left_do_not_count_today() -> None:
    window = _window(date(2026, 11, 19), date(2026, 11, 26))

    assert workdays_left(window, calendar_from(date(2026, 11, 19)), date(2026, 11, 20)) == 4


def test_named_holiday_is_told_by_its_name() -> None:
    WorkDay.objects.filter(date=date(2026, 10, 1)).update(is_workday=False, name="国庆节")
    days = window_days(
        _window(date(2026, 9, 30), date(2026, 10, 12)), calendar_from(date(2026, 9, 30)), date(2026, 9, 30)
    )

    assert days[1].note == "国庆节，不计入"
