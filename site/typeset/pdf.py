"""A page of HTML becomes a PDF, or it fails: a warning of the renderer is an error here, and the result is read back."""

import io
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from xhtml2pdf.config.resources import ResourceAccessPolicy
from xhtml2pdf.document import pisaDocument

from typeset.finishing import RenderError, check_pdf, finish_pdf
from typeset.fonts import register_fonts
from typeset.lists import Column, Section, long_table

__all__ = ["ASSETS", "PAGE_CSS", "Column", "RenderError", "Section", "check_pdf", "long_table", "render_html"]

ASSETS = Path(__file__).resolve().parent / "assets"
PAGE_CSS = "html { -pdf-word-wrap: CJK; font-family: YiqiSerif; }"


class _Complaints(logging.Handler):
    """Collects what the renderer says at warning level or above: it reports a missing picture nowhere else."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    handler = _Complaints()
    loggers = [logging.getLogger(name) for name in ("xhtml2pdf", "reportlab", "svglib")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield handler.lines
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


def render_html(
    html: str,
    *,
    assets: Path = ASSETS,
    underlay: bytes | None = None,
    pages: int | None = None,
    texts: Iterable[str] = (),
    created_at: datetime | None = None,
) -> bytes:
    """Draw a document; local files come from `assets` alone, nothing from the network.

    `underlay` is a one-page PDF laid beneath every page. `pages` and `texts` are what the result must have.
    Raises RenderError on any warning, on another number of pages, and on a text that cannot be read back.
    """
    register_fonts()
    drawn = io.BytesIO()
    policy = ResourceAccessPolicy.server(assets, allow_remote=False)
    with _complaints() as complaints:
        try:
            answer = pisaDocument(
                html, drawn, path=str(assets / "page.html"), encoding="utf-8", resource_policy=policy
            )
        except Exception as error:  # the renderer raises whatever its parts raise
            raise RenderError(f"{type(error).__name__}: {error}") from error
    if answer.err or answer.warn or complaints:
        said = complaints or [str(entry) for entry in answer.log]
        raise RenderError("; ".join(said)[:300] or "the renderer warned without words")
    finished = finish_pdf(drawn.getvalue(), underlay=underlay, created_at=created_at)
    check_pdf(finished, pages=pages, texts=texts)
    return finished
