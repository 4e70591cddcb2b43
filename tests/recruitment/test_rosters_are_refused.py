"""Files that are no 汇总表, or that would harm, are refused with advice; nothing of them is unpacked beyond the limits."""

import pytest

from recruitment.exceptions import UploadRefusedError
from recruitment.rosters import grids, read_roster
from tests.factories import files
from tests.factories import rosters as made
from tests.factories.rosters import STATION_HEADS, STATIONS

S = [STATION_HEADS, *STATIONS]
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LATE = f"<!--{' ' * 5000}--><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
PICTURE = "<w:p><w:r><w:drawing/></w:r></w:p>"
REFUSED = [
    ("空.xlsx", lambda: b"", "是空文件"),
    ("大.xlsx", lambda: b"PK\x03\x04" + bytes(10 * 1024 * 1024), "超过 10 MB"),
    ("旧.xls", lambda: OLD + bytes(600), "是旧版 .doc 或 .xls 文件"),
    ("旧改名.xlsx", lambda: OLD + bytes(600), "是旧版 .doc 或 .xls 文件"),
    ("加密.xlsx", lambda: OLD + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "设有密码"),
    ("扫描.pdf", files.pdf, "是扫描件或图片"),
    ("拍照.jpg", lambda: files.picture("JPEG"), "是扫描件或图片"),
    ("截图改名.xlsx", files.picture, "是扫描件或图片"),
    ("文本.csv", "序号,单位名称".encode, "不是 Word（.docx）或 Excel（.xlsx）文件"),
    ("网页.xls", lambda: b"<html><table></table></html>", "不是 Word（.docx）或 Excel（.xlsx）文件"),
    ("改名.docx", lambda: made.excel(S), "扩展名与内容不符，请改为 .xlsx 后上传"),
    ("改名.xlsx", lambda: made.word(S), "扩展名与内容不符，请改为 .docx 后上传"),
    ("图片.docx", lambda: made.word_xml(PICTURE), "中的表格是图片"),
    ("作文.docx", files.docx, "没有找到汇总表"),
    ("别的表.xlsx", files.xlsx, "没有找到汇总表"),
    ("空白表.docx", lambda: made.word([STATION_HEADS, ["1", "", "", "", ""]]), "还没有填写内容"),
    ("炸弹.docx", files.bomb, "疑似压缩炸弹"),
    ("很多.docx", files.many_entries, "疑似压缩炸弹"),
    ("宏.docx", files.macro_renamed, "含有宏"),
    ("宏.docm", files.macro_by_type, "含有宏"),
    ("实体.docx", files.with_entities, "引用了外部内容"),
    ("迟实体.docx", lambda: made.word_xml(made.grid(S), head=LATE), "已损坏或不是"),
    ("迟实体.xlsx", lambda: made.excel_xml(S, head=LATE), "内部结构不合规范"),
    ("路径.docx", files.climbing, "内部路径异常"),
    ("两份.docx", files.docx_said_twice, "内部结构不合规范"),
    ("模板.docx", lambda: files.docx_drawing_on("attachedTemplate"), "引用了外部文件"),
    ("对象.docx", files.docx_with_object, "引用了外部文件"),
    ("域.docx", lambda: files.docx_with_field(' DDEAUTO c:\\x.exe "a"'), "引用了外部文件"),
    ("外部簿.xlsx", files.xlsx_with_external_book, "引用了外部文件"),
    ("动态.xlsx", files.xlsx_with_dde, "引用了外部文件"),
    ("截断.xlsx", lambda: made.excel(S)[:400], "已损坏或不是"),
    ("半截.docx", lambda: made.package("word/document.xml", "wordprocessingml.document.main", {"word/document.xml": "<w:document"}), "内部结构不合规范"),
    ("无主件.docx", lambda: made.package("word/document.xml", "wordprocessingml.document.main", {}), "内部结构不合规范"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "sentence"), REFUSED, ids=[name for name, _make, _said in REFUSED])
def test_a_file_that_cannot_be_read_is_refused_with_advice(name, make, sentence) -> None:
    with pytest.raises(UploadRefusedError) as refused:
        read_roster(make(), name)
    assert sentence in str(refused.value)
    assert str(refused.value).startswith(f"“{name}”")


@pytest.mark.parametrize("make", [made.word, made.excel])
def test_more_rows_than_the_limit_are_refused(make, monkeypatch) -> None:
    monkeypatch.setattr(grids, "MAX_ROWS", 2)
    with pytest.raises(UploadRefusedError, match="超过 2 行，请分成几个文件上传"):
        read_roster(make(S), "多.docx" if make is made.word else "多.xlsx")


@pytest.mark.parametrize("style", ["inline", "shared"])
def test_more_text_than_a_roster_has_is_refused(style, monkeypatch) -> None:
    monkeypatch.setattr(grids, "MAX_TEXT", 50)
    with pytest.raises(UploadRefusedError, match="文字过多"):
        read_roster(made.excel_xml(S, style=style), "长.xlsx")


def test_a_number_beyond_all_measure_is_not_written_out() -> None:
    content = made.excel_xml([STATION_HEADS, [*STATIONS[0][:4], "<c><v>1E999999999</v></c>"]])
    [table] = read_roster(content, "大数.xlsx")
    assert table.rows[0].cells["phone"].raw == "1E999999999"
    assert table.rows[0].has_errors


def test_cells_merged_over_and_over_are_refused() -> None:
    """Merged areas never overlap in an honest sheet; here each names every row again, and a small file costs minutes."""
    merges = "<mergeCells>{}</mergeCells>".format('<mergeCell ref="A1:A1048576"/>' * 200)
    with pytest.raises(UploadRefusedError, match="内部结构不合规范"):
        read_roster(made.excel_xml(S, after=merges), "合并.xlsx")
