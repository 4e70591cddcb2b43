"""汇总表 in the dialects of more programs and habits; each holds the same two stations as `rosters`."""

import io
import zipfile
from datetime import date

from docx import Document
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.factories import files
from tests.factories import rosters as made
from tests.factories.rosters import EXPERT_HEADS, EXPERTS, LINES, STATION_HEADS, STATIONS

S = [STATION_HEADS, *STATIONS]
SHEET_LINES = [[line] for line in LINES]
WPS = "http://www.wps.cn/officeDocument/2013/wpsCustomData"


def wps_word() -> bytes:
    """WPS marks its files with a namespace of its own, a custom part and much formatting a run."""
    runs = made.grid(S).replace(
        "<w:r>", "<w:r><w:rPr><w:rFonts w:hint='eastAsia'/><w:vertAlign w:val='baseline'/></w:rPr>"
    )
    body = f"<wps:state xmlns:wps='{WPS}'/>{made.head_lines()}{runs}<w:sectPr><wps:cols xmlns:wps='{WPS}'/></w:sectPr>"
    custom = f"<Properties xmlns='{WPS}'><property name='KSOProductBuildVer'/></Properties>".encode()
    return files.repacked(made.word_xml(body), {"docProps/custom.xml": custom, "customXml/item1.xml": custom})


def wps_book() -> bytes:
    """Shared strings, styles on every cell, a list of extensions, and empty rows down to the end of the screen."""
    empty = "".join(
        f"<row r='{number}' spans='1:5' customFormat='1'><c r='A{number}' s='3'/></row>"
        for number in range(4, 40)
    )
    after = f"<extLst><ext xmlns:etc='{WPS}' uri='x'><etc:x/></ext></extLst>"
    content = made.excel_xml(S, style="shared", after=after)
    return _with_sheet(content, lambda xml: xml.replace("</sheetData>", f"{empty}</sheetData>"))


def libre_word() -> bytes:
    """LibreOffice writes its compatibility, a repeated heading and paragraphs of style for every cell."""
    heads = made.row(STATION_HEADS, "<w:tblHeader w:val='true'/><w:cantSplit w:val='true'/>")
    rows = "".join(map(made.row, STATIONS)).replace(
        "<w:p>", "<w:p><w:pPr><w:pStyle w:val='TableContents'/><w:bidi w:val='0'/></w:pPr>"
    )
    return made.word_xml(f"{made.head_lines()}<w:tbl><w:tblGrid/>{heads}{rows}</w:tbl><w:p/>")


def libre_book() -> bytes:
    """LibreOffice says how wide every column is to the last one, and fills the sheet with repeated empty cells."""
    columns = "<cols><col min='1' max='5' width='20'/><col min='6' max='16384' width='11.52'/></cols>"
    far = "<row r='1048576'><c r='A1048576' s='1'/><c r='XFD1048576' s='1'/></row>"
    return _with_sheet(
        made.excel_xml(S, style="shared"),
        lambda xml: xml.replace("<sheetData>", f"{columns}<sheetData>").replace(
            "</sheetData>", f"{far}</sheetData>"
        ),
    )


def strict_book() -> bytes:
    """Excel's own "Strict Open XML" has other namespaces throughout."""
    strict = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    return _changed(made.excel_xml(S, style="shared"), strict)


def other_case() -> bytes:
    """Some writers name the part xl/SharedStrings.xml and its relation otherwise."""
    return _changed(
        made.excel_xml(S, style="shared"),
        {b"/xl/sharedStrings.xml": b"/xl/SharedStrings.xml"},
        parts="xl/_rels/",
    )


def rich() -> bytes:
    return _book(
        lambda sheet: sheet.__setitem__(
            "B2", CellRichText("演示甲", TextBlock(InlineFont(b=True), "园区"), "服务有限公司")
        )
    )


def protected() -> bytes:
    return _book(lambda sheet: (sheet.protection.enable(), sheet.protection.set_password("demo")))


def listed() -> bytes:
    """Formatted as a table with filters, a list to choose from, and a remark on a cell."""

    def change(sheet) -> None:
        sheet.add_table(Table(displayName="汇总", ref="A1:E3"))
        sheet.add_data_validation(DataValidation("list", formula1='"甲,乙"', sqref="D2:D3"))
        sheet["D2"].comment = Comment("演示备注", "演示")
        sheet.freeze_panes = "A2"

    return _book(change)


def linked() -> bytes:
    """A cell one may click."""
    return _book(lambda sheet: setattr(sheet["B2"], "hyperlink", "https://www.gov.cn/"))


def with_date() -> bytes:
    """A column more, with days kept as numbers."""
    return made.excel([[*STATION_HEADS, "认定日期"], *([*row, date(2026, 11, 22)] for row in STATIONS)])


def with_chart_sheet() -> bytes:
    def change(sheet) -> None:
        sheet.parent.create_chartsheet("图")
        sheet.parent.create_sheet("Sheet3")

    return _book(change)


def floats() -> bytes:
    """Numbers and telephones as numbers with a point."""
    return made.excel([STATION_HEADS, *([float(row[0]), *row[1:4], float(row[4])] for row in STATIONS)])


def shared_formula() -> bytes:
    rows = [[*row[:4], f"<c t='str'><f t='shared' si='0'/><v>{row[4]}</v></c>"] for row in STATIONS]
    return made.excel_xml([STATION_HEADS, *rows])


def utf16_book() -> bytes:
    """The sheet in another encoding of Unicode."""
    return _with_sheet(
        made.excel_xml(S), lambda xml: f'<?xml version="1.0" encoding="UTF-16"?>{xml}', encoding="utf-16"
    )


def tracked() -> bytes:
    """Words put in and taken out while the changes are still on record, and a row put in."""
    first = (
        made.cell("演示甲园区服务有限公司")
        .replace(
            "<w:r>", "<w:del w:id='1'><w:r><w:delText>旧名</w:delText></w:r></w:del><w:ins w:id='2'><w:r>"
        )
        .replace("</w:r></w:p>", "</w:r></w:ins></w:p>")
    )
    texts = STATIONS[0]
    row = f"<w:tr>{made.cell(texts[0])}{first}{''.join(map(made.cell, texts[2:]))}</w:tr>"
    added = made.row(STATIONS[1], "<w:ins w:id='3'/>")
    moved = "<w:moveFrom w:id='4'><w:r><w:t>走了</w:t></w:r></w:moveFrom>"
    return made.word_xml(
        f"{made.head_lines()}<w:p>{moved}</w:p><w:tbl>{made.row(STATION_HEADS)}{row}{added}</w:tbl>"
    )


def in_text_box() -> bytes:
    """The whole form stands in a text box."""
    box = f"<w:txbxContent>{made.head_lines()}{made.grid(S)}</w:txbxContent>"
    return made.word_xml(f"<w:p><w:r><w:t>附件</w:t></w:r><w:r><w:pict>{box}</w:pict></w:r></w:p>")


def pronounced() -> bytes:
    """拼音指南 above a name."""
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>yǎn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>演</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r>"
    return made.word_xml(
        made.head_lines() + made.grid(S).replace("<w:r><w:t>演示甲园区", f"{ruby}<w:t>示甲园区")
    )


def vanished() -> bytes:
    """Hidden text behind a name."""
    hidden = "演示乙商会</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>（内部）</w:t></w:r><w:r><w:t>"
    return made.word_xml(made.head_lines() + made.grid(S).replace("演示乙商会", hidden))


def table_in_cell() -> bytes:
    """A small table inside the cell of a telephone number."""
    inner = f"<w:tc><w:tbl><w:tr>{made.cell('19900000001')}</w:tr></w:tbl><w:p/></w:tc>"
    return made.word_xml(made.head_lines() + made.grid(S).replace(made.cell("19900000001"), inner))


def clickable() -> bytes:
    """Links and fields of Word around a name, as it makes them by itself."""
    field = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"mailto:x@example.com\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r>"
    end = "</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    changed = made.cell("演示乙商会").replace("<w:r>", field).replace("</w:t></w:r></w:p>", end)
    return made.word_xml(made.head_lines() + made.grid(S).replace(made.cell("演示乙商会"), changed))


def numbered_by_word() -> bytes:
    """The numbers are Word's own list, so their cells hold no text."""
    number = (
        "<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p></w:tc>"
    )
    rows = "".join(f"<w:tr>{number}{''.join(map(made.cell, row[1:]))}</w:tr>" for row in STATIONS)
    return made.word_xml(f"{made.head_lines()}<w:tbl>{made.row(STATION_HEADS)}{rows}</w:tbl>")


def in_sections() -> bytes:
    """Landscape section, page breaks, a bookmark between the rows."""
    rows = made.row(STATIONS[0]) + "<w:bookmarkStart w:id='1' w:name='x'/>" + made.row(STATIONS[1])
    page = "<w:p><w:r><w:br w:type='page'/></w:r><w:r><w:lastRenderedPageBreak/></w:r></w:p>"
    return made.word_xml(
        f"{page}{made.head_lines()}<w:tbl>{made.row(STATION_HEADS)}{rows}</w:tbl><w:sectPr/>"
    )


def lines_below() -> bytes:
    """Who fills the form in stands under the table."""
    document, out = Document(io.BytesIO(made.word(S, lines=["附件 3"]))), io.BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def spread_lines() -> bytes:
    """填 写 单 位 with blanks between, and the seal named otherwise."""
    lines = ["填 写 单 位（公章）：演示省服务中心", "联 系 人：周演示", "联系电话 ：010-00000000"]
    return made.word(S, lines=lines)


STATION_FILES = {
    "WPS文字.docx": wps_word,
    "WPS表格.xlsx": wps_book,
    "LibreOffice文字.docx": libre_word,
    "LibreOffice表格.xlsx": libre_book,
    "严格.xlsx": strict_book,
    "部件大小写.xlsx": other_case,
    "富文本.xlsx": rich,
    "保护工作表.xlsx": protected,
    "表格样式.xlsx": listed,
    "超链接.xlsx": linked,
    "日期序列.xlsx": with_date,
    "图表页.xlsx": with_chart_sheet,
    "浮点电话.xlsx": floats,
    "共享公式.xlsx": shared_formula,
    "UTF16.xlsx": utf16_book,
    "修订.docx": tracked,
    "文本框内.docx": in_text_box,
    "拼音指南.docx": pronounced,
    "隐藏文字.docx": vanished,
    "格中小表.docx": table_in_cell,
    "域与链接.docx": clickable,
    "自动编号.docx": numbered_by_word,
    "分节分页.docx": in_sections,
    "落款在下.docx": lines_below,
    "字距拉开.docx": spread_lines,
    "合计与备注.xlsx": lambda: made.excel([*S, ["合计", "2 家"], ["备注：以上均已征得同意"], ["填表人：周演示"]]),
    "不换行空格.docx": lambda: made.word(
        [S[0], *([row[0], row[1].replace("演示", "演\u00a0示\u3000"), *row[2:]] for row in STATIONS)]
    ),
    "全角.docx": lambda: made.word(
        [S[0], *([*row[:4], "".join(chr(ord(digit) + 0xFEE0) for digit in row[4])] for row in STATIONS)]
    ),
    "零宽字符.docx": lambda: made.word([S[0], *([*row[:3], f"\u200b{row[3]}\ufeff", row[4]] for row in STATIONS)]),
    "表头星号.docx": lambda: made.word([["序号", "*单位名称", "地址（详细）", "联系人*", "联系电话（必填）"], *STATIONS]),
}  # fmt: skip


def expert_rows_by_city() -> bytes:
    """One sheet a city, each with its own heading, and an empty one at the end."""
    return made.excel([EXPERT_HEADS, EXPERTS[0]], [EXPERT_HEADS, EXPERTS[1]], [])


def _book(change) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in S:
        book.active.append(row)
    change(book.active)
    book.save(out)
    return out.getvalue()


def _with_sheet(content: bytes, change, *, encoding: str = "utf-8") -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    return files.repacked(content, {}, {"xl/worksheets/sheet1.xml": change(xml).encode(encoding)})


def _changed(content: bytes, words: dict[bytes, bytes], *, parts: str = "xl/") -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        kept = {name: package.read(name) for name in package.namelist() if name.startswith(parts)}
    for old, new in words.items():
        kept = {name: text.replace(old, new) for name, text in kept.items()}
    return files.repacked(content, {}, kept)
