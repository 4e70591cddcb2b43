"""Files that would harm, or that are no 汇总表 whatever their name says; each with the sentence that refuses it."""

import io
import zipfile
from collections.abc import Callable

from tests.factories import files
from tests.factories import rosters as made
from tests.factories.rosters import STATION_HEADS, STATIONS

S = [STATION_HEADS, *STATIONS]
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FULL = "解压后过大，疑似压缩炸弹，不能上传。请另存为 PDF。"
UNSOUND = "的内部结构不合规范，请用 Word、Excel 或 WPS 另存后上传。"
BROKEN = "已损坏或不是 Word、Excel 文件，请重新导出后上传。"
MACRO = "含有宏，请去掉宏，另存为 .docx、.xlsx 或 PDF 后上传。"
OUTSIDE = "引用了外部内容，不能上传。请另存为 PDF。"
UPON = (
    "引用了外部文件或内嵌了程序对象（如远程模板、外部链接），请断开链接并删除这些对象，或另存为 PDF 后上传。"
)
OTHER = "不是 Word（.docx）或 Excel（.xlsx）文件，请另存为这两种格式后上传。"
OLD_SAID = "是旧版 .doc 或 .xls 文件，请用 Word、Excel 或 WPS 另存为 .docx 或 .xlsx 后上传。"
TOO_MANY = "超过 10000 行，请分成几个文件上传。"
NOT_FOUND = "中没有找到汇总表。请使用附件 3 或附件 4 的表格，保留“单位名称”或“姓名”等表头。"
TOO_MUCH = "中的文字过多，不像一份汇总表，请只保留汇总表后上传。"
LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>{}]>".format("".join(f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9)))  # fmt: skip
LATE = f"<!--{' ' * 5000}-->{LAUGHS}"


def noise(count: int) -> str:
    """Words that hardly compress, the same each time."""
    state, out = 1, []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        out.append(f"{state:016x}")
    return "".join(out)


def nested_bomb() -> bytes:
    """Zips in a zip; the inner ones are never opened, and their size alone refuses."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("a", bytes(30_000_000))
    again = b"".join(inner.getvalue() for _ in range(60))
    return files.repacked(files.docx(), {"word/embeddings/a.zip": again * 3})


def lying_sizes() -> bytes:
    """The list says the part is small; it is not."""
    content = bytearray(
        files.repacked(made.word(S), {}, {"word/styles.xml": b"<a>" + bytes(3_000_000) + b"</a>"})
    )
    return bytes(content).replace((3_000_007).to_bytes(4, "little"), (100).to_bytes(4, "little"))


def crowded_list() -> bytes:
    """Fifty thousand entries: the list alone would fill the memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number in range(50_000):
            package.writestr(str(number), b"")
    return out.getvalue()


def deep_tables() -> bytes:
    """A hundred thousand tables, each inside the one before."""
    many = 100_000
    return made.word_xml("<w:tbl><w:tr><w:tc>" * many + noise(30_000) + "</w:tc></w:tr></w:tbl>" * many)


def one_long_tag() -> bytes:
    """An attribute of eight million characters: the parser would keep it whole."""
    return made.word_xml(f"<w:p w:rsid='{noise(500_000)}'/>{made.grid(S)}")


def long_comment() -> bytes:
    return made.excel_xml(S, after=f"<!--{noise(500_000)}-->")


def many_strings() -> bytes:
    """A million shared strings nobody uses."""
    strings = "".join(f"<si><t>{number:x}</t></si>" for number in range(1_000_000))
    return files.repacked(made.excel_xml(S, style="shared"), {}, {"xl/sharedStrings.xml": _sst(strings)})


def huge_cell() -> bytes:
    """One cell of ten megabytes."""
    text = noise(700_000)
    return made.word_xml(made.grid([S[0], ["1", text, *STATIONS[0][2:]]]))


def many_rows() -> bytes:
    return made.excel_xml([S[0], *([str(number), "演示甲公司", "甲路", "张演示", "19900000001"] for number in range(100_000))])  # fmt: skip


def full_width() -> bytes:
    """Every one of 16,384 columns filled, without a heading among the first ones."""
    return made.excel([[f"甲{number}" for number in range(16_384)] for _ in range(3)])


def two_mains() -> bytes:
    with zipfile.ZipFile(io.BytesIO(made.word(S))) as package:
        types = package.read(files.CONTENT_TYPES).decode()
    book = f'<Override PartName="/xl/workbook.xml" ContentType="{files_xlsx()}.main+xml"/></Types>'
    return files.repacked(made.word(S), {}, {files.CONTENT_TYPES: types.replace("</Types>", book).encode()})


def files_xlsx() -> str:
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def binary_book() -> bytes:
    """An .xlsb under another name."""
    return _retyped(
        made.excel(S), f"{files_xlsx()}.main+xml", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    )


def macro_book() -> bytes:
    return _retyped(
        made.excel(S), f"{files_xlsx()}.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )


def open_document() -> bytes:
    """An .ods under another name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "<x/>")
    return out.getvalue()


def locked_entries() -> bytes:
    """A zip whose entries are marked as encrypted."""
    content = bytearray(made.word(S))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def sheet_named_twice_over() -> bytes:
    """Nothing but names of one and the same empty sheet."""
    content = made.excel_xml([])
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 9_000))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        book = package.read("xl/workbook.xml").decode().replace("</sheets>", f"{sheets}</sheets>")
    return files.repacked(content, {}, {"xl/workbook.xml": book.encode()})


def _retyped(content: bytes, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        types = package.read(files.CONTENT_TYPES).decode()
    return files.repacked(content, {}, {files.CONTENT_TYPES: types.replace(old, new).encode()})


def _sst(inside: str) -> bytes:
    return f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4294967295" uniqueCount="4294967295">{inside}</sst>'.encode()


def _with_part(content: bytes, path: str, text: bytes) -> bytes:
    return files.repacked(content, {}, {path: text})


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "套娃炸弹.docx": (nested_bomb, FULL),
    "谎报大小.docx": (lying_sizes, BROKEN),
    "目录拥挤.docx": (crowded_list, FULL),
    "深层表格.docx": (deep_tables, TOO_MUCH),
    "长标签.docx": (one_long_tag, BROKEN),
    "长注释.xlsx": (long_comment, UNSOUND),
    "百万字符串.xlsx": (many_strings, TOO_MUCH),
    "十兆单元格.docx": (huge_cell, TOO_MUCH),
    "十万行.xlsx": (many_rows, TOO_MANY),
    "一万六千列.xlsx": (full_width, NOT_FOUND),
    "同一工作表千遍.xlsx": (sheet_named_twice_over, NOT_FOUND),
    "亿笑.docx": (lambda: made.word_xml(made.grid(S), head=LAUGHS), OUTSIDE),
    "迟亿笑.docx": (lambda: made.word_xml(made.grid(S), head=LATE), BROKEN),
    "两种类型.docx": (two_mains, BROKEN),
    "二进制.xlsx": (binary_book, MACRO),
    "宏表.xlsm": (macro_book, MACRO),
    "宏表改名.xlsx": (macro_book, MACRO),
    "开放文档.xlsx": (open_document, BROKEN),
    "压缩包加密.docx": (locked_entries, "设有密码，请取消密码后再上传。"),
    "旧.doc": (lambda: OLD + bytes(600), OLD_SAID),
    "网页改名.docx": ("<html><table><tr><td>单位名称</td></tr></table></html>".encode, OTHER),
    "文本改名.xlsx": (lambda: "序号,单位名称\n1,演示甲公司".encode("gb18030"), OTHER),
    "富文本.rtf": (lambda: b"{\\rtf1\\ansi }", OTHER),
    "半个代理.docx": (lambda: made.word_xml(made.grid(S).replace("演示乙商会", "&#xD800;")), UNSOUND),
    "控制字符.xlsx": (lambda: made.excel_xml([S[0], ["1", "甲\x07", "乙", "丙", "丁"]]), UNSOUND),
    "坏编码.docx": (lambda: _with_part(made.word_xml(""), "word/document.xml", b"<a>\xff\xfe\xfa</a>"), UNSOUND),
}  # fmt: skip
