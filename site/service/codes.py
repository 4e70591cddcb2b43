"""确认码：ten characters nobody guesses or misreads. Pure.

31 signs without 0 1 I L O: some 8·10¹⁴ codes, so among a million that were given one guess in 800 million finds one.
"""

import re
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015－_·.]+")
_FORM = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def read_code(text: str) -> str | None:
    """What a person typed, as the code it means; case, width, blanks and hyphens do not matter."""
    compact = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
    return compact if _FORM.fullmatch(compact) else None


def spaced(code: str) -> str:
    """ABCDE-FGHJK, as it is shown."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"
