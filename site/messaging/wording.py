"""How a short message is signed and counted, and what gateways never let through."""

import math
import re

from django.conf import settings

ONE_SEGMENT = 70  # characters, signature included
LONG_SEGMENT = 67  # what a segment of a longer message carries
FORBIDDEN = re.compile(r"[【】]|https?://|www\.|[a-z0-9-]+\.(?:com|cn|net|org)\b", re.IGNORECASE)


def with_signature(text: str) -> str:
    """【中小企业志愿服务】 before the text, as the gateway will put it."""
    return f"【{settings.SMS_SIGNATURE}】{text}"


def sms_length(text: str) -> int:
    """Characters the carriers count: UTF-16 units, so a character beyond U+FFFF counts twice."""
    return len(with_signature(text).encode("utf-16-le")) // 2


def sms_segments(text: str) -> int:
    """How many messages the carriers charge."""
    length = sms_length(text)
    return 1 if length <= ONE_SEGMENT else math.ceil(length / LONG_SEGMENT)
