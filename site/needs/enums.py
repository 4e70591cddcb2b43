"""The life of a need, and of an offer of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    SUBMITTED = "submitted", _("待受理")
    OPEN = "open", _("待推荐")
    OFFERED = "offered", _("待回应")
    ACCEPTED = "accepted", _("服务中")
    SERVED = "served", _("待评价")
    CLOSED = "closed", _("已完成")
    REFUSED = "refused", _("不予受理")
    WITHDRAWN = "withdrawn", _("已撤回")


class OfferStatus(TextChoices):
    WAITING = "waiting", _("待回应")
    ACCEPTED = "accepted", _("已接受")
    DECLINED = "declined", _("未接受")
    LAPSED = "lapsed", _("逾期未回应")
    RECALLED = "recalled", _("已收回")


RUNNING = frozenset({Status.SUBMITTED, Status.OPEN, Status.OFFERED, Status.ACCEPTED, Status.SERVED})
WITHDRAWABLE = frozenset({Status.SUBMITTED, Status.OPEN, Status.OFFERED})
TAKEN_ON = frozenset({Status.ACCEPTED, Status.SERVED, Status.CLOSED})
LIVE = frozenset({OfferStatus.WAITING, OfferStatus.ACCEPTED})
TONES = {
    Status.SUBMITTED: "info",
    Status.OPEN: "info",
    Status.OFFERED: "info",
    Status.ACCEPTED: "ok",
    Status.SERVED: "warn",
    Status.CLOSED: "ok",
    Status.REFUSED: "bad",
    Status.WITHDRAWN: "idle",
}
OFFER_TONES = {
    OfferStatus.WAITING: "warn",
    OfferStatus.ACCEPTED: "ok",
    OfferStatus.DECLINED: "idle",
    OfferStatus.LAPSED: "bad",
    OfferStatus.RECALLED: "idle",
}
