"""How a service was given, where a diary entry stands, and what a firm answers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Form(TextChoices):
    """E-7"""

    ONLINE = "online", _("线上")
    OFFLINE = "offline", _("线下")


class DiaryStatus(TextChoices):
    REPORTED = "reported", _("已填报")
    CORRECTED = "corrected", _("已更正")


class RequestStatus(TextChoices):
    """更正申请: granted stands until the correction is made."""

    ASKED = "asked", _("待答复")
    GRANTED = "granted", _("同意更正")
    REFUSED = "refused", _("不同意更正")
    USED = "used", _("已更正")


class Finding(TextChoices):
    """抽查结果"""

    TRUE = "true", _("属实")
    UNTRUE = "untrue", _("不属实")
    UNCLEAR = "unclear", _("无法核实")


class Answer(TextChoices):
    """What a firm says of a service it is named in."""

    AWAITED = "awaited", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    DENIED = "denied", _("已否认")


TONES = {Answer.AWAITED: "idle", Answer.CONFIRMED: "ok", Answer.DENIED: "bad"}
WORST_SCORE, BEST_SCORE = 1, 5
REQUEST_TONES = {RequestStatus.ASKED: "warn", RequestStatus.GRANTED: "ok", RequestStatus.REFUSED: "bad", RequestStatus.USED: "idle"}  # fmt: skip
FINDING_TONES = {Finding.TRUE: "ok", Finding.UNTRUE: "bad", Finding.UNCLEAR: "warn"}
