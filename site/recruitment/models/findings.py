"""资格核对结果：what the conditions of the 办法 found in an application."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from recruitment.enums import EvidenceKind
from recruitment.models.applications import Application


class Finding(models.Model):
    """资格核对结果：one condition, computed at submission: article, value, threshold, met."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="findings")
    article = models.CharField(_("条款"), max_length=60)
    order = models.PositiveSmallIntegerField(_("次序"))
    label = models.CharField(_("条件"), max_length=100)
    value = models.CharField(_("申报值"), max_length=100)
    threshold = models.CharField(_("标准"), max_length=200)
    is_met = models.BooleanField(_("符合"))
    is_hard = models.BooleanField(_("硬性条件"), default=True)
    evidence_kind = models.CharField(_("证明材料"), max_length=12, choices=EvidenceKind, blank=True)

    class Meta:
        verbose_name = _("资格核对结果")
        verbose_name_plural = _("资格核对结果")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["application", "order"], name="finding_order_once")]

    def __str__(self) -> str:
        return f"{self.article} {self.label}"
