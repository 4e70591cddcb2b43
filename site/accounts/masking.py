"""How personal contact data are shown to people who need not know them whole."""

import re

_MOBILE = re.compile(r"^(\d{3})\d{4}(\d{4})$")


def mask_mobile(number: str) -> str:
    """`19900000001` as `199****0001`; anything that is no mobile number is hidden whole."""
    return _MOBILE.sub(r"\1****\2", number) if _MOBILE.match(number) else "****"


def mask_email(address: str) -> str:
    """`expert@example.com` as `e***@example.com`; anything that is no address is hidden whole."""
    name, at, domain = address.partition("@")
    return f"{name[0]}***@{domain}" if name and at and domain else "****"
