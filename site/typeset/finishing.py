"""After drawing: the art beneath the page, the date in the file, and reading the result back."""

import io
import re
from collections.abc import Iterable
from datetime import datetime

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, StreamObject

_ART = "/YiqiArt"
_SPACE = re.compile(r"\s+")


class RenderError(Exception):
    """A PDF that is not what was asked for; nothing was made."""


def check_pdf(content: bytes, *, pages: int | None = None, texts: Iterable[str] = ()) -> None:
    """Read a PDF back. Raises RenderError when pages or texts are missing; spaces and line ends do not count."""
    reader = PdfReader(io.BytesIO(content))
    if pages is not None and len(reader.pages) != pages:
        raise RenderError(f"{len(reader.pages)} pages instead of {pages}")
    wanted = [_SPACE.sub("", text) for text in texts]
    if not wanted:
        return
    found = _SPACE.sub("", "".join(page.extract_text() for page in reader.pages))
    missing = [text for text in wanted if text not in found]
    if missing:
        raise RenderError(f"text not found on the page: {'; '.join(missing)}"[:300])


def finish_pdf(content: bytes, *, underlay: bytes | None = None, created_at: datetime | None = None) -> bytes:
    """Lay the art under every page, and date the file: undated, a reproducible PDF says 2000-01-01."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    if underlay is not None:
        _lay_under(writer, underlay)
    if created_at is not None:
        stamp = created_at.strftime("D:%Y%m%d%H%M%S%z")
        stamp = f"{stamp[:-2]}'{stamp[-2:]}'"
        writer.add_metadata({"/CreationDate": stamp, "/ModDate": stamp})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _lay_under(writer: PdfWriter, underlay: bytes) -> None:
    """Put the art beneath each page as one Form XObject, so its drawing is never parsed again."""
    art = PdfReader(io.BytesIO(underlay)).pages[0]
    reference = writer._add_object(_as_form(art, writer))  # noqa: SLF001  pypdf offers no other door
    for page in writer.pages:
        resources = page["/Resources"].get_object()
        pictures = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
        pictures[NameObject(_ART)] = reference
        first = DecodedStreamObject()
        first.set_data(f"q {_ART} Do Q\n".encode())
        contents = page["/Contents"]
        rest = (
            list(contents.get_object())
            if isinstance(contents.get_object(), ArrayObject)
            else [page.raw_get("/Contents")]
        )
        page[NameObject("/Contents")] = ArrayObject([writer._add_object(first), *rest])  # noqa: SLF001


def _as_form(art: PageObject, writer: PdfWriter) -> StreamObject:
    form = DecodedStreamObject()
    form.set_data(art.get_contents().get_data())  # a page of ours has contents
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(list(art.mediabox)),
            NameObject("/Resources"): art["/Resources"].clone(writer),
        }
    )
    return form.flate_encode()
