"""抽查：a sample of what no firm has answered, drawn by a stored seed; each entry of it is judged by a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.enums import Province, named_province
from service.enums import Finding
from service.models.diary import DiaryEntry

WAITING = Q(result="", judged_at=None, judged_by=None)
JUDGED = ~Q(result="") & Q(judged_at__isnull=False, judged_by__isnull=False) & ~Q(words="")


class SpotCheck(models.Model):
    """抽查：the entries whose hash with the seed is smallest, so that anybody can draw the same again."""

    year = models.PositiveSmallIntegerField(_("年度"))
    province = models.CharField(_("省份"), max_length=4, choices=Province, blank=True)
    seed = models.CharField(_("随机种子"), max_length=16)
    population = models.PositiveIntegerField(_("可抽篇数"))
    drawn_at = models.DateTimeField(_("抽取时间"))
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("抽取人")
    )
    get_province_display = named_province

    class Meta:
        verbose_name = _("抽查")
        verbose_name_plural = _("抽查")
        ordering = ["-id"]
        permissions = [("spot_check", _("抽查志愿日记"))]

    def __str__(self) -> str:
        return f"{self.year} {self.seed}"


class SpotItem(models.Model):
    """抽查的一篇：what was found, with its reason; an entry found untrue is struck, never deleted."""

    check_of = models.ForeignKey(SpotCheck, on_delete=models.PROTECT, related_name="items")
    entry = models.ForeignKey(DiaryEntry, on_delete=models.PROTECT, related_name="spot_items")
    order = models.PositiveSmallIntegerField(_("顺序"))
    result = models.CharField(_("结果"), max_length=7, choices=Finding, blank=True)
    words = models.TextField(_("说明"), blank=True)
    judged_at = models.DateTimeField(_("核查时间"), null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("核查人"),
    )

    class Meta:
        verbose_name = _("抽查的日记")
        verbose_name_plural = _("抽查的日记")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "entry"], name="spot_item_once"),
            models.CheckConstraint(condition=WAITING | JUDGED, name="spot_item_judged_in_full"),
        ]

    def __str__(self) -> str:
        return str(self.entry)
