"""The life of a complaint and of a suggestion, and whom a handler asks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    LODGED = "lodged", _("待受理")
    HANDLING = "handling", _("核查中")
    DECLINED = "declined", _("不予受理")
    UPHELD = "upheld", _("举报成立")
    DISMISSED = "dismissed", _("举报不成立")


class Asked(TextChoices):
    """Whose words an inquiry wants."""

    HOLDER = "holder", _("被举报的工作站或专家")
    COMPLAINANT = "complainant", _("举报人")


RUNNING = frozenset({Status.LODGED, Status.HANDLING})
DECIDED = frozenset({Status.UPHELD, Status.DISMISSED})
TONES = {
    Status.LODGED: "info",
    Status.HANDLING: "info",
    Status.DECLINED: "bad",
    Status.UPHELD: "ok",
    Status.DISMISSED: "idle",
}


class Matter(TextChoices):
    """What a holder writes about."""

    SUGGESTION = "suggestion", _("意见建议")  # S-6-2, E-5-3
    SUPPORT = "support", _("支持申请")  # E-5-2


class Handling(TextChoices):
    """How far a suggestion, or a request for support, has come."""

    WAITING = "waiting", _("待办理")
    WORKING = "working", _("办理中")
    AGREED = "agreed", _("已采纳")
    ANSWERED = "answered", _("已答复")


ANSWERED = frozenset({Handling.AGREED, Handling.ANSWERED})
HANDLING_TONES = {
    Handling.WAITING: "info",
    Handling.WORKING: "info",
    Handling.AGREED: "ok",
    Handling.ANSWERED: "idle",
}
