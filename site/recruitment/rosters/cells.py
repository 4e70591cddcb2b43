"""What stands in a cell, typed; what was put right is told, what cannot be read is asked for."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from policies.enums import Kind
from recruitment.eligibility import uscc_fault
from recruitment.names import clean_name, clean_person_name
from recruitment.rosters import forms
from recruitment.rosters.grids import MAX_CELL, GridCell

_HAN = r"[㐀-鿿豈-﫿·]"
_INNER_BLANK = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")
_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}  # fmt: skip
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d", "-"))
_PHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]*)?(?P<mobile>1[3-9](?:[- ]?\d){9})(?!\d)"
    r"|(?<!\d)(?P<free>[48]00-?\d{3}-?\d{4})(?!\d)"
    r"|(?<!\d)(?:\+?86[- ]*)?\(?(?P<area>0\d{2,3})\)?[- ]*(?P<line>[2-9]\d{2,3}[- ]?\d{3,4})(?:(?:转|-|#) ?(?P<inner>\d{1,6}))?(?!\d)"
    r"|(?<!\d)(?P<bare>[2-9]\d{2,3}[- ]?\d{4})(?!\d)"
)
_AMONG_PHONES = re.compile(r"[\s、,，;；/|.。:：()\-]|手机|电话|座机|办公|或|和")
_SEPARATORS = re.compile(r"[、,，;；/|\s]+")
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}")  # fmt: skip
_LONGEST = {forms.NAME: 100, forms.CONTACT: 30, forms.ADDRESS: 200, forms.ORGANISATION: 100, forms.EMAIL: 254}

Value = str | tuple[str, ...]


@dataclass
class RosterCell:
    """One cell of a roster: as written, as understood, and what its keeper must hear."""

    raw: str
    value: Value = ""
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_cell(key: str, kind: str, cell: GridCell) -> RosterCell:
    """The typed content of a cell of this column."""
    read = RosterCell(cell.text, errors=list(cell.errors), warnings=list(cell.warnings))
    if cell.is_from_above and cell.text:
        read.warnings.append(_("取自上方的合并单元格，请核对。"))
    if len(cell.text) > MAX_CELL:
        read.raw = cell.text[:MAX_CELL]
        read.errors.append(_("单元格文字过长。"))
        return read
    text = _plain(cell.text, read)
    if text:
        _READERS[key](text, kind, read)
    return read


def _plain(text: str, read: RosterCell) -> str:
    """Half-width letters and digits, no invisible characters."""
    kept = "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    if kept != text:
        read.warnings.append(_("已去掉不可见字符。"))
    narrow = kept.translate(_FULL_WIDTH)
    if narrow != kept:
        has_digits = any(0xFF10 <= ord(c) <= 0xFF19 for c in kept)
        read.warnings.append(_("已将全角数字改为半角。") if has_digits else _("已将全角字母改为半角。"))
    return narrow.strip()


def _number(text: str, _kind: str, read: RosterCell) -> None:
    digits = re.fullmatch(r"[(（]?(\d{1,6})[)）]?[.、\uff0e]?", text)
    if digits:
        read.value = str(int(digits[1]))
    else:
        read.warnings.append(_("序号不是数字，未使用。"))


def _joined(text: str, read: RosterCell, sentence: str) -> str:
    """Without blanks between Chinese characters and with single ones elsewhere."""
    kept = " ".join(_INNER_BLANK.sub("", text).split())
    if kept != " ".join(text.split()) or "\n" in text:
        read.warnings.append(sentence)
    return kept


def _name(text: str, kind: str, read: RosterCell) -> None:
    is_person = kind == Kind.EXPERT
    text = _joined(text, read, _("已去掉名称中的空格或换行。"))
    _keep_name(text, clean_person_name if is_person else clean_name, read)
    if is_person:
        _look_at_person(text, read)


def _contact(text: str, _kind: str, read: RosterCell) -> None:
    text = _joined(text, read, _("已去掉名称中的空格或换行。"))
    _keep_name(text, clean_person_name, read)
    if re.search(r"[、,，;；/]", text):
        read.warnings.append(_("一格内似有多人，请核对。"))


def _keep_name(text: str, clean: Callable[[str], str], read: RosterCell) -> None:
    try:
        read.value = clean(text)
    except ValidationError as error:
        read.errors += error.messages


def _look_at_person(text: str, read: RosterCell) -> None:
    if re.search(r"[、,，;；/]", text):
        read.errors.append(_("一格内似有多人，请每人一行。"))
    elif re.search(r"[\d(（]", text):
        read.warnings.append(_("姓名中含有数字或括号，请只填姓名。"))


def _words(text: str, _kind: str, read: RosterCell) -> None:
    read.value = _joined(text, read, _("已去掉文字间的空格或换行。"))


def _phone(text: str, _kind: str, read: RosterCell) -> None:
    """Every number of the cell, mobile numbers first, for a mobile number is what a message needs (N-3)."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    mobiles: list[str] = []
    others: list[str] = []
    for found in _PHONE.finditer(plain):
        (mobiles if found["mobile"] else others).append(_one_phone(found))
        if found["bare"]:
            read.warnings.append(_("固定电话没有区号，请补充。"))
    if _AMONG_PHONES.sub("", _PHONE.sub("", plain)):
        read.errors.append(_("含有无法识别的内容，请只填电话号码（手机为 11 位）。"))
    numbers = list(dict.fromkeys([*mobiles, *others]))
    read.value = tuple(numbers)
    if len(numbers) > 1:
        read.warnings.append(_("一格内有 %(count)d 个电话，以第一个手机号码联系。") % {"count": len(numbers)})
    elif mobiles and plain != mobiles[0]:
        read.warnings.append(_("已去掉号码中的空格或符号。"))
    if numbers and not mobiles:
        read.warnings.append(_("没有手机号码，收不到激活短信，请补充。"))


def _one_phone(found: re.Match[str]) -> str:
    def digits(part: str) -> str:
        return re.sub(r"\D", "", found[part] or "")

    if found["area"]:
        return f"{found['area']}-{digits('line')}" + (f"-{found['inner']}" if found["inner"] else "")
    return digits("mobile") or digits("free") or digits("bare")


def _email(text: str, _kind: str, read: RosterCell) -> None:
    plain = unicodedata.normalize("NFKC", text).replace("。", ".")
    compact = re.sub(r"(?i)^mailto:", "", re.sub(r"\s*([@.])\s*", r"\1", plain))
    found = [part for part in _SEPARATORS.split(compact) if part]
    if not found or not all(_EMAIL.fullmatch(part) for part in found):
        read.errors.append(_("邮箱格式不正确。"))
        return
    read.value = found[0]
    if len(found) > 1:
        read.warnings.append(_("一格内有多个邮箱，取第一个。"))
    elif found[0] != text:
        read.warnings.append(_("已去掉邮箱中的空格或全角符号。"))


def _fields(text: str, _kind: str, read: RosterCell) -> None:
    parts = [part.removesuffix("等") for part in _SEPARATORS.split(text)]
    read.value = tuple(dict.fromkeys(part for part in parts if part))
    unlisted = [part for part in read.value if part not in forms.LISTED_FIELDS]
    if unlisted:
        read.warnings.append(
            _("“%(fields)s”不在表注所列领域之内，请核对。") % {"fields": "、".join(unlisted)}
        )


def _uscc(text: str, _kind: str, read: RosterCell) -> None:
    code = re.sub(r"[\s-]", "", text).upper()
    read.value = code
    if fault := uscc_fault(code):
        read.errors.append(fault)
    elif code != text:
        read.warnings.append(_("已去掉信用代码中的空格，字母改为大写。"))


_READERS: dict[str, Callable[[str, str, RosterCell], None]] = {
    forms.NUMBER: _number,
    forms.NAME: _name,
    forms.CONTACT: _contact,
    forms.ADDRESS: _words,
    forms.ORGANISATION: _words,
    forms.PHONE: _phone,
    forms.EMAIL: _email,
    forms.FIELDS: _fields,
    forms.USCC: _uscc,
}


def too_long(key: str, value: Value) -> int:
    """How many characters the column takes, when the value has more."""
    most = _LONGEST.get(key, 0)
    return most if most and len(value) > most else 0


def mobile_among(numbers: Sequence[str]) -> str:
    return next((number for number in numbers if len(number) == 11 and number.startswith("1")), "")
