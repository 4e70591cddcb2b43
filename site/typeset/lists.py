"""Long lists as PDF, drawn by reportlab alone: two thousand rows take seconds where one HTML table takes minutes."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.pagesizes import landscape as turned
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

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
)

INK, SECOND, HAIR, PAPER = HexColor("#17212E"), HexColor("#475261"), HexColor("#DDD8CE"), HexColor("#F8F6F2")
_ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
_MARGIN = 20 * mm
_FRAME = 6  # what a reportlab frame keeps free inside its edge
_CELL, _PAD = 9.5, 5


@dataclass(frozen=True)
class Column:
    """One column: heading, share of the width, `left`, `center` or `right`."""

    heading: str
    share: float
    align: str = "left"


@dataclass(frozen=True)
class Section:
    """One table of the list, with a heading of its own when there are several."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    heading: str = ""


def long_table(
    *,
    title: str,
    sections: Sequence[Section],
    lead: Sequence[str] = (),
    closing: Sequence[str] = (),
    footer: str = "",
    landscape: bool = False,
    created_at: datetime | None = None,
) -> bytes:
    """A titled list on numbered A4 pages with repeated headings; every text is literal, never markup.

    `lead` and `closing` are paragraphs before and after, `footer` stands on every page.
    Raises RenderError naming the characters our faces lack.
    """
    register_fonts()
    _refuse_unsupported([title, footer, *lead, *closing], sections)
    size = turned(A4) if landscape else A4
    width = size[0] - 2 * _MARGIN - 2 * _FRAME
    story = _head(title, lead, width)
    for section in sections:
        story += _section(section, width)
    story += (
        [Spacer(1, 6 * mm), *(_paragraph(text, 10.5, space_after=4) for text in closing)] if closing else []
    )
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=size,
        title=title,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
    )
    document.build(story, canvasmaker=lambda *args, **kwargs: _NumberedCanvas(footer, *args, **kwargs))
    return finish_pdf(out.getvalue(), created_at=created_at)


def _refuse_unsupported(texts: Iterable[str], sections: Sequence[Section]) -> None:
    parts = list(texts)
    for section in sections:
        parts += [section.heading, *(column.heading for column in section.columns)]
        parts += [cell for row in section.rows for cell in row]
    lacking = unsupported_characters("".join(set("".join(parts))))
    if lacking:
        raise RenderError(f"no face can draw {lacking}")


def _head(title: str, lead: Sequence[str], width: float) -> list[Flowable]:
    family = title_family(title)
    size = fitting_size(title, family, width=width, lines=1, largest=18, smallest=15)
    style = ParagraphStyle(
        "title",
        fontName=family,
        fontSize=size,
        leading=size * 1.5,
        alignment=TA_CENTER,
        textColor=INK,
        wordWrap="CJK",
    )
    lines = balanced_lines(title, family, size=size, width=width)
    return [
        Paragraph("<br/>".join(escape(line) for line in lines), style),
        Spacer(1, 5 * mm),
        *(_paragraph(text, 10.5, space_after=4) for text in lead),
        Spacer(1, 3 * mm),
    ]


def _section(section: Section, width: float) -> list[Flowable]:
    total = sum(column.share for column in section.columns)
    widths = [width * column.share / total for column in section.columns]
    aligns = [column.align for column in section.columns]
    heads = [
        _cell(column.heading, wide, column.align)
        for column, wide in zip(section.columns, widths, strict=True)
    ]
    rows = [
        [_cell(text, wide, align) for text, wide, align in zip(row, widths, aligns, strict=True)]
        for row in section.rows
    ]
    table = LongTable([heads, *rows], colWidths=widths, repeatRows=1, hAlign="LEFT")
    table.setStyle(_table_style(aligns))
    heading = (
        [_paragraph(section.heading, 12, family=title_family(section.heading), space_before=10)]
        if section.heading
        else []
    )
    return [*heading, table]


def _table_style(aligns: Sequence[str]) -> TableStyle:
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), SANS, _CELL, _CELL * 1.5),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("BACKGROUND", (0, 0), (-1, 0), PAPER),
        ("LINEABOVE", (0, 0), (-1, 0), 1, INK),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HAIR),
        ("LINEBELOW", (0, 0), (-1, 0), 0.75, INK),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    return TableStyle(
        [*commands, *(("ALIGN", (n, 0), (n, -1), align.upper()) for n, align in enumerate(aligns))]
    )


def _cell(text: str, width: float, align: str) -> str | Paragraph:
    """A string where one line is enough: it is drawn as it is, and ten times faster than a paragraph."""
    if "\n" not in text and text_width(text, SANS, _CELL) <= width - 2 * _PAD:
        return text
    style = ParagraphStyle(
        "cell",
        fontName=SANS,
        fontSize=_CELL,
        leading=_CELL * 1.5,
        textColor=INK,
        wordWrap="CJK",
        alignment=_ALIGN[align],
    )
    return Paragraph(escape(text), style)


def _paragraph(
    text: str, size: float, *, family: str = SERIF, space_before: float = 0, space_after: float = 6
) -> Paragraph:
    style = ParagraphStyle(
        "text",
        fontName=family,
        fontSize=size,
        leading=size * 1.7,
        textColor=INK,
        wordWrap="CJK",
        spaceBefore=space_before,
        spaceAfter=space_after,
    )
    return Paragraph(escape(text), style)


class _NumberedCanvas(Canvas):
    """Keeps the pages until all are drawn, so that each can say how many there are."""

    def __init__(self, footer: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.footer = footer
        self.kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  reportlab's name
        self.kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        total = len(self.kept)
        for number, state in enumerate(self.kept, start=1):
            self.__dict__.update(state)
            self.setFont(SANS, 8)
            self.setFillColor(SECOND)
            self.drawString(_MARGIN + _FRAME, 11 * mm, self.footer)
            self.drawRightString(
                self._pagesize[0] - _MARGIN - _FRAME, 11 * mm, f"第 {number} 页，共 {total} 页"
            )
            super().showPage()
        super().save()
