"""The committed faces: registered once a process, measured, and asked what they can draw."""

import threading
from functools import cache
from math import ceil
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics, ttfonts
from xhtml2pdf.default import DEFAULT_FONT

FONTS = Path(__file__).resolve().parent / "fonts"
SERIF, SANS, TITLE = "YiqiSerif", "YiqiSans", "YiqiTitle"
_FILES = {SERIF: "YiqiSerif-Regular.ttf", SANS: "YiqiSans-Regular.ttf", TITLE: "YiqiTitle-Black.ttf"}
_BFCHARS = 100  # rows a bfchar block may have
_NO_START = "，。、：；！？）》〉”’】〕·…—)"
_NO_END = "（《〈“‘【〔("
_lock = threading.Lock()


def register_fonts() -> None:
    """Make the faces known to reportlab and xhtml2pdf under their names; the second call costs nothing."""
    with _lock:
        if SERIF in pdfmetrics.getRegisteredFontNames():
            return
        rl_config.useA85 = 0  # pictures stay binary: pure-Python ASCII85 costs more than the page
        rl_config.invariant = 1  # the same input gives the same bytes
        ttfonts.makeToUnicodeCMap = to_unicode_cmap
        for family in (TITLE, SANS, SERIF):
            pdfmetrics.registerFont(ttfonts.TTFont(family, str(FONTS / _FILES[family])))
            for bold, italic in ((0, 0), (0, 1), (1, 0), (1, 1)):
                addMapping(family, bold, italic, family)
            DEFAULT_FONT[family.lower()] = family


def to_unicode_cmap(fontname: str, subset: list[int]) -> str:
    """Reportlab's ToUnicode map in UTF-16BE: its own writes five digits above U+FFFF, and such names cannot be copied."""
    rows = [
        f"<{index:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for index, code in enumerate(subset)
    ]
    blocks = [rows[start : start + _BFCHARS] for start in range(0, len(rows), _BFCHARS)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def",
        f"/CMapName /{fontname} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


@cache
def drawable(family: str = SERIF) -> frozenset[str]:
    """Every character a face can draw."""
    register_fonts()
    return frozenset(chr(code) for code in pdfmetrics.getFont(family).face.charToGlyph)


@cache
def _drawable_everywhere() -> frozenset[str]:
    return drawable(SERIF) & drawable(SANS)


def unsupported_characters(text: str) -> str:
    """The characters of a text that our printed faces lack, each once, in order of appearance; line ends are no characters."""
    return "".join(dict.fromkeys(c for c in text if c not in _drawable_everywhere() and c not in "\r\n"))


def title_family(text: str) -> str:
    """The heavy title face when it has every character, else the serif."""
    return TITLE if set(text) <= drawable(TITLE) else SERIF


def text_width(text: str, family: str, size: float) -> float:
    """Width in points on one line."""
    register_fonts()
    return float(pdfmetrics.stringWidth(text, family, size))


def fitting_size(
    text: str, family: str, *, width: float, lines: int, largest: float, smallest: float
) -> float:
    """The largest size, in half points, at which a text stands in so many lines; the smallest when none does.

    A line of Chinese breaks before any character, so a line may lose one character's width at its end.
    """
    size = largest
    while size > smallest:
        usable = width if lines == 1 else lines * (width - size)
        if text_width(text, family, size) <= usable:
            return size
        size -= 0.5
    return smallest


def balanced_lines(text: str, family: str, *, size: float, width: float) -> list[str]:
    """A text cut into the fewest lines that fit, all about as long: no line of one character, none that begins with a closing sign."""
    count = max(1, ceil(text_width(text, family, size) / width))
    share = text_width(text, family, size) / count
    lines, start = [], 0
    for _line in range(count - 1):
        end = start + 1
        while end < len(text) and text_width(text[start:end], family, size) < share:
            end += 1
        while end < len(text) and (text[end] in _NO_START or _is_word_part(text, end)):
            end += 1
        lines.append(text[start:end])
        start = end
    return [line for line in [*lines, text[start:]] if line]


def wrapped_lines(text: str, family: str, *, size: float, width: float, indent: int = 0) -> list[str]:
    """A paragraph cut into lines: full, never inside a number or word, none beginning with a closing sign."""
    lines: list[str] = []
    start = 0
    while start < len(text):
        room = width - (indent * size if not lines else 0)
        end = start + 1
        while end < len(text) and text_width(text[start : end + 1], family, size) <= room:
            end += 1
        cut = end
        while start + 1 < cut < len(text) and (
            text[cut] in _NO_START or text[cut - 1] in _NO_END or _is_word_part(text, cut)
        ):
            cut -= 1
        end = cut if cut > start + 1 else end
        lines.append(text[start:end])
        start = end
    return lines


def _is_word_part(text: str, index: int) -> bool:
    return (
        text[index].isascii()
        and text[index].isalnum()
        and text[index - 1].isascii()
        and text[index - 1].isalnum()
    )
