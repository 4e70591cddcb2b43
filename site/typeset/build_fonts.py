"""Builds the committed fonts: `python site/typeset/build_fonts.py`. Run by hand, once; the result is in `fonts/`.

Sources, pinned by hash and fetched by this script alone: Noto Serif SC and Noto Sans SC (OFL 1.1), the 8105 characters of
通用规范汉字表 as the Unihan readings list them, and the variable Noto Serif SC for the heavy title face. The faces are
reduced to GB2312, the 8105 and the signs of a Chinese page, turned into TrueType outlines and renamed.
"""

import io
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent / "fonts"
WHEELS = """\
pylopdf-fonts-zh-cn==0.1.1 --hash=sha256:e2661ef3790cbe0f0f6aa5338b6859b7cd288ee75bc88cd4239c62cd025d4fb3
pypinyin-dict==0.9.0 --hash=sha256:10cfbe40af87d704b867533177be8cd72837da9e224755dd275798e88097067a
"""
VARIABLE_SERIF = "@fontsource-variable/noto-serif-sc@5.3.1"
COPYRIGHT = """\
Copyright 2014-2024 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.
The fonts of this folder are reduced and converted from Noto Serif SC and Noto Sans SC, and renamed.

"""
MAX_ERROR = 0.6  # units of 1000 an outline may move when cubic curves become quadratic
ASCENT, DESCENT = 880, -120  # the Chinese em box: lines stand where a page of characters expects them
EPOCH = 3_786_825_600  # 2024-01-01 in the font's own time: the same bytes on every run

LATIN = {chr(code) for span in ((0x20, 0x7F), (0xA0, 0x100)) for code in range(*span)}
SIGNS = set(
    "–—‘’“”…‰′″※€℃℡№™←↑→↓∞≈≠≤≥■□▲△◆◇○◎●★☆⁄·•㎡㏄〇〔〕〖〗【】﹏￥％．／＼＿｜～－＋＝＜＞＠＃＆＊＾｀ﬁ"
)
NAMED_RARE = set("喆堃祎昇䶮㛃㸌")  # given names met in practice; the build fails without them


@dataclass
class Face:
    """One font to build: its name, its sources in order of preference, the characters wanted."""

    family: str
    style: str
    sources: list[TTFont]
    characters: set[str]
    location: dict[str, float] = field(default_factory=dict)
    weight: int = 400

    @property
    def file(self) -> Path:
        return FONTS / f"{self.family}-{self.style}.ttf"


def gb2312(rows: range) -> set[str]:
    """The characters of the given rows (区) of GB2312."""
    codes = (bytes([0xA0 + row, cell]) for row in rows for cell in range(0xA1, 0xFF))
    return {text for code in codes if (text := code.decode("gb2312", errors="ignore"))}


def standard_8105(readings: str) -> set[str]:
    """通用规范汉字表, from the list of its readings."""
    return {chr(int(code, 16)) for code in re.findall(r"0x([0-9A-Fa-f]+)\s*:", readings)}


def outlines(face: Face) -> Iterator[tuple[str, Any, int]]:
    """Each wanted character that a source has, with its quadratic outline and advance width."""
    tables = [(font.getBestCmap(), font.getGlyphSet(location=face.location)) for font in face.sources]
    for character in sorted(face.characters):
        for cmap, glyphs in tables:
            name = cmap.get(ord(character))
            if name is None:
                continue
            recording, target = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
            glyphs[name].draw(recording)
            is_cubic = any(operator == "curveTo" for operator, _points in recording.value)
            recording.replay(Cu2QuPen(target, MAX_ERROR, reverse_direction=True) if is_cubic else target)
            yield character, target.glyph(), round(glyphs[name].width)
            break


def build(face: Face) -> None:
    """Write one face; the same sources always give the same bytes."""
    empty = TTGlyphPen(None).glyph()
    order, cmap, glyphs, metrics = [".notdef"], {}, {".notdef": empty}, {".notdef": (1000, 0)}
    for character, glyph, width in outlines(face):
        name = f"u{ord(character):04X}"
        order.append(name)
        cmap[ord(character)], glyphs[name], metrics[name] = name, glyph, (width, 0)
    missing = "".join(sorted(NAMED_RARE - {chr(code) for code in cmap}))
    if missing and face.style == "Regular":
        raise SystemExit(f"{face.family} lacks {missing}")
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    lefts = {
        name: (width, getattr(builder.font["glyf"][name], "xMin", 0)) for name, (width, _) in metrics.items()
    }
    builder.setupHorizontalMetrics(lefts)
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupOS2(
        sTypoAscender=ASCENT,
        sTypoDescender=DESCENT,
        usWinAscent=1160,
        usWinDescent=320,
        usWeightClass=face.weight,
    )
    builder.setupPost(isFixedPitch=0, keepGlyphNames=False)
    builder.setupNameTable(names(face))
    builder.updateHead(created=EPOCH, modified=EPOCH)
    builder.font.recalcTimestamp = False
    builder.save(face.file)
    print(f"{face.file.name}: {len(cmap)} characters, {face.file.stat().st_size:,} bytes")


def names(face: Face) -> dict[str, str]:
    """Our own names: two faces of one PostScript name would be taken for one another."""
    return {
        "copyright": "© 2014-2024 Adobe (http://www.adobe.com/). Reduced and converted; see OFL.txt.",
        "familyName": face.family,
        "styleName": face.style,
        "uniqueFontIdentifier": f"{face.family}-{face.style};1",
        "fullName": f"{face.family} {face.style}",
        "version": "Version 1.000",
        "psName": f"{face.family}-{face.style}",
        "licenseDescription": "SIL Open Font License, Version 1.1",
        "licenseInfoURL": "https://openfontlicense.org",
    }


def fetch(folder: Path) -> tuple[zipfile.ZipFile, str, list[TTFont]]:
    """The font wheel, the text that lists the 8105 characters, and the slices of the variable serif."""
    pins = folder / "pins.txt"
    pins.write_text(WHEELS, encoding="utf-8")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--require-hashes",
        "-r",
        str(pins),
        "-d",
        str(folder),
    ]
    subprocess.run(pip, check=True)
    subprocess.run(
        ["npm", "pack", "--silent", VARIABLE_SERIF, "--pack-destination", str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    readings = zipfile.ZipFile(next(folder.glob("pypinyin_dict*.whl")))
    text = readings.read("pypinyin_dict/pinyin_data/ktghz2013.py").decode()
    with tarfile.open(next(folder.glob("fontsource-variable-*.tgz"))) as archive:
        wanted = [name for name in archive.getnames() if name.endswith("-wght-normal.woff2")]
        files = [archive.extractfile(name) for name in sorted(wanted)]
        slices = [TTFont(io.BytesIO(file.read())) for file in files if file]
    return zipfile.ZipFile(next(folder.glob("pylopdf_fonts*.whl"))), text, slices


def faces(wheel: zipfile.ZipFile, readings: str, slices: list[TTFont]) -> Iterable[Face]:
    def noto(file: str) -> list[TTFont]:
        return [TTFont(io.BytesIO(wheel.read(f"pylopdf_fonts_zh_cn/{file}")))]

    page = LATIN | SIGNS | gb2312(range(1, 10))
    everything = page | gb2312(range(16, 88)) | standard_8105(readings)
    yield Face("YiqiSerif", "Regular", noto("NotoSerifSC-Regular.otf"), everything)
    yield Face("YiqiSans", "Regular", noto("NotoSansSC-Regular.otf"), everything)
    titles = LATIN | set("，。、：；（）《》〈〉“”—·〔〕〇") | gb2312(range(16, 56))
    yield Face("YiqiTitle", "Black", slices, titles, {"wght": 900}, 900)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        wheel, readings, slices = fetch(Path(folder))
        FONTS.mkdir(exist_ok=True)
        licence = next(name for name in wheel.namelist() if name.endswith("licenses/LICENSE"))
        (FONTS / "OFL.txt").write_bytes(COPYRIGHT.encode() + wheel.read(licence))
        for face in faces(wheel, readings, slices):
            build(face)


if __name__ == "__main__":
    main()
