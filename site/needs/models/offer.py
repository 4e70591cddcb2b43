"""推荐：a need offered to one holder, with the reasons it was suggested for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from needs.enums import LIVE, OfferStatus
from needs.models.need import Need
from registry.models import Holder


class Offer(models.Model):
    """推荐：one need to one holder; only one offer of a need is alive at a time."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="offers", verbose_name=_("需求"))
    holder = models.ForeignKey(
        Holder, on_delete=models.PROTECT, related_name="offers", verbose_name=_("持有人")
    )
    status = models.CharField(_("状态"), max_length=10, choices=OfferStatus, default=OfferStatus.WAITING)
    reasons = models.JSONField(_("推荐理由"), default=list)
    offered_at = models.DateTimeField(_("推荐时间"))
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("回应期限"))
    ended_at = models.DateTimeField(_("回应时间"), null=True, blank=True)
    words = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("需求推荐")
        verbose_name_plural = _("需求推荐")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["need", "holder"], name="offer_once"),
            models.UniqueConstraint(
                fields=["need"], condition=Q(status__in=sorted(LIVE)), name="offer_alive_once"
            ),
            models.CheckConstraint(
                condition=Q(status=OfferStatus.WAITING, ended_at=None)
                | (~Q(status=OfferStatus.WAITING) & Q(ended_at__isnull=False)),
                name="offer_ended_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="offer_worklist")]

    def __str__(self) -> str:
        return f"{self.need} → {self.holder}"
