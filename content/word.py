"""Writing Chinese into Word documents: fonts for both scripts, lines, the finished file."""

from io import BytesIO
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt

SONG, HEI, FANG, KAI = "宋体", "黑体", "仿宋", "楷体"


def run_in(paragraph: Any, text: str, *, font: str, size: float, is_bold: bool = False) -> None:
    """Adds words; the font is for Chinese, Latin letters and digits stay in Times."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.bold = "Times New Roman", Pt(size), is_bold
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001  python-docx has no door for East Asian fonts


def line(
    document: Any,
    text: str,
    *,
    font: str,
    size: float,
    is_bold: bool = False,
    align: Any = None,
    before: float = 0,
    after: float = 2,
    indent: float = 0,
) -> None:
    """Adds one paragraph; `indent` is in points."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    paragraph.paragraph_format.first_line_indent = Pt(indent)
    run_in(paragraph, text, font=font, size=size, is_bold=is_bold)


def finished(document: Any, title: str) -> bytes:
    """The file, with a title and without the name of whoever wrote the template."""
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "", "zh-CN"
    out = BytesIO()
    document.save(out)
    return out.getvalue()
