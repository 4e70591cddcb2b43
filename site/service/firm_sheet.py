"""企业名单的读取：pasted lines, CSV or XLSX become firms and, row by row, what is wrong with the others. Writes nothing."""

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from recruitment.eligibility import uscc_fault
from recruitment.exceptions import UploadRefusedError
from recruitment.office import XLSX, check_office
from recruitment.uploads import safe_name
from service.models import Enterprise

MOST_ROWS = 10_000
MAX_MB = 5
NAMES = frozenset({"企业名称", "单位名称", "名称", "企业", "公司名称"})
CODES = frozenset({"统一社会信用代码", "社会信用代码", "信用代码", "代码"})
LONGEST = Enterprise._meta.get_field("name").max_length or 100  # noqa: SLF001  Django's documented meta API
WITH_CODE = re.compile(r"(?P<name>.+?)[\s,，;；、]+(?P<uscc>[0-9A-Za-z]{18})")


@dataclass(frozen=True)
class FirmRow:
    number: int
    name: str
    uscc: str = ""


@dataclass
class FirmSheet:
    """What can be listed, and each other row with its sentence."""

    firms: list[FirmRow] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def read_lines(text: str) -> FirmSheet:
    """One firm a line, its credit code behind it if known."""
    return _judged(
        _line(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()
    )


def read_file(upload: UploadedFile) -> FirmSheet:
    """CSV or XLSX, by its content. Raises UploadRefusedError with a sentence."""
    name = safe_name(upload.name or "")
    if not upload.size:
        raise UploadRefusedError(_("“%(name)s”是空文件，请重新选择。") % {"name": name})
    if upload.size > MAX_MB * 2**20:
        raise UploadRefusedError(
            _("“%(name)s”超过 %(max)d MB，请拆分后再上传。") % {"name": name, "max": MAX_MB}
        )
    upload.seek(0)
    content = upload.read()
    grid = _excel(content, name) if content.startswith(b"PK\x03\x04") else _csv(content, name)
    return _judged(_table(grid))


def _line(number: int, line: str) -> FirmRow:
    coded = WITH_CODE.fullmatch(line.strip())
    return FirmRow(number, coded["name"], coded["uscc"].upper()) if coded else FirmRow(number, line.strip())


def _excel(content: bytes, name: str) -> Iterator[list[str]]:
    """The first sheet, values only; packages that unpack to too much are refused before."""
    if check_office(content, name) != XLSX:
        raise UploadRefusedError(_("“%(name)s”不是 Excel（.xlsx）或 CSV 文件。") % {"name": name})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl cannot keep of a workbook does not matter here
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            rows = [
                ["" if cell is None else str(cell) for cell in row[:20]]
                for row in _some(sheet.iter_rows(values_only=True))
            ]
            book.close()
    except Exception as error:  # a broken workbook fails in many ways, all of them ours to explain
        raise UploadRefusedError(
            _("“%(name)s”无法读取，请另存为 .xlsx 或 CSV 再上传。") % {"name": name}
        ) from error
    return iter(rows)


def _csv(content: bytes, name: str) -> Iterator[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return _some(csv.reader(io.StringIO(text)))
    raise UploadRefusedError(_("“%(name)s”不是 Excel（.xlsx）或 CSV 文件。") % {"name": name})


def _some(rows: Iterable[Any]) -> Iterator[Any]:
    """No more than can be listed, and the heading."""
    for number, row in enumerate(rows):
        if number > MOST_ROWS + 1:
            return
        yield row


def _table(rows: Iterator[list[str]]) -> Iterator[FirmRow]:
    """Columns by their headings when the first row has them, else name first and code second."""
    at_name, at_code = 0, 1
    for number, row in enumerate(rows, start=1):
        if number == 1 and (heads := _headings(row)):
            at_name, at_code = heads
            continue
        if any(cell.strip() for cell in row):
            yield FirmRow(
                number, " ".join(_at(row, at_name).split()), "".join(_at(row, at_code).split()).upper()
            )


def _headings(row: list[str]) -> tuple[int, int] | None:
    bare = ["".join(cell.split()) for cell in row]
    name = next((index for index, cell in enumerate(bare) if cell in NAMES), None)
    if name is None:
        return None
    return name, next((index for index, cell in enumerate(bare) if cell in CODES), len(row))


def _at(row: list[str], index: int) -> str:
    return row[index] if index < len(row) else ""


def _judged(rows: Iterable[FirmRow]) -> FirmSheet:
    sheet = FirmSheet()
    for row in rows:
        if len(sheet.firms) + len(sheet.faults) >= MOST_ROWS:
            sheet.faults.append(
                (row.number, _("一次最多导入 %(most)d 家，从这一行起没有导入。") % {"most": MOST_ROWS})
            )
            break
        if fault := _fault(row):
            sheet.faults.append((row.number, fault))
        else:
            sheet.firms.append(row)
    return sheet


def _fault(row: FirmRow) -> str:
    if not row.name:
        return _("没有企业名称。")
    if len(row.name) > LONGEST:
        return _("企业名称不超过 100 个字。")
    return str(uscc_fault(row.uscc) or "") if row.uscc else ""
