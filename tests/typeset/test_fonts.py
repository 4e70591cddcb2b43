"""The committed faces: what they can draw, how text is measured and cut."""

import pytest

from typeset.fonts import (
    SERIF,
    TITLE,
    balanced_lines,
    fitting_size,
    text_width,
    title_family,
    to_unicode_cmap,
    unsupported_characters,
)


def test_rare_given_names_can_be_drawn():
    assert unsupported_characters("喆堃祎昇䶮㛃㸌𬱖") == ""


def test_characters_without_a_face_are_named_once_each():
    assert unsupported_characters("张𠮷𠮷😀三\n") == "𠮷😀"


def test_every_province_and_sign_of_a_certificate_can_be_drawn():
    assert (
        unsupported_characters("《中小企业志愿服务工作站管理办法》“一起益企”——（〇）〔2023〕№·，。：；") == ""
    )


@pytest.mark.parametrize(("text", "family"), [("工作站证书", TITLE), ("喆堃", SERIF)])
def test_title_falls_back_to_the_serif(text, family):
    assert title_family(text) == family


def test_short_name_keeps_the_largest_size():
    assert fitting_size("演示中心", SERIF, width=500, lines=1, largest=30, smallest=12) == 30


def test_long_name_shrinks_until_two_lines_hold_it():
    assert fitting_size("志" * 65, SERIF, width=500, lines=2, largest=30, smallest=12) == 14.5


def test_lines_are_balanced_and_no_line_begins_with_a_closing_sign():
    lines = balanced_lines("江城市滨江区（喆堃祎昇䶮社区）志愿服务中心", SERIF, size=20, width=300)
    assert lines == ["江城市滨江区（喆堃祎昇", "䶮社区）志愿服务中心"]


def test_words_and_numbers_are_not_cut():
    lines = balanced_lines("关于公布2026年第一批名单的通知", SERIF, size=20, width=200)
    assert all(text_width(line, SERIF, 20) <= 200 for line in lines)
    assert lines == ["关于公布2026年第", "一批名单的通知"]


def test_plane_two_characters_map_to_utf16_so_that_they_can_be_copied():
    assert "<01> <D873DC56>" in to_unicode_cmap("Yiqi", [0x20, 0x2CC56])
