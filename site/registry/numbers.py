"""证书编号：`GZZ-2026-33-00017-C`, series, year, province, serial and a check character. Pure.

The check character is the one of the unified social credit code (GB 32100): base 31 without I O S V Z, weights 3^n mod 31.
31 is prime and 3 is a primitive root of it, so with fewer than 30 places every wrong digit and every swap of any two
places changes the character.
"""

import re
import unicodedata
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SERIES = {"station": "GZZ", "expert": "ZJ"}
LAST_SERIAL = 99_999
_SERIES_PLACE = {"GZZ": 1, "ZJ": 2}
_FORM = re.compile(rf"(GZZ|ZJ)(20\d\d)(\d\d(?:\d\d)?)(\d{{5}})([{ALPHABET}])")
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015－_·.]+")


class SerialsUsedUpError(OverflowError):
    """A province has given out every number of a year."""


@dataclass(frozen=True)
class Number:
    """A certificate number, known to be well formed."""

    series: str
    year: int
    province: str
    serial: int

    @property
    def check(self) -> str:
        places = [_SERIES_PLACE[self.series], *map(int, f"{self.year}{self.province}{self.serial:05d}")]
        total = sum(place * pow(3, power, 31) for power, place in enumerate(reversed(places), start=1))
        return ALPHABET[-total % 31]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}-{self.province}-{self.serial:05d}-{self.check}"


def make_number(series: str, year: int, province: str, serial: int) -> str:
    """The number of one certificate. Raises SerialsUsedUpError beyond 99999."""
    if serial > LAST_SERIAL:
        raise SerialsUsedUpError(f"{series} {year} {province}")
    return str(Number(series, year, province, serial))


def read_number(text: str) -> str | None:
    """What a person typed, as the number it means; None when it is none or its check character is wrong.

    Case, width, blanks and kinds of hyphen do not matter; hyphens may be left out.
    """
    compact = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
    match = _FORM.fullmatch(compact) if compact.isascii() else None
    if match is None:
        return None
    series, year, province, serial, check = match.groups()
    number = Number(series, int(year), province, int(serial))
    return str(number) if number.check == check else None
