"""Who may ask, and the life of a request."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Asker(TextChoices):
    """Who may make requests of a type."""

    ANYONE = "anyone", _("登录用户")
    HOLDERS = "holders", _("工作站和志愿专家")
    STAFF = "staff", _("工作人员")


class Status(TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("已提交")
    REVIEWING = "reviewing", _("审核中")
    SUPPLEMENT = "supplement", _("待补正")
    APPROVED = "approved", _("已同意")
    REFUSED = "refused", _("不予同意")
    LAPSED = "lapsed", _("逾期未补正")
    RETRACTED = "retracted", _("已撤回")


EDITABLE = frozenset({Status.DRAFT, Status.SUPPLEMENT})
RETRACTABLE = frozenset({Status.SUBMITTED})
RUNNING = frozenset({Status.SUBMITTED, Status.REVIEWING, Status.SUPPLEMENT})
ENDED = frozenset({Status.APPROVED, Status.REFUSED, Status.LAPSED, Status.RETRACTED})
DECIDED = frozenset({Status.APPROVED, Status.REFUSED})
TONES = {
    Status.DRAFT: "idle",
    Status.SUBMITTED: "info",
    Status.REVIEWING: "info",
    Status.SUPPLEMENT: "warn",
    Status.APPROVED: "ok",
    Status.REFUSED: "bad",
    Status.LAPSED: "bad",
    Status.RETRACTED: "idle",
}
