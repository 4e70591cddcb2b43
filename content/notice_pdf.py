"""A notice as a PDF after GB/T 9704: A4, 22 lines of 28 characters, red head, page numbers outside.

Open faces stand in for 小标宋, 仿宋 and 黑体; there is no seal, for the platform draws none.
"""

import io
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, HRFlowable, PageTemplate, Paragraph, Spacer

from content.templatetags.chrome import PHRASES, mask_mobiles
from typeset.finishing import RenderError, finish_pdf
from typeset.fonts import (
    SANS,
    SERIF,
    balanced_lines,
    fitting_size,
    register_fonts,
    text_width,
    title_family,
    unsupported_characters,
    wrapped_lines,
)

RED, INK = HexColor("#c4161c"), HexColor("#000000")
TOP, LEFT, WIDTH, HEIGHT = 37 * mm, 28 * mm, 156 * mm, 225 * mm
SIZE = 15.7  # points: 28 characters a line
LEADING = HEIGHT / 22
TITLE_SIZE, NUMBER_SIZE = 22, 14


def notice_pdf(page: Any) -> bytes:
    """Raises RenderError naming the characters our faces lack."""
    register_fonts()
    story = list(_story(page))
    out = io.BytesIO()
    frame = Frame(LEFT, A4[1] - TOP - HEIGHT, WIDTH, HEIGHT, 0, 0, 0, 0)
    document = BaseDocTemplate(out, pagesize=A4, title=page.title, author=page.issuer)
    document.addPageTemplates([PageTemplate(frames=[frame], onPage=_page_number)])
    document.build(story)
    return finish_pdf(out.getvalue(), created_at=page.last_published_at)


def _story(page: Any) -> Iterator[Flowable]:
    yield from _head(page)
    if page.addressee:
        yield _text(f"{page.addressee}：", indent=0)
    for block in page.body:
        yield from _block(block)
    yield from _annexes([str(one.title) for one in page.attachments.all()])
    if page.issued_on:
        yield Spacer(1, 2 * LEADING)
        yield _text(page.issuer, indent=0, align=TA_RIGHT, right=4 * SIZE)
        day = date_format(page.issued_on, "Y年n月j日")
        yield _text(day, indent=0, align=TA_RIGHT, right=4 * SIZE)
    if page.contact:
        yield Spacer(1, LEADING)
        yield _text(f"（{_('联系人及电话')}：{mask_mobiles(page.contact)}）", indent=0, left=2 * SIZE)


def _head(page: Any) -> Iterator[Flowable]:
    """Issuer in red, number, red line, title: two lines of space stand between them."""
    family = title_family(page.issuer)
    size = fitting_size(page.issuer, family, width=WIDTH, lines=1, largest=34, smallest=16)
    yield Spacer(1, LEADING)
    yield _line(page.issuer, family, size, colour=RED)
    yield Spacer(1, LEADING)
    if page.document_number:
        yield _line(page.document_number, SERIF, SIZE)
    yield HRFlowable(width="100%", thickness=1.5, color=RED, spaceBefore=4, spaceAfter=2 * LEADING)
    family = title_family(page.title)
    for line in title_lines(page.title, family):
        yield _line(line, family, TITLE_SIZE)
    yield Spacer(1, LEADING)


def title_lines(title: str, family: str) -> list[str]:
    """One line, or two that break between words (词意完整); else as many as it takes."""
    if text_width(title, family, TITLE_SIZE) <= WIDTH:
        return [title]
    parts = [part for part in PHRASES.split(title) if part]
    cuts = [("".join(parts[:at]), "".join(parts[at:])) for at in range(1, len(parts))]
    best = min(cuts, key=lambda cut: max(len(cut[0]), len(cut[1])), default=("", title))
    if max(text_width(line, family, TITLE_SIZE) for line in best) <= WIDTH:
        return list(best)
    return balanced_lines(title, family, size=TITLE_SIZE, width=WIDTH)


def _block(block: Any) -> Iterator[Flowable]:
    if block.block_type != "item":
        yield _text(mask_mobiles(block.value))
        return
    value = block.value
    lead = f"{value['number']}{value['heading'] or ''}"
    text = mask_mobiles(value["text"] or "")
    yield _text(lead + text, lead=len(lead))


def _annexes(titles: list[str]) -> Iterator[Flowable]:
    for number, title in enumerate(titles, start=1):
        if number == 1:
            yield Spacer(1, LEADING)
        lead = _("附件：") if number == 1 else "　　　"
        yield _text(f"{lead}{number}. {title}", indent=0, left=6.2 * SIZE, first=-4.2 * SIZE)


def _text(
    text: str, *, indent: int = 2, lead: int = 0, align: int = TA_LEFT, left: float = 0, right: float = 0, first: float = 0,
) -> Paragraph:  # fmt: skip
    """A paragraph, its first `lead` characters in the face of headings. No line begins with a closing sign."""
    _refuse(text)
    room = WIDTH - left - right
    lines = [
        line
        for part in text.split("\n")
        for line in wrapped_lines(part, SERIF, size=SIZE, width=room, indent=int(first / SIZE) or indent)
    ]
    style = ParagraphStyle(
        "text", fontName=SERIF, fontSize=SIZE, leading=LEADING, textColor=INK, alignment=align,
        firstLineIndent=first or indent * SIZE, leftIndent=left, rightIndent=right, splitLongWords=0,
    )  # fmt: skip
    marked = [escape(line) for line in lines]
    if lead:
        marked[0] = f'<font name="{SANS}">{escape(lines[0][:lead])}</font>{escape(lines[0][lead:])}'
    return Paragraph("<br/>".join(marked), style)


def _line(text: str, family: str, size: float, *, colour: Any = INK) -> Paragraph:
    _refuse(text)
    style = ParagraphStyle(
        "line", fontName=family, fontSize=size, leading=max(LEADING, size * 1.45), textColor=colour, alignment=TA_CENTER, wordWrap="CJK",
    )  # fmt: skip
    return Paragraph(escape(text), style)


def _refuse(text: str) -> None:
    lacking = unsupported_characters(text)
    if lacking:
        raise RenderError(f"no face can draw {lacking}")


def _page_number(canvas: Canvas, document: Any) -> None:
    """— 1 — below the text, one character from the outer edge: right on odd pages, left on even ones."""
    canvas.setFont(SERIF, NUMBER_SIZE)
    words, height = f"— {canvas.getPageNumber()} —", A4[1] - TOP - HEIGHT - 7 * mm - NUMBER_SIZE
    if canvas.getPageNumber() % 2:
        canvas.drawRightString(LEFT + WIDTH - NUMBER_SIZE, height, words)
    else:
        canvas.drawString(LEFT + NUMBER_SIZE, height, words)
