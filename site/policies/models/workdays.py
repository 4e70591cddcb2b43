"""工作日历, and what changed it."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.enums import ChangeKind, ChangeStatus


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


class CalendarChange(models.Model):
    """工作日历变动：one change of a year. How many have been applied is the calendar's revision.

    A correction waits as proposed, its days beside the calendar, until another person confirms it.
    """

    year = models.PositiveSmallIntegerField(_("年度"))
    kind = models.CharField(_("类别"), max_length=12, choices=ChangeKind)
    status = models.CharField(_("状态"), max_length=10, choices=ChangeStatus)
    source = models.CharField(_("来源"), max_length=60, blank=True)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    days = models.JSONField(_("变动的日子"), default=list, encoder=DjangoJSONEncoder)
    proposed_at = models.DateTimeField(_("提出时间"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("工作日历变动")
        verbose_name_plural = _("工作日历变动")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ChangeStatus.PROPOSED, decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(status=ChangeStatus.PROPOSED) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="calendarchange_decided_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ChangeKind.CORRECTION) | ~Q(reason=""),
                name="calendarchange_correction_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ChangeKind.CORRECTION, status=ChangeStatus.APPLIED)
                | ~Q(decided_by=models.F("proposed_by")),
                name="calendarchange_correction_by_two",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(status=ChangeStatus.PROPOSED),
                name="calendarchange_one_open_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_kind_display()}"
