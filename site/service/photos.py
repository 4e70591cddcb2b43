"""照片：what is kept is drawn anew from the pixels of what was sent. Where it was taken, and whatever else stood in the file, is gone.

The kind is told by the content, never by the name; every refusal is a sentence.
"""

import hashlib
import io
import warnings
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from recruitment.exceptions import UploadRefusedError
from recruitment.uploads import MAX_PIXELS, safe_name

MOST_PHOTOS = 9
MAX_MB = 15
WIDEST = 1600
QUALITY = 82
ACCEPT = "image/jpeg,image/png,image/webp"
_HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}


@dataclass(frozen=True)
class Drawn:
    """A photo that may be kept: JPEG, upright, at most `WIDEST` wide and high, without metadata."""

    content: bytes
    width: int
    height: int
    sha256: str


def draw(upload: UploadedFile) -> Drawn:
    """Draw a photo anew or raise UploadRefusedError. The size is checked before anything is read into memory."""
    name = safe_name(upload.name or "")
    if not upload.size:
        raise UploadRefusedError(_("“%(name)s”是空文件，请重新选择。") % {"name": name})
    if upload.size > MAX_MB * 2**20:
        raise UploadRefusedError(_("照片“%(name)s”超过 %(max)d MB，请压缩后再选。") % {"name": name, "max": MAX_MB})  # fmt: skip
    upload.seek(0)
    content = upload.read()
    _refuse_others(content, name)
    return _redrawn(content, name)


def _refuse_others(content: bytes, name: str) -> None:
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise UploadRefusedError(
            _(
                "照片“%(name)s”是 HEIC 格式，其他人的设备多半打不开。请在手机的相机设置中选择“兼容性最佳”，或先另存为 JPG 再选。"
            )
            % {"name": name}
        )
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    if not (content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or is_webp):
        raise UploadRefusedError(_("“%(name)s”不是 JPG、PNG 或 WebP 照片。") % {"name": name})


def _redrawn(content: bytes, name: str) -> Drawn:
    try:
        with (
            warnings.catch_warnings(),
            Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened,
        ):
            warnings.simplefilter("ignore")  # the size is judged here, below
            if opened.width * opened.height <= MAX_PIXELS:
                return _small(opened)
    except Exception as error:  # a broken picture fails in many ways, all of them ours to explain
        raise UploadRefusedError(
            _("照片“%(name)s”已损坏或过大，请重新拍摄或导出。") % {"name": name}
        ) from error
    raise UploadRefusedError(_("照片“%(name)s”的像素过多，请降低分辨率后再选。") % {"name": name})


def _small(opened: Image.Image) -> Drawn:
    opened.draft("RGB", (WIDEST, WIDEST))  # a large JPEG is decoded smaller, not in full
    picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((WIDEST, WIDEST))
    ground = Image.new("RGB", picture.size, "white")  # nothing of the file but its pixels comes along
    seen = picture.convert("RGBA")
    ground.paste(seen, mask=seen.getchannel("A"))
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=QUALITY, optimize=True)
    drawn = out.getvalue()
    return Drawn(drawn, *ground.size, hashlib.sha256(drawn).hexdigest())
