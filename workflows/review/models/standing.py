"""回避与委托：who may not sign a case, and who signs for somebody absent."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workflows.review.models.processes import ReviewProcess


class Recusal(models.Model):
    """回避：one person barred from one process, declared or found (利害关系); never taken back."""

    process = models.ForeignKey(ReviewProcess, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recusals")
    reason = models.CharField(_("理由"), max_length=200)
    is_automatic = models.BooleanField(_("自动"), default=False)
    at = models.DateTimeField(_("时间"))

    class Meta:
        app_label = "workflows"
        verbose_name = _("回避")
        verbose_name_plural = _("回避")
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["process", "person"], name="recusal_once")]


class Proxy(models.Model):
    """委托：while one person is absent another takes what waits for him, and signs “代”. Both days count."""

    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences", verbose_name=_("委托人")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="deputisings",
        verbose_name=_("代理人"),
    )
    starts_on = models.DateField(_("起"))
    ends_on = models.DateField(_("止"))
    reason = models.CharField(_("理由"), max_length=200)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("设立时间"))
    ended_at = models.DateTimeField(_("提前结束时间"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        app_label = "workflows"
        verbose_name = _("委托")
        verbose_name_plural = _("委托")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="proxy_ends_after_start"),
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="proxy_of_another"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="proxy_ended_at_and_by",
            ),
        ]

    def runs_on(self, day: date) -> bool:
        return self.ended_at is None and self.starts_on <= day <= self.ends_on
