"""Names of units and people: one form, no invisible characters, nothing that cannot be printed on a certificate."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from policies.enums import Kind
from typeset.fonts import unsupported_characters

_BLANKS = re.compile(r"\s+")
_INVISIBLE = {"Cc", "Cf"}
_PRINTABLE = {"Lu", "Ll", "Lt", "Lo", "Lm", "Mn", "Nd", "Nl", "Pd", "Ps", "Pe", "Po", "Pi", "Pf", "Pc", "Zs"}
_JOINERS = "·•・‧"
_WORDS = {"Lu", "Ll", "Lt", "Lo"}


def clean_name(text: str) -> str:
    """The name in NFC, without control and format characters, single blanks; ValidationError names a character no font draws."""
    text = unicodedata.normalize("NFC", text)
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or _category(c) not in _INVISIBLE)
    name = _BLANKS.sub(" ", kept).strip()
    lacking = unsupported_characters(name)
    for character in name:
        if _category(character) not in _PRINTABLE or _is_pictograph(character) or character in lacking:
            raise ValidationError(
                _("名称中的字符“%(character)s”（U+%(code)s）不能印在证书上，请改用规范汉字、字母或数字。")
                % {"character": character, "code": f"{ord(character):04X}"}
            )
    if name and not any(_category(character) in _WORDS for character in name):
        raise ValidationError(_("名称中没有文字，请填写全称。"))
    return name


def clean_person_name(text: str) -> str:
    """As `clean_name`, with the middle dot of 民族 names in its one form."""
    for dot in _JOINERS:
        text = text.replace(dot, "·")
    return clean_name(text)


def clean_name_of(kind: str, text: str) -> str:
    """The rule of the kind: a unit's name or a person's."""
    return clean_name(text) if kind == Kind.STATION else clean_person_name(text)


def _category(character: str) -> str:
    return unicodedata.category(character)


def _is_pictograph(character: str) -> bool:
    """Emoji live in the supplementary symbol planes and some carry a letter's or a mark's category."""
    return 0x1F000 <= ord(character) <= 0x1FAFF or 0xFE00 <= ord(character) <= 0xFE0F
