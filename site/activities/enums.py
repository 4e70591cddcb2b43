"""The life of an activity, and of a place in it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    DRAFT = "draft", _("草稿")
    WAITING = "waiting", _("待审核")
    PUBLISHED = "published", _("已发布")
    CLOSED = "closed", _("已结束")
    CANCELLED = "cancelled", _("已取消")


class Campaign(TextChoices):
    """N-4: what the activity belongs to."""

    NONE = "none", _("不属于专项行动")
    TOGETHER = "together", _("“一起益企”中小企业服务行动")
    MONTH = "month", _("中小企业服务月")


class Place(TextChoices):
    """Where a person stands who signed up."""

    SEATED = "seated", _("已报名")
    QUEUED = "queued", _("候补")
    GIVEN_UP = "given_up", _("已取消报名")


PUBLIC = frozenset({Status.PUBLISHED, Status.CLOSED, Status.CANCELLED})
SETTLED = frozenset({Status.CLOSED, Status.CANCELLED})
COMING = frozenset({Place.SEATED, Place.QUEUED})
TONES = {
    Status.DRAFT: "idle",
    Status.WAITING: "warn",
    Status.PUBLISHED: "ok",
    Status.CLOSED: "idle",
    Status.CANCELLED: "bad",
}
PLACE_TONES = {Place.SEATED: "ok", Place.QUEUED: "warn", Place.GIVEN_UP: "idle"}
