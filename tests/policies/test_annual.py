"""年度要求：60 小时或 150 家, 12 小时或 30 家, and the year of recognition by its whole months (S-7-2, E-6-2)."""

from datetime import date
from decimal import Decimal

import pytest

from policies.annual import Missing, Norm, is_met, missing, norm_for, share

STATION = Norm(Decimal(60), 150)
BOTH = Norm(Decimal(60), 150, "both")


@pytest.mark.parametrize(
    ("hours", "firms", "either", "both"),
    [
        ("60", 149, True, False),
        ("59.5", 150, True, False),
        ("59.5", 149, False, False),
        ("60", 150, True, True),
    ],
)
def test_year_is_met_by_either_or_by_both(hours, firms, either, both):
    reached = {"hours": Decimal(hours), "firms": firms}
    assert (is_met(STATION, **reached), is_met(BOTH, **reached)) == (either, both)


@pytest.mark.parametrize(
    ("recognized_on", "asked"),
    [
        (date(2025, 12, 31), (Decimal(60), 150, 12)),
        (date(2026, 1, 1), (Decimal(60), 150, 12)),
        (date(2026, 1, 2), (Decimal(55), 137, 11)),
        (date(2026, 6, 1), (Decimal(35), 87, 7)),
        (date(2026, 6, 2), (Decimal(30), 75, 6)),
        (date(2026, 12, 1), (Decimal(5), 12, 1)),
    ],
)
def test_year_of_recognition_counts_its_whole_months(recognized_on, asked):
    norm = norm_for(STATION, recognized_on=recognized_on, year=2026, first_year="prorate")
    assert (norm.hours, norm.firms, norm.months) == asked


@pytest.mark.parametrize(
    ("recognized_on", "first_year"),
    [(date(2026, 12, 2), "prorate"), (date(2026, 3, 1), "exempt"), (date(2027, 1, 1), "full")],
)
def test_year_that_asks_nothing_has_no_norm(recognized_on, first_year):
    assert norm_for(STATION, recognized_on=recognized_on, year=2026, first_year=first_year) is None


def test_year_of_recognition_may_ask_all():
    assert norm_for(BOTH, recognized_on=date(2026, 11, 20), year=2026, first_year="full") == BOTH


def test_half_hours_fall_to_the_holder():
    expert = Norm(Decimal(12), 30)
    norm = norm_for(expert, recognized_on=date(2026, 8, 1), year=2026, first_year="prorate")
    assert (norm.hours, norm.firms) == (Decimal(5), 12)


def test_what_is_missing_is_never_below_nothing():
    assert missing(STATION, hours=Decimal("70.5"), firms=149) == Missing(Decimal(0), 1)


@pytest.mark.parametrize(("reached", "asked", "percent"), [(59, 60, 98), (60, 60, 100), (200, 150, 100), (0, 60, 0), (0, 0, 100)])  # fmt: skip
def test_share_is_full_only_when_all_is_reached(reached, asked, percent):
    assert share(reached, asked) == percent
