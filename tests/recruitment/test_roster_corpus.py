"""The whole corpus: honest 汇总表 of every make are read whole, hostile ones are refused with advice; both are counted."""

import pytest

from recruitment.exceptions import UploadRefusedError
from recruitment.rosters import read_roster
from tests.factories import rosters as made
from tests.factories import rosters_odd as odd
from tests.factories.rosters import EXPERT_HEADS, EXPERTS, STATION_HEADS, STATIONS
from tests.factories.rosters_hostile import HOSTILE
from tests.recruitment import test_rosters_are_read as usual
from tests.recruitment import test_rosters_are_refused as unusual

S = [STATION_HEADS, *STATIONS]


def test_the_corpus_is_as_large_as_it_says() -> None:
    honest = {*usual.STATION_FILES, *odd.STATION_FILES} | {f"专家{name}" for name in usual.EXPERT_FILES}
    hostile = {*HOSTILE, *(name for name, _make, _said in unusual.REFUSED)}
    assert (len(honest), len(hostile)) == (74, 59)
    assert len(honest) >= 40
    assert len(hostile) >= 25


@pytest.mark.clause("A3")
@pytest.mark.parametrize("name", odd.STATION_FILES)
def test_an_honest_file_of_another_make_is_read_whole(name: str) -> None:
    [table] = read_roster(odd.STATION_FILES[name](), name)

    assert (table.kind, table.errors) == ("station", [])
    assert [row.has_errors for row in table.rows] == [False, False]
    assert [[row.value(key) for key in ("name", "address", "contact", "phone")] for row in table.rows] == [
        [name, address, contact, (phone,)] for _n, name, address, contact, phone in STATIONS
    ]


@pytest.mark.parametrize("name", ["落款在下.docx", "字距拉开.docx", "文本框内.docx", "WPS文字.docx"])
def test_header_lines_are_found_where_people_put_them(name: str) -> None:
    [table] = read_roster(odd.STATION_FILES[name](), name)
    assert table.header == {"unit": "演示省服务中心", "contact": "周演示", "phone": "010-00000000"}
    assert table.warnings == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("隐藏文字.docx", "文件中有隐藏的文字，未读取。"),
        ("日期序列.xlsx", "“认定日期”一列不属于汇总表，未读取。"),
        ("合计与备注.xlsx", "第 4 行按说明文字处理，未读取：合计 2 家"),
        ("合计与备注.xlsx", "第 6 行按说明文字处理，未读取：填表人：周演示"),
    ],
)
def test_what_an_odd_file_leaves_aside_is_told(name: str, told: str) -> None:
    [table] = read_roster(odd.STATION_FILES[name](), name)
    assert told in table.warnings


def test_one_sheet_a_city_is_read_in_order() -> None:
    tables = read_roster(odd.expert_rows_by_city(), "分市.xlsx")
    assert [(table.place, [row.name for row in table.rows]) for table in tables] == [
        ("表1", ["王演示"]),
        ("表2", ["赵演示"]),
    ]


def test_ditto_takes_the_cell_above_and_says_so() -> None:
    [table] = read_roster(made.word([EXPERT_HEADS, EXPERTS[0], [*EXPERTS[1][:2], "同上", *EXPERTS[1][3:]]]), "同上.docx")  # fmt: skip
    cell = table.rows[1].cells["organisation"]
    assert (cell.value, cell.raw) == ("演示大学", "同上")
    assert (cell.warnings, cell.errors) == (["写的是“同上”，已取上一行的内容，请核对。"], [])


def test_ditto_with_nothing_above_is_asked_for() -> None:
    [table] = read_roster(made.word([EXPERT_HEADS, [*EXPERTS[0][:2], "同上", *EXPERTS[0][3:]]]), "同上.docx")
    assert table.rows[0].cells["organisation"].errors == ["不能写“同上”，请填写具体内容。"]


def test_a_hidden_column_and_a_hidden_row_are_told() -> None:
    def hide(sheet) -> None:
        sheet.column_dimensions["E"].hidden = True
        sheet.row_dimensions[3].hidden = True

    [table] = read_roster(odd._book(hide), "隐藏列.xlsx")
    assert table.warnings[0] == "“联系电话”一列在文件中被隐藏，请核对。"
    assert [row.warnings for row in table.rows] == [[], ["此行在文件中被隐藏，请核对是否推荐。"]]


def test_columns_beyond_the_last_that_is_read_are_told() -> None:
    wide = [[*row, *([""] * 60), "远处"] for row in S]
    [table] = read_roster(made.excel(wide), "很宽.xlsx")
    assert table.warnings[0] == "第 60 列以后还有内容，未读取。"
    assert [row.name for row in table.rows] == [row[1] for row in STATIONS]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("_x0041_甲", "A甲"), ("_xD83D__xDE00_", "😀"), ("甲_xD800_", "甲\ufffd"), ("甲_x0000_", "甲\ufffd")],
)
def test_an_escaped_character_no_database_keeps_is_marked(written: str, kept: str) -> None:
    content = made.excel_xml([S[0], [*STATIONS[0][:2], written, *STATIONS[0][3:]]])
    [table] = read_roster(content, "转义.xlsx")
    assert table.rows[0].cells["address"].raw == kept


@pytest.mark.parametrize("text", ["=HYPERLINK(“x”)演示公司", "+演示公司", "@演示公司"])
def test_a_name_like_a_formula_stays_the_words_it_is(text: str) -> None:
    content = made.excel_xml([S[0], ["1", text, *STATIONS[0][2:]]])
    [table] = read_roster(content, "公式名.xlsx")
    assert table.rows[0].cells["name"].raw == text
    assert str(table.rows[0].value("name")) in {text, ""}


def test_a_credit_code_in_small_full_width_letters_is_put_right() -> None:
    rows = [
        [*STATION_HEADS, "统一社会信用代码"],
        [*STATIONS[0], " 91330113dem0000144"],
        [*STATIONS[1], f"{usual.wide('91330113')}DEM000022Y"],
    ]
    [table] = read_roster(made.word(rows), "代码.docx")
    assert [row.value("uscc") for row in table.rows] == ["91330113DEM0000144", "91330113DEM000022Y"]
    assert [row.cells["uscc"].errors for row in table.rows] == [[], []]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_advice(name: str) -> None:
    make, sentence = HOSTILE[name]
    with pytest.raises(UploadRefusedError) as refused:
        read_roster(make(), name)
    assert str(refused.value) == f"“{name}”{sentence}"
