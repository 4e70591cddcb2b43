"""Colours, sizes of type and distances stand in tokens.css alone, and every pair of colours can be read."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "content/assets/css"
TOKENS = (CSS / "tokens.css").read_text()
SHEETS = [path for path in sorted(CSS.glob("*.css")) if path.name != "tokens.css"]
DISTANCE = r"(?:padding|margin|gap|row-gap|column-gap)[a-z-]*:[^;}]*?(?<![\d.-])([4-9]|\d\d+)px"
READ = 4.5  # WCAG 2.2, 1.4.3
SEEN = 3.0  # 1.4.11: lines of fields, marks, focus
PAIRS = [
    *(("ink", ground, READ) for ground in ("white", "paper", "strip", "rest", "amber-tint", "grey-tint")),
    *(("ink-2", ground, READ) for ground in ("white", "paper", "strip", "rest", "grey-tint")),
    *(("ink-3", ground, READ) for ground in ("white", "paper", "strip")),
    *(("link", ground, READ) for ground in ("white", "paper", "blue-tint", "amber-tint", "red-tint")),
    *(("red", ground, READ) for ground in ("white", "paper", "red-tint")),
    *(("blue", ground, READ) for ground in ("white", "paper", "blue-tint")),
    *(("white", ground, READ) for ground in ("red", "red-dark", "blue", "navy", "link")),
    *(("green", ground, READ) for ground in ("white", "green-tint")),
    *(("amber", ground, READ) for ground in ("white", "amber-tint")),
    ("navy-ink", "navy", READ),
    ("head-red", "white", READ),
    *(("field-line", ground, SEEN) for ground in ("white", "paper")),
    ("focus", "ink", SEEN),
    ("amber-mark", "white", 2.5),  # an edge beside words and a tint, never the only sign
]


def colours(care: bool) -> dict[str, str]:
    """The colour tokens; those of 关怀版 over the ordinary ones."""
    ordinary, caring = TOKENS.split(":root.is-care {", 1)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", ordinary.split("@media", 1)[0]))
    return found | (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", caring.split("}", 1)[0])) if care else {}
    )


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheet_takes_colours_and_sizes_from_the_tokens(path: Path) -> None:
    source = re.sub(r"url\([^)]*\)", "", path.read_text())

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*})", source) == []
    assert re.findall(r"font(?:-size)?:[^;}]*\d(?:px|rem)", source) == []
    assert re.findall(DISTANCE, source) == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheet_names_only_tokens_that_exist(path: Path) -> None:
    source = path.read_text()

    known = set(re.findall(r"(--[\w-]+):", TOKENS + source))
    assert set(re.findall(r"var\((--[\w-]+)", source)) - known == set()


@pytest.mark.parametrize("care", [False, True], ids=["ordinary", "care"])
def test_every_pair_of_colours_can_be_read(care: bool) -> None:
    known = colours(care)

    poor = {
        f"{text} on {ground}": round(contrast(known[text], known[ground]), 2)
        for text, ground, least in PAIRS
        if contrast(known[text], known[ground]) < least
    }
    assert poor == {}


def test_care_sets_nothing_smaller_than_18_px() -> None:
    caring = TOKENS.split(":root.is-care {", 1)[1].split("@media print", 1)[0]

    sizes = [float(size) for size in re.findall(r"--type-[\w]+: ([\d.]+)rem", caring)]
    assert min(sizes) * 16 >= 18
