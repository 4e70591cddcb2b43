"""文件、条款、代码表：what the words of the 办法 are, and the lists they speak of."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.enums import CodeList


class Regulation(models.Model):
    """文件：the notice or one of the two 办法, quoted verbatim."""

    code = models.CharField(_("代码"), max_length=4, unique=True)
    title = models.CharField(_("名称"), max_length=120)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    issuer = models.CharField(_("发文单位"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("规范文件")
        verbose_name_plural = _("规范文件")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    """条款：the smallest citable piece; every finding, refusal and warning quotes its code (`S-4-2`)."""

    regulation = models.ForeignKey(
        Regulation, on_delete=models.PROTECT, related_name="clauses", verbose_name=_("文件")
    )
    code = models.CharField(_("编号"), max_length=12, unique=True)
    chapter = models.CharField(_("章"), max_length=40, blank=True)
    article = models.CharField(_("条"), max_length=40, blank=True)
    text = models.TextField(_("原文"))
    interpretation = models.TextField(_("解释"), blank=True)
    carried_by = models.TextField(_("平台如何落实"), blank=True)
    carried_by_url = models.CharField(_("落实页面"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("条款")
        verbose_name_plural = _("条款")
        ordering = ["regulation__order", "order"]

    def __str__(self) -> str:
        return self.code


class CodeItem(models.Model):
    """代码项：one entry of an editable list, valid from a day to a day."""

    codelist = models.CharField(_("代码表"), max_length=20, choices=CodeList)
    code = models.CharField(_("代码"), max_length=30)
    name = models.CharField(_("名称"), max_length=60)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name=_("上级"),
        related_name="children",
    )
    order = models.PositiveSmallIntegerField(_("次序"), default=0)
    starts_on = models.DateField(_("生效日"), null=True, blank=True)
    ends_on = models.DateField(_("失效日"), null=True, blank=True)

    class Meta:
        verbose_name = _("代码项")
        verbose_name_plural = _("代码项")
        ordering = ["codelist", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["codelist", "code"], name="code_item_once"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                name="code_item_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name
