"""Word and Excel files before anybody opens them: no bombs, macros, entities, passwords; nothing drawn from elsewhere."""

import io
import zipfile
import zlib
from xml.sax import SAXException

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

from recruitment.drawing_upon import draws_upon_others
from recruitment.exceptions import UploadRefusedError

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAIN = {f"{DOCX}.main+xml": DOCX, f"{XLSX}.main+xml": XLSX}
MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 150  # honest sheets reach 30; a bomb starts at 1,000
_RATIO_FROM = 1024 * 1024  # small repetitive parts may compress well
_HEAD = 4096
_LISTED = b"PK\x01\x02"  # before each entry of the list of a zip file


def check_office(content: bytes, name: str) -> str:
    """The content type of a harmless docx or xlsx; UploadRefusedError otherwise. Only small heads are unpacked."""
    try:
        if content.count(_LISTED) > MAX_ENTRIES:  # before the list itself fills the memory
            raise _refused(_("“%(name)s”解压后过大，疑似压缩炸弹，不能上传。请另存为 PDF。"), name)
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_entries(package.infolist(), name)
            _check_markup(package, name)
            main = _main_type(package, name)
            if draws_upon_others(package):
                raise _refused(
                    _(
                        "“%(name)s”引用了外部文件或内嵌了程序对象（如远程模板、外部链接），请断开链接并删除这些对象，或另存为 PDF 后上传。"
                    ),
                    name,
                )
            return main
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, ValueError) as error:
        raise _refused(_("“%(name)s”已损坏或不是 Word、Excel 文件，请重新导出后上传。"), name) from error
    except (ElementTree.ParseError, DefusedXmlException, SAXException) as error:
        raise _refused(
            _("“%(name)s”的内部结构不合规范，请用 Word、Excel 或 WPS 另存后上传。"), name
        ) from error


def _refused(sentence: str, name: str) -> UploadRefusedError:
    return UploadRefusedError(sentence % {"name": name})


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or any(map(_is_bomb, entries)):
        raise _refused(_("“%(name)s”解压后过大，疑似压缩炸弹，不能上传。请另存为 PDF。"), name)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise _refused(_("“%(name)s”设有密码，请取消密码后再上传。"), name)
    if any(".." in entry.filename.split("/") or entry.filename.startswith("/") for entry in entries):
        raise _refused(_("“%(name)s”的内部路径异常，不能上传。"), name)
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names):  # one reader takes the first of two, another the last
        raise _refused(_("“%(name)s”的内部结构不合规范，请用 Word、Excel 或 WPS 另存后上传。"), name)
    if any("vbaproject" in entry.filename.lower() for entry in entries):
        raise _macro(name)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _macro(name: str) -> UploadRefusedError:
    return _refused(_("“%(name)s”含有宏，请去掉宏，另存为 .docx、.xlsx 或 PDF 后上传。"), name)


def _check_markup(package: zipfile.ZipFile, name: str) -> None:
    """Office never writes a document type; whoever does wants entities expanded."""
    for entry in package.infolist():
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            with package.open(entry) as part:
                head = part.read(_HEAD).replace(b"\x00", b"")
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise _refused(_("“%(name)s”引用了外部内容，不能上传。请另存为 PDF。"), name)


def _main_type(package: zipfile.ZipFile, name: str) -> str:
    info = package.getinfo("[Content_Types].xml")
    if info.file_size > _RATIO_FROM:
        raise KeyError(info.filename)
    types = {element.get("ContentType", "") for element in ElementTree.fromstring(package.read(info)).iter()}
    if any("macroEnabled" in content_type for content_type in types):
        raise _macro(name)
    mains = [_MAIN[content_type] for content_type in types if content_type in _MAIN]
    if len(mains) != 1:
        raise KeyError("main part")
    return mains[0]
