"""The clock of a 公示 and the end of a term: dates a citizen can check, on the calendar every installation holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.calendar import CalendarGapError, add_workdays, term_end, window_last_day, workdays_between
from policies.queries import calendar_from

SPRING_2023 = date(2023, 3, 20)


def last_day(opened_on: date, *, is_first_day_counted: bool, days: int = 5) -> date:
    is_workday = calendar_from(opened_on).is_workday
    return window_last_day(opened_on, days, is_workday, is_first_day_counted=is_first_day_counted)


VECTORS = [
    (date(2023, 3, 20), date(2023, 3, 27), date(2023, 3, 24)),  # plain
    (date(2023, 4, 20), date(2023, 4, 26), date(2023, 4, 25)),  # Sunday 04-23 works
    (date(2023, 4, 28), date(2023, 5, 9), date(2023, 5, 8)),  # 五一; Saturday 05-06 works
    (date(2023, 9, 27), date(2023, 10, 10), date(2023, 10, 9)),  # 国庆; 10-07 and 10-08 work
    (date(2024, 2, 5), date(2024, 2, 18), None),  # 除夕 2024 works; Sunday 02-18 works
    (date(2026, 2, 13), date(2026, 2, 27), date(2026, 2, 26)),  # Saturday 02-14 works
    (date(2026, 9, 18), date(2026, 9, 24), date(2026, 9, 23)),  # Sunday 09-20 works
]


@pytest.mark.django_db
@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
@pytest.mark.parametrize(("opened_on", "expected", "_same_day"), VECTORS)
def test_window_of_five_workdays_without_the_first_day(opened_on, expected, _same_day):
    assert last_day(opened_on, is_first_day_counted=False) == expected


@pytest.mark.django_db
@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
@pytest.mark.parametrize(
    ("opened_on", "expected"), [(opened, same) for opened, _next, same in VECTORS if same is not None]
)
def test_window_of_five_workdays_with_the_first_day(opened_on, expected):
    assert last_day(opened_on, is_first_day_counted=True) == expected


@pytest.mark.django_db
@pytest.mark.clause("S-5-3")
def test_window_over_new_year_2027_is_provisional():
    calendar = calendar_from(date(2026, 12, 28))
    last = window_last_day(date(2026, 12, 28), 5, calendar.is_workday, is_first_day_counted=False)
    assert (last, calendar.touched_unconfirmed) == (date(2027, 1, 5), True)


@pytest.mark.django_db
def test_window_within_confirmed_years_is_not_provisional():
    calendar = calendar_from(date(2026, 9, 18))
    window_last_day(date(2026, 9, 18), 5, calendar.is_workday, is_first_day_counted=False)
    assert calendar.touched_unconfirmed is False


@pytest.mark.django_db
def test_window_beyond_the_seeded_years_is_an_error():
    with pytest.raises(CalendarGapError, match="2028-01-01"):
        last_day(date(2027, 12, 29), is_first_day_counted=False)


@pytest.mark.django_db
def test_statement_days_of_five_after_notice_on_2024_02_01_end_on_02_07():
    assert add_workdays(date(2024, 2, 1), 5, calendar_from(date(2024, 2, 1)).is_workday) == date(2024, 2, 7)


@pytest.mark.clause("S-12")
@pytest.mark.clause("E-9")
@pytest.mark.parametrize(
    ("starts_on", "corresponding", "day_before"),
    [
        (date(2023, 3, 28), date(2026, 3, 28), date(2026, 3, 27)),
        (date(2024, 2, 29), date(2027, 2, 28), date(2027, 2, 27)),
    ],
)
def test_term_of_three_years_ends_on_the_corresponding_day(starts_on, corresponding, day_before):
    assert term_end(starts_on, 3) == corresponding
    assert term_end(starts_on, 3, is_day_before=True) == day_before


def weekday(day: date) -> bool:
    return day.weekday() < 5


@given(opened_on=st.dates(date(2020, 1, 1), date(2030, 1, 1)), days=st.integers(1, 60))
def test_window_holds_exactly_its_workdays_and_ends_on_one(opened_on, days):
    last = window_last_day(opened_on, days, weekday, is_first_day_counted=False)
    assert workdays_between(opened_on, last, weekday) == days
    assert weekday(last)


@given(opened_on=st.dates(date(2020, 1, 1), date(2030, 1, 1)), days=st.integers(1, 60))
def test_window_counting_its_first_day_ends_one_workday_earlier_or_together(opened_on, days):
    late = window_last_day(opened_on, days, weekday, is_first_day_counted=False)
    early = window_last_day(opened_on, days, weekday, is_first_day_counted=True)
    assert workdays_between(early, late, weekday) == (1 if weekday(opened_on) else 0)


@given(opened_on=st.dates(date(2020, 1, 1), date(2030, 1, 1)), days=st.integers(1, 60))
def test_window_of_calendar_days_never_ends_at_rest(opened_on, days):
    last = window_last_day(opened_on, days, weekday, is_first_day_counted=False, is_workdays=False)
    assert weekday(last)
    assert 0 <= (last - (opened_on + timedelta(days=days))).days <= 2
