"""A picture as a reviewer looks at it: drawn anew from its pixels, so that nothing else that was in the file goes out."""

import io
from typing import BinaryIO

from PIL import Image, ImageOps

from recruitment.uploads import MAX_PIXELS

WIDEST = 2000  # enough to read an A4 scan enlarged on a desk's screen


class UnreadablePictureError(Exception):
    """The pixels cannot be drawn; the file itself can still be downloaded."""


def redrawn(file: BinaryIO) -> tuple[bytes, str]:
    """The picture upright, at most `WIDEST` wide and high, without its metadata; and its content type."""
    try:
        with Image.open(file, formats=("JPEG", "PNG")) as opened:
            return _drawn(opened)
    except Exception as error:  # a broken picture fails in many ways, and none of them is ours to tell apart
        raise UnreadablePictureError from error


def _drawn(opened: Image.Image) -> tuple[bytes, str]:
    if opened.width * opened.height > MAX_PIXELS:
        raise UnreadablePictureError
    is_jpeg = opened.format == "JPEG"
    opened.draft("RGB", (WIDEST, WIDEST))  # a large JPEG is decoded smaller, not in full
    picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((WIDEST, WIDEST))
    out = io.BytesIO()
    if is_jpeg:
        picture.convert("RGB").save(out, "JPEG", quality=85)
        return out.getvalue(), "image/jpeg"
    picture.convert("RGBA").save(out, "PNG")
    return out.getvalue(), "image/png"
