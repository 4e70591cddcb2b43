"""试算: sums of pieces, signatures asked, last days of past windows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from policies.calendar import CalendarGapError
from policies.tally import ALL, APPROVE, REFUSE, SignRule
from policies.whatif import PastCase, PastWindow, StagePlan, merge, shifted, totals_of, try_case
from policies.whatif.facts import OPEN, PASSED, REFUSED
from tests.policies.profiles import STATION
from tests.policies.test_whatif_decisions import FIRST, PANEL, SECOND, book, run
from tests.policies.test_whatif_findings import USED, station

ON = date(2026, 11, 22)


def past(key, *runs, ending=PASSED):
    return PastCase(key, "station", ON, STATION, ending, runs=runs)


HISTORY = [
    past(1, run("first_review", APPROVE, days=2), run("second_review", APPROVE, days=4)),
    past(2, run("first_review", APPROVE, days=3), run("second_review", REFUSE, days=4), ending=REFUSED),
    past(3, run("first_review", APPROVE, days=3), ending=OPEN),
]


def test_signatures_are_summed_by_stage_and_group_for_reviews_that_ended():
    both = StagePlan("second_review", "复审", SignRule(ALL, 2), "复审组")
    totals = totals_of(try_case(case, used=book(), tried=book(FIRST, PANEL, both)) for case in HISTORY)
    assert totals["stages"] == {
        "station\tfirst_review\twas": 2,
        "station\tfirst_review\tnow": 2,
        "station\tsecond_review\twas": 2,
        "station\tsecond_review\tnow": 4,
        "station\tpanel\tnow": 10,
        "station\tpanel\tno_history": 2,
    }
    assert totals["groups"] == {"组\twas": 4, "初审组\tnow": 2, "评议组\tnow": 10, "复审组\tnow": 4}
    assert totals["days"] == {
        "station\tfirst_review\t2": 1,
        "station\tfirst_review\t3": 1,
        "station\tsecond_review\t4": 2,
    }
    assert totals["decisions"] == {"approve\tundecided": 1}
    assert totals["cases"] == {"handed_in": 3, "affected": 1, "open": 1, "replayed": 2, "no_history": 0}


def test_pieces_add_up_to_the_whole():
    tried = book(FIRST, PANEL, SECOND)
    trials = [try_case(case, used=book(), tried=tried) for case in HISTORY]
    assert merge(totals_of(trials[:1]), totals_of(trials[1:])) == totals_of(trials)


def test_what_would_be_blocked_is_counted_with_its_condition_and_not_reviewed():
    tried = replace(USED, terms={**USED.terms, "station": replace(USED.terms["station"], min_served=200)})
    trials = [try_case(station(n, served_last_year=n), used=USED, tried=tried) for n in (150, 199, 200)]
    totals = totals_of(trials)
    assert totals["effects"] == {"blocked": 2}
    assert totals["conditions"] == {"S-4-2\t上年服务\t不少于 150 家\t不少于 200 家\tlost": 2}
    assert totals["cases"]["replayed"] == 1


def is_workday(day):
    """国庆 2026 as the work calendar has it; nothing is known of 2027."""
    if day.year > 2026:
        raise CalendarGapError
    return day == date(2026, 9, 20) or (
        day.weekday() < 5 and not date(2026, 9, 25) <= day <= date(2026, 9, 27)
    )


@pytest.mark.clause("S-5-3")
@pytest.mark.parametrize(
    ("days", "is_workdays", "is_first_day_counted", "now", "later"),
    [
        (5, True, False, date(2026, 9, 24), 0),
        (5, True, True, date(2026, 9, 23), -1),
        (7, True, False, date(2026, 9, 29), 5),
        (7, False, False, date(2026, 9, 28), 4),
    ],
)
def test_a_past_window_is_counted_anew(days, is_workdays, is_first_day_counted, now, later):
    window = PastWindow("演示公示", date(2026, 9, 18), date(2026, 9, 24))
    shift = shifted(
        window,
        days=days,
        is_workdays=is_workdays,
        is_first_day_counted=is_first_day_counted,
        is_workday=is_workday,
    )
    assert (shift.now, shift.days) == (now, later)


def test_a_window_beyond_the_work_calendar_has_no_day():
    window = PastWindow("演示公示", date(2026, 12, 28), date(2026, 12, 28) + timedelta(days=7))
    shift = shifted(window, days=5, is_workdays=True, is_first_day_counted=False, is_workday=is_workday)
    assert (shift.now, shift.days) == (None, 0)
