"""Dates, small numbers and masked names as a certificate says them."""

from datetime import date

import pytest

from registry.wording import chinese_date, chinese_number, masked_name


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "二〇二六年十一月二十二日"),
        (date(2027, 2, 28), "二〇二七年二月二十八日"),
        (date(2030, 10, 10), "二〇三〇年十月十日"),
        (date(2031, 1, 31), "二〇三一年一月三十一日"),
    ],
)
def test_date_in_chinese_numerals(day, words):
    assert chinese_date(day) == words


@pytest.mark.parametrize(
    ("value", "words"), [(3, "三"), (10, "十"), (15, "十五"), (20, "二十"), (99, "九十九")]
)
def test_number_in_chinese_numerals(value, words):
    assert chinese_number(value) == words


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王明", "王*"),
        ("王小明", "王*明"),
        ("欧阳喆堃", "欧**堃"),
        ("王", "王*"),
        ("林望舒（演示）", "林*舒（演示）"),
    ],
)
def test_name_keeps_first_and_last(name, masked):
    assert masked_name(name) == masked
