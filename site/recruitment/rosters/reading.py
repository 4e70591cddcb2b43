"""From the bytes of a file to its 汇总表; a file that cannot be read is refused with advice."""

import io
import zipfile
import zlib
from xml.sax import SAXException

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError
from django.utils.translation import gettext as _

from recruitment.exceptions import UploadRefusedError
from recruitment.office import DOCX, XLSX, check_office
from recruitment.rosters.excel_files import open_excel
from recruitment.rosters.grids import Budget, Grid, Opened, Progress, last_texts
from recruitment.rosters.tables import Gathering, RosterTable, mark_repeated
from recruitment.rosters.word_files import open_word

MAX_BYTES = 10 * 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_SUFFIX = {DOCX: ".docx", XLSX: ".xlsx"}


def read_roster(content: bytes, filename: str) -> list[RosterTable]:
    """The 汇总表 of a Word or Excel file, in reading order; UploadRefusedError says why there are none.

    Needs no database and keeps nothing. Rows with faults are returned with them, never dropped.
    """
    tables = read_tables(content, filename)
    mark_repeated(tables)
    return tables


def read_tables(content: bytes, filename: str, progress: Progress | None = None) -> list[RosterTable]:
    """As `read_roster`, without telling of repeated rows: for who keeps the rows and compares them anew after each change."""
    kind = _kind_of(content, filename)
    budget = Budget(filename, progress)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            opened = (open_word if kind == DOCX else open_excel)(package, budget)
    except (SAXException, ParseError, DefusedXmlException, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError) as error:  # fmt: skip
        raise _refused(
            _("“%(name)s”的内部结构不合规范，请用 Word、Excel 或 WPS 另存后上传。"), filename
        ) from error
    return _rosters(opened, filename)


def _rosters(opened: Opened, filename: str) -> list[RosterTable]:
    gathering = Gathering()
    for at, block in enumerate(opened.blocks):
        if isinstance(block, Grid):
            gathering.take(block, last_texts(opened.blocks, at))
    if not gathering.tables:
        raise _without_roster(opened, filename)
    if not any(table.rows for table in gathering.tables):
        raise _refused(_("“%(name)s”中的汇总表还没有填写内容。"), filename)
    tables = gathering.close(last_texts(opened.blocks, len(opened.blocks)))
    tables[0].warnings += opened.notes
    return tables


def _without_roster(opened: Opened, filename: str) -> UploadRefusedError:
    has_rows = any(isinstance(block, Grid) and block.rows for block in opened.blocks)
    if opened.has_picture and not has_rows:
        return _refused(_("“%(name)s”中的表格是图片，无法读取文字，请按附件样式重新录入为表格。"), filename)
    return _refused(
        _("“%(name)s”中没有找到汇总表。请使用附件 3 或附件 4 的表格，保留“单位名称”或“姓名”等表头。"),
        filename,
    )


def _kind_of(content: bytes, name: str) -> str:
    if not content:
        raise _refused(_("“%(name)s”是空文件，请重新选择。"), name)
    if len(content) > MAX_BYTES:
        raise _refused(_("“%(name)s”超过 10 MB，请删去其中的图片后上传。"), name)
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED in content:
            raise _refused(_("“%(name)s”设有密码，请取消密码后再上传。"), name)
        raise _refused(_("“%(name)s”是旧版 .doc 或 .xls 文件，请用 Word、Excel 或 WPS 另存为 .docx 或 .xlsx 后上传。"), name)  # fmt: skip
    if content.startswith(b"%PDF-") or content.startswith(_PICTURES):
        raise _refused(_("“%(name)s”是扫描件或图片，无法读取文字。请在此上传 Word 或 Excel 版汇总表。"), name)
    if not content.startswith(b"PK\x03\x04"):
        raise _refused(
            _("“%(name)s”不是 Word（.docx）或 Excel（.xlsx）文件，请另存为这两种格式后上传。"), name
        )
    return _agreeing(check_office(content, name), name)


def _agreeing(kind: str, name: str) -> str:
    """The content decides; a name that says otherwise is refused, for somebody is mistaken."""
    if not name.lower().endswith(_SUFFIX[kind]):
        raise UploadRefusedError(
            _("“%(name)s”的扩展名与内容不符，请改为 %(suffix)s 后上传。")
            % {"name": name, "suffix": _SUFFIX[kind]}
        )
    return kind


def _refused(sentence: str, name: str) -> UploadRefusedError:
    return UploadRefusedError(sentence % {"name": name})
