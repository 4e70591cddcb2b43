"""N-4、E-11：when a service may be reported, and which services of one day fit together."""

from datetime import date

import pytest

from policies.diary import Span, exceeds_cap, is_late, is_within_day, last_day_to_change, overlaps

pytestmark = [pytest.mark.clause("E-11")]


@pytest.mark.parametrize(
    ("span", "fits"),
    [(Span(0, 48), True), (Span(47, 48), True), (Span(47, 49), False), (Span(18, 18), False)],
)
def test_service_takes_time_and_ends_by_midnight(span, fits):
    assert is_within_day(span) is fits


@pytest.mark.parametrize(
    ("span", "clashes"),
    [(Span(16, 18), False), (Span(16, 19), True), (Span(19, 20), True), (Span(22, 24), False)],
)
def test_services_that_touch_do_not_overlap(span, clashes):
    assert overlaps(span, [Span(18, 22)]) is clashes


@pytest.mark.parametrize(("half_hours", "too_much"), [(12, False), (13, True)])
def test_cap_is_for_the_whole_day(half_hours, too_much):
    assert exceeds_cap(Span(20, 20 + half_hours), [Span(16, 20)], cap_hours=8) is too_much


@pytest.mark.clause("N-4")
@pytest.mark.parametrize(("reported_on", "late"), [(date(2026, 11, 16), False), (date(2026, 11, 17), True)])
def test_fifteen_natural_days_are_in_time(reported_on, late):
    assert is_late(date(2026, 11, 1), reported_on, due_days=15) is late


def test_year_closes_after_the_last_of_january():
    assert last_day_to_change(date(2026, 2, 28), freeze_days=31) == date(2027, 1, 31)
