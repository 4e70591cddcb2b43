"""What an uploaded file really is: decided by its content, never by its name; every refusal is a sentence."""

import hashlib
import io
import logging
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from PIL import Image, JpegImagePlugin, PngImagePlugin

from recruitment.exceptions import UploadRefusedError
from recruitment.office import DOCX, XLSX, check_office
from recruitment.portable import check_pdf

logger = logging.getLogger(__name__)

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
EXTENSIONS = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",), DOCX: (".docx",), XLSX: (".xlsx",)}
NAMES = {PDF: "PDF", JPEG: "JPG 图片", PNG: "PNG 图片", DOCX: "Word 文档", XLSX: "Excel 表格"}
ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"
MAX_PIXELS = 50_000_000  # an A3 page at 600 dpi has 70 million, at 400 dpi 31 million
MAX_NAME = 120
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept: its name made safe, its type by content, its bytes and their hash."""

    name: str
    content_type: str
    extension: str
    content: bytes
    sha256: str


def inspect(upload: UploadedFile, *, max_mb: int) -> Inspected:
    """Take a file or raise UploadRefusedError. The size is checked before anything is read into memory."""
    name = safe_name(upload.name or "")
    if not upload.size:
        raise UploadRefusedError(_("“%(name)s”是空文件，请重新选择。") % {"name": name})
    if upload.size > max_mb * 1024 * 1024:
        size = f"{upload.size / 1024 / 1024:.1f}"
        raise UploadRefusedError(
            _("“%(name)s”有 %(size)s MB，超过单个附件 %(max)d MB 的上限，请压缩或拆分后再上传。")
            % {"name": name, "size": size, "max": max_mb}
        )
    upload.seek(0)
    content = upload.read()
    content_type = _kind_of(content, name)
    extension = _agreeing_extension(content_type, name)
    _ask_scanner(content, name)
    if not name.lower().endswith(extension):
        name += extension
    return Inspected(name, content_type, extension, content, hashlib.sha256(content).hexdigest())


def _ask_scanner(content: bytes, name: str) -> None:
    """The operator's virus scanner, when one is named: the sentence it returns refuses; one that fails lets nothing through."""
    if not settings.EVIDENCE_SCANNER:
        return
    scan = import_string(settings.EVIDENCE_SCANNER)
    try:
        sentence = scan(content, name)
    except Exception as error:
        logger.exception("the evidence scanner failed")
        raise UploadRefusedError(_("暂时无法检查“%(name)s”，请稍后再上传。") % {"name": name}) from error
    if sentence:
        raise UploadRefusedError(sentence)


def safe_name(name: str) -> str:
    """A file name without folders, control, format or direction characters, of bearable length."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
    kept = " ".join(kept.translate(str.maketrans('<>:"|?*', "_______")).split()).lstrip(".")
    stem, suffix = PurePosixPath(kept).stem, PurePosixPath(kept).suffix
    return (stem[: MAX_NAME - len(suffix)] + suffix)[:MAX_NAME] or _("未命名文件")


def duplicate_sentence(name: str, same: str) -> str:
    return _("“%(name)s”与已上传的“%(same)s”内容完全相同，没有重复保存。") % {"name": name, "same": same}


def too_many_sentence(most: int) -> str:
    return _("每份申报最多上传 %(most)d 个文件，请先移除不需要的。") % {"most": most}


def _kind_of(content: bytes, name: str) -> str:
    if content.startswith(b"%PDF-"):
        check_pdf(content, name)
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return _picture(content, name, JPEG)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(content, name, PNG)
    if content.startswith(b"PK\x03\x04"):
        return check_office(content, name)
    if content.startswith(_OLD_OFFICE):
        raise UploadRefusedError(
            _("“%(name)s”是旧版（.doc、.xls）或加密的 Office 文件，请取消密码并另存为 .docx、.xlsx 或 PDF。")
            % {"name": name}
        )
    raise UploadRefusedError(
        _("“%(name)s”的内容不是 PDF、JPG、PNG、Word（.docx）或 Excel（.xlsx），无法作为证明材料。")
        % {"name": name}
    )


def _picture(content: bytes, name: str, content_type: str) -> str:
    """Reads the header alone: the plugin classes do not decode, and the size is judged before anything could."""
    plugin = PngImagePlugin.PngImageFile if content_type == PNG else JpegImagePlugin.JpegImageFile
    try:
        image: Image.Image = plugin(io.BytesIO(content))
        width, height = image.size
    except Exception as error:  # a broken picture fails in many ways, all of them ours to explain
        raise UploadRefusedError(_("图片“%(name)s”已损坏，请重新扫描或导出。") % {"name": name}) from error
    if width * height > MAX_PIXELS:
        raise UploadRefusedError(
            _("图片“%(name)s”有 %(width)d×%(height)d 像素，过大，请降低分辨率后再上传。")
            % {"name": name, "width": width, "height": height}
        )
    return content_type


def _agreeing_extension(content_type: str, name: str) -> str:
    """The extension to keep. A known extension of another type is refused: somebody is mistaken or misleading."""
    suffix = PurePosixPath(name).suffix.lower()
    fitting = EXTENSIONS[content_type]
    if suffix in fitting:
        return suffix
    if "." in name and suffix:
        raise UploadRefusedError(
            _("“%(name)s”的内容是 %(kind)s，与扩展名 %(suffix)s 不符，请改用正确的扩展名再上传。")
            % {"name": name, "kind": NAMES[content_type], "suffix": suffix}
        )
    return fitting[0]
