"""提交快照与更正：what was handed in, sealed, and what a reviewer put right afterwards."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recruitment.models.applications import Application


class Snapshot(models.Model):
    """提交快照：the dossier and the hashes of its evidence as handed in; one row for each submission and each 更正, never changed. A 更正 keeps the day of its submission."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="snapshots")
    taken_at = models.DateTimeField(_("提交时间"))
    hash = models.CharField(_("哈希"), max_length=64)
    content = models.JSONField(_("内容"), encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("提交快照")
        verbose_name_plural = _("提交快照")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.hash


class Correction(models.Model):
    """更正：what a reviewer put right, with the seal it led to; the words come from that seal and the one before."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="corrections")
    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="correction")
    stage = models.CharField(_("环节"), max_length=30)
    reason = models.TextField(_("理由"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("更正")
        verbose_name_plural = _("更正")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="correction_has_reason")]

    def __str__(self) -> str:
        return self.reason
