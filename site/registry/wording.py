"""Words of a certificate: dates and small numbers in Chinese numerals. Pure."""

from datetime import date

_DIGITS = "〇一二三四五六七八九"


def chinese_number(value: int) -> str:
    """一 to 九十九, as days, months and years of a term are said."""
    tens, ones = divmod(value, 10)
    if not 0 < value < 100:
        raise ValueError(value)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def chinese_date(day: date) -> str:
    """二〇二六年十一月二十二日."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def plain_date(day: date) -> str:
    """2026年11月22日."""
    return f"{day.year}年{day.month}月{day.day}日"


def masked_name(name: str) -> str:
    """王*明, 王*, 欧**儿: the first and, beyond two characters, the last stay (a check shows that, and no more).

    A remark in brackets behind the name, such as （演示）, is no part of it.
    """
    name, bracket, remark = name.partition("（")
    middle = "*" * max(1, len(name) - 2)
    last = name[-1] if len(name) > 2 else ""
    return name[:1] + middle + last + bracket + remark
