"""PDF files before anybody opens them: readable without a password, and without anything that acts by itself."""

import io
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from recruitment.exceptions import UploadRefusedError

MAX_OBJECTS = 60_000
_MAX_DEPTH = 12
_ACTING = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/GoToR", "/GoToE", "/Movie", "/Sound", "/GoTo3DView"}  # fmt: skip
_ACTIVE_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
_PLAYING = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
_QUIET = {"/GoTo", "/Named"}  # what may happen without a click: turning to a page, the viewer's own menu


def check_pdf(content: bytes, name: str) -> None:
    """Raises UploadRefusedError for an encrypted, broken or acting PDF. A plain /OpenAction that only turns to a page is fine."""
    try:
        reader = PdfReader(io.BytesIO(content))
        # a file that opens without a password is merely locked against editing
        is_locked = reader.is_encrypted and not reader.decrypt("")
        has_pages = not is_locked and len(reader.pages) > 0
        is_active = not is_locked and any(_acts(item, 0) for item in _objects(reader))
    except Exception as error:  # pypdf meets broken files with many exceptions, RecursionError among them
        raise _refused(_("“%(name)s”已损坏，无法读取，请重新导出 PDF 后上传。"), name) from error
    if is_locked:
        raise _refused(_("“%(name)s”设有密码或加密，请取消加密后再上传。"), name)
    if not has_pages:
        raise _refused(_("“%(name)s”没有页面，请重新导出 PDF 后上传。"), name)
    if is_active:
        raise _refused(_("“%(name)s”含有脚本、自动执行动作或内嵌文件，请用“打印为 PDF”另存后上传。"), name)


def _refused(sentence: str, name: str) -> UploadRefusedError:
    return UploadRefusedError(sentence % {"name": name})


def _objects(reader: PdfReader) -> Any:
    """Every numbered object, those in compressed object streams too, and the trailer."""
    yield reader.trailer
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    if len(numbers) > MAX_OBJECTS:
        raise ValueError("too many objects")
    for number in sorted(numbers):
        yield reader.get_object(number)


def _is_automatic(value: Any, depth: int) -> bool:
    """Whether something other than turning to a page happens without a click: an address opened tells who reads."""
    if depth > _MAX_DEPTH:
        return True
    if isinstance(value, ArrayObject):
        return any(_is_automatic(entry, depth + 1) for entry in value)
    if not isinstance(value, DictionaryObject):
        return False
    if "/S" in value:
        return value["/S"] not in _QUIET or _is_automatic(value.get("/Next"), depth + 1)
    return "/Type" not in value and any(_is_automatic(value[key], depth + 1) for key in value)


def _acts(item: Any, depth: int) -> bool:
    """Looks at what is written directly inside one object; what it refers to has its own number."""
    if depth > _MAX_DEPTH:
        return True
    if isinstance(item, DictionaryObject):
        if _ACTIVE_KEYS & item.keys() or item.get("/S") in _ACTING or item.get("/Subtype") in _PLAYING:
            return True
        if _is_automatic(item.get("/OpenAction"), depth) or _is_automatic(item.get("/AA"), depth):
            return True
        return any(_acts(value, depth + 1) for value in map(item.raw_get, item.keys()))
    if isinstance(item, ArrayObject):
        return any(_acts(value, depth + 1) for value in list.__iter__(item))
    return False
