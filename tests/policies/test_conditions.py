"""A condition compares one fact; its words are those a person reads in a finding."""

from datetime import date
from decimal import Decimal

import pytest

from policies.conditions import (
    AT_LEAST,
    AT_MOST,
    NOT_ONE_OF,
    ONE_OF,
    WITHIN_YEARS,
    Condition,
    ThresholdError,
    all_hold,
    are_contradictory,
    asked,
    check_threshold,
    holds,
)

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("operator", "threshold", "fact", "is_held"),
    [
        (AT_LEAST, "20", Decimal(20), True),
        (AT_LEAST, "20", Decimal("19.5"), False),
        (AT_LEAST, "20", None, False),
        (AT_LEAST, "20", "二十", False),
        (AT_MOST, "20", Decimal(20), True),
        (AT_MOST, "20", Decimal(21), False),
        (ONE_OF, "park,association", "association", True),
        (ONE_OF, "park,association", "other", False),
        (ONE_OF, "park", None, False),
        (NOT_ONE_OF, "park", "other", True),
        (NOT_ONE_OF, "park", None, True),
        (NOT_ONE_OF, "park, other", "other", False),
        (WITHIN_YEARS, "3", date(2023, 11, 22), True),
        (WITHIN_YEARS, "3", date(2023, 11, 21), False),
        (WITHIN_YEARS, "3", date(2026, 11, 23), False),
        (WITHIN_YEARS, "3", "2025-01-01", False),
    ],
)
def test_condition_holds_up_to_and_including_its_threshold(operator, threshold, fact, is_held):
    assert holds(Condition("x", operator, threshold), {"x": fact}, on=ON) is is_held


def test_all_conditions_have_to_hold_and_none_at_all_always_does():
    park = Condition("kind", ONE_OF, "park")
    zhejiang = Condition("province", ONE_OF, "33")
    facts = {"kind": "park", "province": "31"}
    assert all_hold([park], facts, on=ON) is True
    assert all_hold([park, zhejiang], facts, on=ON) is False
    assert all_hold([], facts, on=ON) is True


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition("x", AT_LEAST, "20"), "不少于 20 人"),
        (Condition("x", AT_MOST, "0.5"), "不超过 0.5 人"),
        (Condition("x", ONE_OF, "a,b"), "属于“甲、b”"),
        (Condition("x", NOT_ONE_OF, "a"), "不属于“甲”"),
        (Condition("x", WITHIN_YEARS, "3"), "在 3 年以内"),
    ],
)
def test_condition_reads_as_a_sentence(condition, words):
    assert asked(condition, unit="人", names={"a": "甲"}) == words


@pytest.mark.parametrize(
    ("operator", "threshold", "sentence"),
    [
        (AT_LEAST, "", "请填写数字。"),
        (AT_LEAST, "NaN", "请填写数字。"),
        (AT_MOST, "二十", "请填写数字。"),
        (WITHIN_YEARS, "1.5", "年数应为 1 至 100 的整数。"),
        (WITHIN_YEARS, "0", "年数应为 1 至 100 的整数。"),
        (ONE_OF, " , ", "请至少列出一个选项。"),
    ],
)
def test_threshold_that_cannot_be_compared_with_is_refused(operator, threshold, sentence):
    with pytest.raises(ThresholdError, match=sentence):
        check_threshold(Condition("x", operator, threshold))


@pytest.mark.parametrize(
    ("conditions", "is_contradictory"),
    [
        ([Condition("n", AT_LEAST, "20"), Condition("n", AT_MOST, "19")], True),
        ([Condition("n", AT_LEAST, "20"), Condition("n", AT_MOST, "20")], False),
        ([Condition("n", AT_LEAST, "20"), Condition("m", AT_MOST, "19")], False),
        ([Condition("k", ONE_OF, "a"), Condition("k", ONE_OF, "b")], True),
        ([Condition("k", ONE_OF, "a,b"), Condition("k", NOT_ONE_OF, "b")], False),
        ([Condition("k", ONE_OF, "a"), Condition("k", NOT_ONE_OF, "a")], True),
        ([], False),
    ],
)
def test_conditions_nobody_can_meet_are_found(conditions, is_contradictory):
    assert are_contradictory(conditions) is is_contradictory
