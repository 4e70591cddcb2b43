"""Long lists: repeated headings, numbered pages, literal text."""

import io

import pytest
from pypdf import PdfReader

from typeset.pdf import Column, RenderError, Section, long_table

COLUMNS = [Column("序号", 1, "center"), Column("名称", 5), Column("省份", 2)]


def pages_of(rows: list[list[str]], **kwargs) -> list[str]:
    pdf = long_table(title="公示名单", sections=[Section(COLUMNS, rows)], **kwargs)
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_headings_repeat_and_pages_are_numbered():
    pages = pages_of([[str(n), f"演示站{n}", "浙江省"] for n in range(1, 51)])
    assert len(pages) == 2
    assert all("名称" in page for page in pages)
    assert "第 2 页，共 2 页" in pages[1]
    assert "演示站50" in pages[1]


def test_hostile_markup_is_printed_literally():
    text = pages_of([["1", "<b>甲</b> & <script>", "浙江省"]])[0]
    assert "<b>甲</b> & <script>" in text


def test_markup_in_a_wrapped_cell_is_printed_literally():
    name = "<b>" + "甲" * 60 + "</b>"
    assert name in pages_of([["1", name, "浙江省"]])[0].replace("\n", "")


def test_a_character_without_a_face_is_named():
    with pytest.raises(RenderError, match="no face can draw 𠮷"):
        pages_of([["1", "𠮷", "浙江省"]])


def test_sections_carry_their_headings_and_the_foot_its_text():
    sections = [
        Section(COLUMNS, [["1", "站", "浙江省"]], "一、工作站"),
        Section(COLUMNS, [["1", "人", "山东省"]], "二、志愿专家"),
    ]
    pdf = long_table(
        title="公示名单", sections=sections, lead=["依据。"], closing=["异议。"], footer="志愿平台"
    )
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert all(part in text for part in ("依据。", "一、工作站", "二、志愿专家", "异议。", "志愿平台"))
