import pytest
from django.core.exceptions import ValidationError

from recruitment.forms import clean_name
from recruitment.names import clean_person_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  (演示)钱湾　数智园 ", "(演示)钱湾 数智园"),
        ("\u202e倒写\u200b公司\x07", "倒写公司"),
        ("e\u0301cole", "\u00e9cole"),
        ("陈𫖯商会", "陈𫖯商会"),  # rare, beyond the basic plane, in the list of 8105: it can be printed
        ("", ""),
    ],
)
def test_a_name_is_put_right(typed, kept):
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    "typed", ["公司😀", "𠮷田商会", "公司\ue000", "公司\ufe0f", "★公司", "公司\u2028\u0378"]
)
def test_a_character_no_font_draws_is_named(typed):
    with pytest.raises(ValidationError, match="不能印在证书上"):
        clean_name(typed)


@pytest.mark.parametrize("dot", "·•・‧")
def test_the_middle_dot_of_a_name_has_one_form(dot):
    assert clean_person_name(f"阿卜杜{dot}热合曼") == "阿卜杜·热合曼"
