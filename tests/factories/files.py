"""Files people upload, honest ones and others, made in memory."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

CONTENT_TYPES = "[Content_Types].xml"


def named(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def docx() -> bytes:
    document, buffer = Document(), io.BytesIO()
    document.add_paragraph("中小企业志愿服务方案")
    document.save(buffer)
    return buffer.getvalue()


def xlsx(rows: int = 3) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    for n in range(rows):
        book.active.append([n, "(演示)某某机械有限公司", "91330113DEM0000144"])
    book.save(buffer)
    return buffer.getvalue()


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, form)
    return buffer.getvalue()


def huge_png_header(side: int = 30_000) -> bytes:
    """A small file that says it is an enormous picture."""
    small = bytearray(picture())
    small[16:24] = side.to_bytes(4, "big") * 2
    import zlib

    small[29:33] = zlib.crc32(bytes(small[12:29])).to_bytes(4, "big")
    return bytes(small)


def repacked(package: bytes, extra: dict[str, bytes], replace: dict[str, bytes] | None = None) -> bytes:
    """An Office file with entries added or replaced."""
    replace = replace or {}
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry.filename, replace.get(entry.filename, old.read(entry)))
        for name, content in extra.items():
            new.writestr(name, content)
    return buffer.getvalue()


def bomb() -> bytes:
    """A docx of some kilobytes that unpacks to 60 MB."""
    return repacked(docx(), {"word/media/image1.xml": b"0" * 60_000_000})


def many_entries() -> bytes:
    return repacked(docx(), {f"word/{n}.bin": b"" for n in range(2_100)})


def macro_renamed() -> bytes:
    return repacked(docx(), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def macro_by_type() -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx())) as package:
        types = package.read(CONTENT_TYPES).decode()
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return repacked(docx(), {}, {CONTENT_TYPES: types.replace(main, macro).encode()})


def with_entities() -> bytes:
    xml = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    return repacked(docx(), {"docProps/custom.xml": xml})


def climbing() -> bytes:
    return repacked(docx(), {"../../etc/passwd": b"x"})


def _pdf(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _blank() -> PdfWriter:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    return writer


def pdf() -> bytes:
    return _pdf(_blank())


def pdf_with_script() -> bytes:
    writer = _blank()
    script = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert(1)"),
    }
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    return _pdf(writer)


def pdf_launching() -> bytes:
    writer = _blank()
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch")}
    )
    return _pdf(writer)


def pdf_opening_at_a_page() -> bytes:
    """What honest producers write: open at the first page."""
    writer = _blank()
    place = ArrayObject([writer.pages[0].indirect_reference, NameObject("/FitH"), NumberObject(842)])
    writer.root_object[NameObject("/OpenAction")] = place
    return _pdf(writer)


def pdf_with_password(password: str = "secret") -> bytes:
    writer = _blank()
    writer.encrypt(password, algorithm="RC4-128")
    return _pdf(writer)


def pdf_without_pages() -> bytes:
    return _pdf(PdfWriter())
