"""工作站办法第二至四条 as findings: the number itself passes, one less fails, and the sentence cites the article."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from policies.rules import Finding, blocking, station_findings
from tests.policies.profiles import LONG, ON, STATION, STATION_TERMS


def unmet(on: date = ON, **said: Any) -> list[Finding]:
    return [f for f in station_findings(replace(STATION, **said), STATION_TERMS, on=on) if not f.is_met]


def sentences(on: date = ON, **said: Any) -> list[str]:
    return [finding.sentence for finding in unmet(on, **said)]


def test_station_that_meets_everything_has_no_unmet_finding():
    assert sentences() == []


@pytest.mark.clause("S-2")
def test_station_names_a_person_in_charge():
    assert sentences(contact_name=" ") == ["S-2：志愿服务专人未填写，需有 1 名专人"]


@pytest.mark.clause("S-3")
def test_station_kind_is_required():
    assert sentences(station_kind="") == ["S-3：单位类型未选择，需从所列类别中选择"]


@pytest.mark.clause("S-3")
@pytest.mark.parametrize(
    ("level", "said"), [("city", "市级"), ("county", "县级"), ("", "未填写"), ("galaxy", "未填写")]
)
def test_association_below_province_is_refused_with_the_article(level, said):
    assert sentences(station_kind="association", association_level=level) == [
        f"S-3：商协会级别{said}，需省级及以上"
    ]


@pytest.mark.clause("S-3")
@pytest.mark.parametrize("level", ["province", "nation"])
def test_association_of_a_province_or_above_passes(level):
    assert sentences(station_kind="association", association_level=level) == []


@pytest.mark.clause("S-3")
def test_other_kind_is_described():
    assert sentences(station_kind="other") == ["S-3：其他类型说明未填写，需写明类型"]
    assert sentences(station_kind="other", station_kind_other="县域服务联合体") == []


@pytest.mark.clause("S-4-1")
def test_station_founded_exactly_two_years_ago_passes_one_day_less_fails():
    assert sentences(founded_on=date(2024, 11, 22)) == []
    assert sentences(founded_on=date(2024, 11, 23)) == [
        "S-4-1：成立日期 2024年11月23日，需至 2026年11月22日满 2 年"
    ]


@pytest.mark.clause("S-4-1")
def test_station_founded_on_a_leap_day_is_two_on_the_last_of_february():
    assert sentences(founded_on=date(2024, 2, 29), on=date(2026, 2, 28)) == []
    assert len(unmet(founded_on=date(2024, 2, 29), on=date(2026, 2, 27))) == 1


@pytest.mark.clause("S-4-1")
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"is_legal_person": False}, "S-4-1：独立法人资格未确认，需具有"),
        ({"is_uscc_valid": False}, "S-4-1：统一社会信用代码校验未通过，需 18 位且校验码正确"),
        ({"founded_on": None}, "S-4-1：成立日期未填写，需至 2026年11月22日满 2 年"),
    ],
)
def test_station_is_a_legal_person_with_a_true_code_and_a_founding_day(said, sentence):
    assert sentences(**said) == [sentence]


@pytest.mark.clause("S-4-2")
def test_station_that_served_149_fails_150_passes():
    assert sentences(served_last_year=150) == []
    assert sentences(served_last_year=149) == ["S-4-2：上年服务 149 家，需不少于 150 家"]
    assert sentences(served_last_year=None) == ["S-4-2：上年服务未填写，需不少于 150 家"]


@pytest.mark.clause("S-4-2")
@pytest.mark.parametrize(
    ("model", "events", "count"), [(True, False, 0), (False, True, 0), (True, True, 0), (False, False, 1)]
)
def test_station_has_a_model_or_event_experience(model, events, count):
    assert len(unmet(has_service_model=model, has_event_experience=events)) == count


@pytest.mark.clause("S-4-2")
def test_experience_does_not_stand_in_for_the_number_served():
    assert [f.value for f in unmet(has_event_experience=True, served_last_year=0)] == ["0 家"]


@pytest.mark.clause("S-4-3")
def test_station_has_premises_facilities_and_their_evidence():
    without = STATION.evidence - {"premises"}
    assert sentences(premises="", facilities="", evidence=without) == [
        "S-4-3：经营服务场所未填写，需有固定场所",
        "S-4-3：服务设施与仪器设备未填写，需有必要的设施设备",
        "S-4-3：场所与设施证明未上传，需至少 1 份",
    ]


@pytest.mark.clause("S-4-4")
def test_station_with_9_full_time_staff_fails_10_passes():
    assert sentences(staff_count=10) == []
    assert sentences(staff_count=9) == ["S-4-4：专职人员 9 人，需不少于 10 人"]


@pytest.mark.clause("S-4-5")
def test_station_has_a_plan_or_rules_and_uploads_it():
    assert sentences(plan_or_rules="", evidence=STATION.evidence - {"plan"}) == [
        "S-4-5：志愿服务方案或管理制度未填写，需至少有其一",
        "S-4-5：方案或制度文本未上传，需至少 1 份",
    ]


@pytest.mark.clause("S-5-P")
def test_claimed_priority_title_is_proven_and_the_conditions_still_count():
    assert sentences(priority_title="platform", served_last_year=149) == [
        "S-4-2：上年服务 149 家，需不少于 150 家",
        "S-5-P：优先认定称号证明未上传，需至少 1 份",
    ]
    assert sentences(priority_title="platform", evidence=STATION.evidence | {"title"}) == []


@pytest.mark.clause("S-7-1")
def test_station_undertakes_to_keep_the_rules():
    assert sentences(has_undertaken=False) == ["S-7-1：遵守工作站管理办法的承诺未确认，需作出承诺"]


@pytest.mark.clause("N-1")
def test_station_narratives_are_long_enough_without_blanks():
    assert sentences(experience="好" * 199 + " \n" * 50, achievements="") == [
        "N-1：志愿服务经验 199 字，需不少于 200 字",
        "N-1：志愿服务成果 0 字，需不少于 200 字",
    ]
    assert sentences(experience="好" * 200, achievements=LONG) == []


def test_softened_article_is_flagged_but_does_not_block():
    terms = replace(STATION_TERMS, soft=frozenset({"S-4-2"}))
    findings = station_findings(replace(STATION, served_last_year=149, staff_count=9), terms, on=ON)
    assert [(f.article, f.is_hard) for f in findings if not f.is_met] == [("S-4-2", False), ("S-4-4", True)]
    assert [f.article for f in blocking(findings)] == ["S-4-4"]


def test_findings_keep_the_order_of_the_text():
    articles = [f.article for f in station_findings(STATION, STATION_TERMS, on=ON)]
    assert list(dict.fromkeys(articles)) == [
        "S-2",
        "S-3",
        "S-4-1",
        "S-4-2",
        "S-4-3",
        "S-4-4",
        "S-4-5",
        "S-7-1",
        "N-1",
    ]
