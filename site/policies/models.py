"""The 办法 as data: clauses, policy versions, review stages, code lists, the work calendar."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.enums import CodeList, FlowKind, OnLimit, PolicyStatus, SignMode
from policies.exceptions import PolicyFrozenError
from policies.register import BY_KEY


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


class PolicyVersion(models.Model):
    """规则版本：every threshold, deadline and list in force from a day; immutable once published."""

    number = models.PositiveIntegerField(_("版本号"), unique=True)
    title = models.CharField(_("说明"), max_length=120)
    status = models.CharField(_("状态"), max_length=12, choices=PolicyStatus, default=PolicyStatus.DRAFT)
    effective_on = models.DateField(_("生效日"), null=True, blank=True)
    values = models.JSONField(_("参数"), default=dict, encoder=DjangoJSONEncoder)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="policies_written",
        verbose_name=_("起草人"),
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="policies_approved",
        verbose_name=_("批准人"),
    )
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    content_hash = models.CharField(_("内容哈希"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("规则版本")
        verbose_name_plural = _("规则版本")
        ordering = ["-number"]
        permissions = [("publish_policyversion", "可批准发布规则版本")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=PolicyStatus.DRAFT)
                | (Q(effective_on__isnull=False) & ~Q(content_hash="") & Q(published_at__isnull=False)),
                name="policy_published_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(approver__isnull=True) | ~Q(author=models.F("approver")),
                name="policy_author_is_not_approver",
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.number} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses to change a published version; triggers of migration 0002 refuse what goes around the model."""
        standing = PolicyVersion.objects.get(pk=self.pk) if is_frozen(self.pk) else None
        if standing and not self._at_most_retires(standing):
            raise PolicyFrozenError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if is_frozen(self.pk):
            raise PolicyFrozenError
        return super().delete(*args, **kwargs)

    def _at_most_retires(self, standing: "PolicyVersion") -> bool:
        is_same = all(getattr(self, name) == getattr(standing, name) for name in FROZEN_COLUMNS)
        return is_same and self.status in {standing.status, PolicyStatus.RETIRED}

    def value(self, key: str) -> Any:
        """What this version sets for a parameter, or the register's default. Raises KeyError for an unknown key."""
        return self.values.get(key, BY_KEY[key].default)


FROZEN_COLUMNS = (
    "number",
    "title",
    "effective_on",
    "values",
    "author_id",
    "approver_id",
    "published_at",
    "content_hash",
)


def is_frozen(policy_id: int | None) -> bool:
    """Whether a version is published or retired, and so may not change."""
    if policy_id is None:
        return False
    return PolicyVersion.objects.filter(pk=policy_id).exclude(status=PolicyStatus.DRAFT).exists()


class Stage(models.Model):
    """审核环节：who signs, how many settle it, within how many working days."""

    policy = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="stages")
    flow_kind = models.CharField(_("流程"), max_length=30, choices=FlowKind)
    order = models.PositiveSmallIntegerField(_("次序"))
    code = models.CharField(_("代码"), max_length=30)
    name = models.CharField(_("名称"), max_length=30)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", verbose_name=_("审核组"))
    sign_mode = models.CharField(_("签核方式"), max_length=10, choices=SignMode, default=SignMode.ANY)
    quorum = models.PositiveSmallIntegerField(_("通过人数"), default=1)
    signers = models.PositiveSmallIntegerField(_("签核人数"), default=1)
    is_veto = models.BooleanField(_("一票否决"), default=True)
    is_other_person = models.BooleanField(_("须非前序签核人"), default=True)
    limit_days = models.PositiveSmallIntegerField(_("时限（工作日）"), default=10)
    on_limit = models.CharField(_("到期处理"), max_length=10, choices=OnLimit, default=OnLimit.REMIND)
    locked_by = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("锁定依据")
    )

    class Meta:
        verbose_name = _("审核环节")
        verbose_name_plural = _("审核环节")
        ordering = ["policy", "flow_kind", "order"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "flow_kind", "order"], name="stage_order_once"),
            models.UniqueConstraint(fields=["policy", "flow_kind", "code"], name="stage_code_once"),
            models.CheckConstraint(
                condition=Q(quorum__gte=1) & Q(signers__gte=models.F("quorum")), name="stage_quorum_reachable"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if is_frozen(self.policy_id):
            raise PolicyFrozenError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if is_frozen(self.policy_id):
            raise PolicyFrozenError
        return super().delete(*args, **kwargs)


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
