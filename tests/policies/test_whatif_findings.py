"""试算: which conditions past applicants would gain or lose under other thresholds."""

from dataclasses import replace
from datetime import date

import pytest

from policies.whatif import ConditionChange, PastCase, RuleBook, compare_findings
from tests.policies.profiles import EXPERT, EXPERT_TERMS, STATION, STATION_TERMS

ON = date(2026, 11, 22)
USED = RuleBook({"station": STATION_TERMS, "expert": EXPERT_TERMS}, {"station": (), "expert": ()})


def book(expert=EXPERT_TERMS, **station):
    return RuleBook({"station": replace(STATION_TERMS, **station), "expert": expert}, USED.stages)


def station(key=1, *, is_draft=False, is_complete=True, **said):
    profile = replace(STATION, **said)
    return PastCase(key, "station", ON, profile, "approve", is_draft=is_draft, is_complete=is_complete)


def effects(cases, *, used=USED, tried):
    return {case.key: compare_findings(case, used=used, tried=tried)[0] for case in cases}


@pytest.mark.clause("S-4-2")
def test_stations_that_served_fewer_than_two_hundred_would_be_blocked():
    cases = [station(n, served_last_year=n) for n in (150, 186, 199, 200, 201)]
    found = effects(cases, tried=book(min_served=200))
    assert found == {150: "blocked", 186: "blocked", 199: "blocked", 200: "", 201: ""}


@pytest.mark.clause("S-4-2")
def test_a_lost_condition_says_article_value_and_both_thresholds():
    _effect, changes = compare_findings(station(served_last_year=186), used=USED, tried=book(min_served=200))
    assert changes == (
        ConditionChange("S-4-2", "上年服务", "186 家", "不少于 150 家", "不少于 200 家", "lost"),
    )


def test_a_condition_that_is_a_flag_in_the_tried_version_lets_the_application_in():
    tried = book(min_staff=15, soft=frozenset({"S-4-4"}))
    assert compare_findings(station(staff_count=14), used=USED, tried=tried) == (
        "flagged",
        (ConditionChange("S-4-4", "专职人员", "14 人", "不少于 10 人", "不少于 15 人", "lost"),),
    )


def test_a_flag_that_becomes_hard_blocks():
    used = book(soft=frozenset({"S-4-4"}))
    effect, (change,) = compare_findings(station(staff_count=9), used=used, tried=USED)
    assert (effect, change.turn) == ("blocked", "hardened")


def test_a_flag_that_is_no_longer_raised_eases():
    used = book(min_staff=15, soft=frozenset({"S-4-4"}))
    effect, (change,) = compare_findings(station(staff_count=14), used=used, tried=USED)
    assert (effect, change.turn, change.value) == ("eased", "gained", "14 人")


def test_a_draft_kept_back_by_a_condition_is_admitted_once_it_is_a_flag():
    tried = book(soft=frozenset({"S-4-4"}))
    drafts = [
        station(1, is_draft=True, staff_count=8),
        station(2, is_draft=True, staff_count=8, premises=""),
        station(3, is_draft=True, staff_count=8, is_complete=False),
        station(4, is_draft=True),
    ]
    assert effects(drafts, tried=tried) == {1: "admitted", 2: "", 3: "", 4: ""}


def test_experts_are_judged_by_their_own_terms():
    case = PastCase(1, "expert", ON, EXPERT, "approve")
    tried = book(replace(EXPERT_TERMS, min_degree="master", min_experience_years=6))
    effect, changes = compare_findings(case, used=USED, tried=tried)
    assert effect == "blocked"
    assert [(change.article, change.value, change.now) for change in changes] == [
        ("E-3-2", "本科", "硕士研究生及以上"),
        ("E-3-2", "5 年", "不少于 6 年"),
    ]


def test_the_same_terms_change_nothing():
    assert compare_findings(station(staff_count=3), used=USED, tried=book()) == ("", ())
