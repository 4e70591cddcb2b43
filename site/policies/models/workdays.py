"""工作日历."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkDay(models.Model):
    """工作日历：one row a day; a year counts only when a person has confirmed it against the State Council notice."""

    date = models.DateField(_("日期"), unique=True)
    is_workday = models.BooleanField(_("工作日"))
    name = models.CharField(_("说明"), max_length=30, blank=True)
    source = models.CharField(_("来源"), max_length=60)
    is_confirmed = models.BooleanField(_("已确认"), default=False)

    class Meta:
        verbose_name = _("工作日历")
        verbose_name_plural = _("工作日历")
        ordering = ["date"]
        permissions = [("confirm_workday", "可确认工作日历")]

    def __str__(self) -> str:
        return self.date.isoformat()
