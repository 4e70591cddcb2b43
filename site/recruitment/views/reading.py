"""A stored file as nothing but itself: no script, no frame of others, no cache."""

from typing import Any, Protocol
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from recruitment.pictures import UnreadablePictureError, redrawn
from recruitment.uploads import JPEG, PDF, PNG

FRAMED = "sandbox; default-src 'none'; frame-ancestors 'self'"
"""For the browser's own PDF viewer in a frame of ours. As an attribute of the frame the sandbox would forbid the viewer."""
CLOSED = "sandbox; default-src 'none'; frame-ancestors 'none'"
PICTURES = (JPEG, PNG)


class PrivateFile(Protocol):
    """What is kept with a file: where it lies, what it is, what its owner called it."""

    file: Any
    name: Any
    content_type: Any


def private_file(request: HttpRequest, kept: PrivateFile, *, as_attachment: bool = False) -> HttpResponseBase:
    """As it was uploaded; with `?preview` a picture is drawn anew for the screen."""
    is_inline = kept.content_type in (PDF, *PICTURES) and "download" not in request.GET and not as_attachment
    try:
        if "preview" in request.GET and not as_attachment and kept.content_type in PICTURES:
            return _closed(_preview(kept), kept, is_inline=True)
        response = FileResponse(kept.file.open("rb"), content_type=kept.content_type)
    except (FileNotFoundError, UnreadablePictureError):
        raise Http404 from None
    return _closed(response, kept, is_inline=is_inline)


def _preview(kept: PrivateFile) -> HttpResponse:
    with kept.file.open("rb") as file:
        content, content_type = redrawn(file)
    return HttpResponse(content, content_type=content_type)


def _closed(response: HttpResponseBase, kept: PrivateFile, *, is_inline: bool) -> HttpResponseBase:
    is_framed = kept.content_type == PDF
    disposition = "inline" if is_inline else "attachment"
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(kept.name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = FRAMED if is_framed else CLOSED
    response["X-Frame-Options"] = "SAMEORIGIN" if is_framed else "DENY"
    return response
