"""汇总表 as people make them: by Word, Excel, WPS and LibreOffice, tidy and untidy. All content is fictional."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from openpyxl import Workbook

from tests.factories.files import SAME_BYTES, repacked

STATION_HEADS = ["序号", "单位名称", "地址", "联系人", "联系电话"]
EXPERT_HEADS = ["序号", "姓名", "所在单位（机构）", "擅长领域", "联系电话", "联系邮箱"]
STATIONS = [
    ["1", "演示甲园区服务有限公司", "演示市甲路1号", "张演示", "19900000001"],
    ["2", "演示乙商会", "演示市乙路2号", "李演示", "19900000002"],
]
EXPERTS = [
    ["1", "王演示", "演示大学", "政策、法律", "19900000003", "wang@example.com"],
    ["2", "赵演示", "演示律师事务所", "法律", "19900000004", "zhao@example.com"],
]
LINES = ["填写单位：演示省服务中心", "联系人：周演示", "联系电话：010-00000000"]
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument"

Rows = Sequence[Sequence[Any]]


@SAME_BYTES
def word(*tables: Rows, lines: Sequence[str] = LINES) -> bytes:
    """As python-docx writes it, each table after its lines."""
    document, out = Document(), io.BytesIO()
    for rows in tables:
        for line in lines:
            document.add_paragraph(line)
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = str(text)
    document.save(out)
    return out.getvalue()


@SAME_BYTES
def word_merged(rows: Rows, merges: Sequence[tuple[int, int, int, int]]) -> bytes:
    """The same with cells merged from (row, column) to (row, column); the first text stays."""
    document, out = Document(), io.BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = str(text)
    for top, left, bottom, right in merges:
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    document.save(out)
    return out.getvalue()


@SAME_BYTES
def excel(*sheets: Rows, merges: Sequence[str] = (), hidden: Sequence[str] = ()) -> bytes:
    """As openpyxl writes it, a sheet each."""
    book, out = Workbook(), io.BytesIO()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(list(row))
        for reference in merges:
            sheet.merge_cells(reference)
        sheet.sheet_state = "hidden" if sheet.title in hidden else "visible"
    book.save(out)
    return repacked(out.getvalue(), {})


def package(
    main: str, kind: str, parts: dict[str, str | bytes], types: dict[str, str] | None = None
) -> bytes:
    """A minimal Office file around one main part."""
    out = io.BytesIO()
    overrides = {main: kind, **(types or {})}
    listed = "".join(f'<Override PartName="/{path}" ContentType="{_OFFICE}.{name}+xml"/>' for path, name in overrides.items())  # fmt: skip
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("[Content_Types].xml", f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>{listed}</Types>')  # fmt: skip
        new.writestr("_rels/.rels", related({"rId1": ("officeDocument", main)}))
        for path, content in parts.items():
            new.writestr(path, content)
    return out.getvalue()


def related(targets: dict[str, tuple[str, str]]) -> str:
    inside = "".join(f'<Relationship Id="{key}" Type="{_RELATION}/{kind}" Target="{path}"/>' for key, (kind, path) in targets.items())  # fmt: skip
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def word_xml(body: str, *, prefix: str = "w", uri: str = TRANSITIONAL, head: str = "", main: str = "word/document.xml") -> bytes:  # fmt: skip
    """A Word file whose body is given with `w:` tags, written under another prefix or namespace."""
    inside = body.replace("<w:", f"<{prefix}:").replace("</w:", f"</{prefix}:").replace(" w:", f" {prefix}:")
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{head}<{prefix}:document xmlns:{prefix}="{uri}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><{prefix}:body>{inside}</{prefix}:body></{prefix}:document>'
    return package(main, "wordprocessingml.document.main", {main: xml})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(texts: Sequence[str], properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(map(cell, texts))}</w:tr>"


def grid(rows: Rows) -> str:
    return f"<w:tbl>{''.join(map(row, rows))}</w:tbl>"


def head_lines() -> str:
    return "".join(map(paragraph, LINES))


def excel_xml(rows: Rows, *, style: str = "inline", prefix: str = "", has_places: bool = True, after: str = "", head: str = "") -> bytes:  # fmt: skip
    """A workbook in raw XML: inline strings, or shared strings cut into runs; a text `<...` is a cell's own XML."""
    strings: list[str] = []
    lines = "".join(
        f"<row{_at(number, has_places)}>{''.join(_raw_cell(text, _place(number, column, has_places), style, strings) for column, text in enumerate(texts))}</row>"
        for number, texts in enumerate(rows, start=1)
    )
    body = f"<sheetData>{lines}</sheetData>{after}"
    sheet = f'<worksheet xmlns="{_SHEET}">{body}</worksheet>'
    if prefix:
        for tag in ("worksheet", "sheetData", "row", "c", "is", "t", "v", "f"):
            sheet = sheet.replace(f"<{tag}>", f"<{prefix}:{tag}>").replace(f"<{tag} ", f"<{prefix}:{tag} ").replace(f"</{tag}>", f"</{prefix}:{tag}>")  # fmt: skip
        sheet = sheet.replace("xmlns=", f"xmlns:{prefix}=")
    shared = f'<sst xmlns="{_SHEET}">{"".join(strings)}</sst>'
    book = f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATION}"><sheets><sheet name="汇总表" sheetId="1" r:id="rId1"/></sheets></workbook>'
    links = {
        "rId1": ("worksheet", "worksheets/sheet1.xml"),
        "rId2": ("sharedStrings", "/xl/sharedStrings.xml"),
    }
    parts = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": related(links), "xl/worksheets/sheet1.xml": head + sheet, "xl/sharedStrings.xml": shared}  # fmt: skip
    types = {"xl/worksheets/sheet1.xml": "spreadsheetml.worksheet", "xl/sharedStrings.xml": "spreadsheetml.sharedStrings"}  # fmt: skip
    return package("xl/workbook.xml", "spreadsheetml.sheet.main", parts, types)


def _at(number: int, has_places: bool) -> str:
    return f' r="{number}"' if has_places else ""


def _place(number: int, column: int, has_places: bool) -> str:
    return f' r="{chr(65 + column)}{number}"' if has_places else ""


def _raw_cell(text: str, place: str, style: str, strings: list[str]) -> str:
    if text.startswith("<"):
        return text.replace("<c", f"<c{place}", 1)
    if style == "inline":
        return f'<c{place} t="inlineStr"><is><t>{escape(text)}</t></is></c>'
    half = len(text) // 2
    strings.append(f'<si><r><t>{escape(text[:half])}</t></r><r><rPr><b/></rPr><t>{escape(text[half:])}</t></r><rPh sb="0" eb="1"><t>yan</t></rPh></si>')  # fmt: skip
    return f'<c{place} t="s"><v>{len(strings) - 1}</v></c>'
