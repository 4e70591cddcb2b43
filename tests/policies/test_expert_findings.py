"""专家办法第二、三条 as findings."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.rules import expert_findings
from tests.policies.profiles import EXPERT, EXPERT_TERMS, ON


def sentences(**said: Any) -> list[str]:
    findings = expert_findings(replace(EXPERT, **said), EXPERT_TERMS, on=ON)
    return [finding.sentence for finding in findings if not finding.is_met]


def test_expert_who_meets_everything_has_no_unmet_finding():
    assert sentences() == []


@pytest.mark.clause("E-2")
@pytest.mark.parametrize("category", ["", "wizard"])
def test_expert_category_is_required(category):
    assert sentences(category=category) == ["E-2：专家类别未选择，需从所列类别中选择"]


@pytest.mark.clause("E-3-1")
def test_expert_declares_ethics():
    assert sentences(has_declared_ethics=False) == ["E-3-1：政治素质与职业道德承诺未确认，需作出承诺"]


@pytest.mark.clause("E-3-2")
@pytest.mark.parametrize("degree", ["bachelor", "master", "doctor"])
def test_expert_with_a_bachelor_degree_or_above_passes(degree):
    assert sentences(degree=degree) == []


@pytest.mark.clause("E-3-2")
def test_expert_with_junior_college_fails():
    assert sentences(degree="junior") == ["E-3-2：学历专科，需本科及以上"]
    assert sentences(degree="") == ["E-3-2：学历未填写，需本科及以上"]


@pytest.mark.clause("E-3-2")
def test_expert_with_4_years_fails_5_passes():
    assert sentences(experience_years=5) == []
    assert sentences(experience_years=4) == ["E-3-2：中小企业服务经验 4 年，需不少于 5 年"]


@pytest.mark.clause("E-3-2")
def test_expert_names_one_to_five_fields():
    assert sentences(fields=()) == ["E-3-2：擅长领域 0 项，需 1 至 5 项"]
    assert sentences(fields=tuple("abcde")) == []
    assert sentences(fields=tuple("abcdef")) == ["E-3-2：擅长领域 6 项，需 1 至 5 项"]


@pytest.mark.clause("E-3-2")
def test_expert_uploads_proof_of_degree_and_experience():
    assert sentences(evidence=frozenset()) == [
        "E-3-2：学历证明未上传，需至少 1 份",
        "E-3-2：服务经验证明未上传，需至少 1 份",
    ]


@pytest.mark.clause("E-3-3")
def test_expert_declares_to_be_unpaid_and_willing():
    assert sentences(is_voluntary=False) == ["E-3-3：自愿无偿声明未确认，需作出声明"]


@pytest.mark.clause("E-6-1")
def test_expert_undertakes_to_keep_the_rules():
    assert sentences(has_undertaken=False) == ["E-6-1：遵守专家管理办法的承诺未确认，需作出承诺"]


@pytest.mark.clause("N-1")
def test_expert_narratives_are_long_enough():
    assert sentences(achievements="好" * 199) == ["N-1：志愿服务成果 199 字，需不少于 200 字"]


@given(
    said=st.fixed_dictionaries(
        {
            "category": st.text(max_size=5),
            "degree": st.text(max_size=5),
            "experience_years": st.none() | st.integers(-10, 10**9),
            "fields": st.lists(st.text(max_size=3)).map(tuple),
            "experience": st.text(),
        }
    )
)
def test_findings_of_any_input_are_short_sentences_and_never_an_error(said):
    findings = expert_findings(replace(EXPERT, **said), EXPERT_TERMS, on=ON)
    assert len(findings) == 11
    assert all(len(f.value) <= 100 and len(f.threshold) <= 100 and f.article in f.sentence for f in findings)
