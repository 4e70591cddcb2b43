"""供需匹配: who may serve, in which order, and the reasons with what they rest on (S-10)."""

from decimal import Decimal

import pytest

from policies.matching import Candidate, Match, Reason, Wanted, matches, may_serve

VISIT = Wanted("33", "law", "offline")
CALL = Wanted("33", "law", "online")
LAW, TAX = frozenset({"law"}), frozenset({"tax"})


def expert(key=1, province="33", fields=LAW, running=0, satisfaction=None):
    return Candidate(key, False, province, fields, running, satisfaction)


def station(key=2, province="33", **given):
    return Candidate(key, True, province, frozenset(), **given)


@pytest.mark.parametrize(
    ("wanted", "one", "may"),
    [
        (VISIT, expert(), True),
        (VISIT, expert(fields=TAX), False),
        (VISIT, expert(province="11"), False),
        (CALL, expert(province="11"), True),
        (VISIT, station(), True),
        (VISIT, station(province="11"), False),
        (CALL, station(province="11"), True),
        (VISIT, expert(running=2), True),
        (VISIT, expert(running=3), False),
    ],
)
def test_who_may_serve(wanted, one, may):
    assert may_serve(wanted, one, most_running=3) is may


@pytest.mark.clause("S-10")
def test_reasons_say_what_the_points_are_for():
    found = matches(
        CALL, [expert(satisfaction=Decimal("4.5")), station(province="11", running=1)], most_running=3
    )
    assert found == [
        Match(1, 100, (Reason("field", "law"), Reason("province", "33"), Reason("running", "0"), Reason("satisfaction", "4.5"))),
        Match(2, 35, (Reason("any_field"), Reason("elsewhere", "11"), Reason("running", "1"), Reason("unrated"))),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("satisfaction", "points"), [(None, 95), ("4.5", 100), ("4.4", 95), ("4.0", 95), ("3.9", 90)]
)
def test_satisfaction_moves_the_points(satisfaction, points):
    one = expert(satisfaction=Decimal(satisfaction) if satisfaction else None)
    assert matches(VISIT, [one], most_running=3)[0].points == points


@pytest.mark.parametrize(("running", "points"), [(0, 95), (1, 85), (2, 75), (3, 75)])
def test_load_takes_points_away(running, points):
    assert matches(VISIT, [expert(running=running)], most_running=9)[0].points == points


def test_ties_go_by_load_then_satisfaction_then_age_of_the_title():
    rows = [
        expert(4, running=3),
        expert(3, running=2),
        expert(2, running=2, satisfaction=Decimal("4.2")),
        expert(1, running=2),
    ]
    assert [one.key for one in matches(VISIT, rows, most_running=9)] == [2, 1, 3, 4]
