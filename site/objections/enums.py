"""The life of an objection, and whom the handler asks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    LODGED = "lodged", _("待受理")
    HANDLING = "handling", _("核查中")
    DECLINED = "declined", _("不予受理")
    UPHELD = "upheld", _("异议成立")
    DISMISSED = "dismissed", _("异议不成立")
    WITHDRAWN = "withdrawn", _("已撤回")
    MOOT = "moot", _("对象已退出公示")


class Asked(TextChoices):
    """Whose words an inquiry wants."""

    APPLICANT = "applicant", _("申报人")
    OBJECTOR = "objector", _("异议人")


RUNNING = frozenset({Status.LODGED, Status.HANDLING})
TONES = {
    Status.LODGED: "info",
    Status.HANDLING: "info",
    Status.DECLINED: "bad",
    Status.UPHELD: "ok",
    Status.DISMISSED: "bad",
    Status.WITHDRAWN: "idle",
    Status.MOOT: "idle",
}
WITH_REASON = frozenset({Status.DECLINED, Status.UPHELD, Status.DISMISSED})
