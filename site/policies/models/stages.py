"""审核环节：who signs, how many settle it, within how many working days, when it applies, what the signer sees."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.conditions import Condition
from policies.enums import FieldAccess, FlowKind, OnLimit, Operator, SignerSource, SignMode
from policies.exceptions import PolicyFrozenError
from policies.models.regulations import Clause
from policies.models.versions import PolicyVersion, is_frozen
from policies.tally import SignRule


class PartOfVersion(models.Model):
    """A row that belongs to a policy version and is frozen with it; triggers of the migrations refuse what goes around."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if is_frozen(self.version_id):
            raise PolicyFrozenError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if is_frozen(self.version_id):
            raise PolicyFrozenError
        return super().delete(*args, **kwargs)

    @property
    def version_id(self) -> int:
        return self.stage.policy_id  # type: ignore[attr-defined]


class Stage(PartOfVersion):
    """审核环节：one step of judgement. The group answers for it, whoever signs: its managers step in when nobody can."""

    policy = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="stages")
    flow_kind = models.CharField(_("流程"), max_length=30, choices=FlowKind)
    order = models.PositiveSmallIntegerField(_("次序"))
    code = models.CharField(_("代码"), max_length=30)
    name = models.CharField(_("名称"), max_length=30)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", verbose_name=_("审核组"))
    signer_source = models.CharField(
        _("签核人来源"), max_length=10, choices=SignerSource, default=SignerSource.GROUP
    )
    desk_fact = models.CharField(_("分派依据"), max_length=40, blank=True)
    sign_mode = models.CharField(_("签核方式"), max_length=10, choices=SignMode, default=SignMode.ANY)
    quorum = models.PositiveSmallIntegerField(_("通过人数"), default=1)
    percent = models.PositiveSmallIntegerField(_("通过比例（%）"), null=True, blank=True)
    signers = models.PositiveSmallIntegerField(_("签核人数"), default=1)
    is_veto = models.BooleanField(_("一票否决"), default=True)
    is_other_person = models.BooleanField(_("须非前序签核人"), default=True)
    limit_days = models.PositiveSmallIntegerField(_("时限（工作日）"), default=10)
    on_limit = models.CharField(_("到期处理"), max_length=10, choices=OnLimit, default=OnLimit.REMIND)
    may_return = models.BooleanField(_("可退回前序环节"), default=False)
    max_returns = models.PositiveSmallIntegerField(_("最多退回次数"), default=1)
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
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gte=1, percent__lte=100),
                name="stage_percent_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def version_id(self) -> int:
        return self.policy_id

    @property
    def sign_rule(self) -> SignRule:
        return SignRule(self.sign_mode, self.signers, self.quorum, self.is_veto, self.percent)


class StageSigner(PartOfVersion):
    """指定人员：one named signer of a stage, at a place when all or in turn sign."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="named_signers")
    order = models.PositiveSmallIntegerField(_("次序"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("人员")
    )

    class Meta:
        verbose_name = _("指定人员")
        verbose_name_plural = _("指定人员")
        ordering = ["stage", "order"]
        constraints = [models.UniqueConstraint(fields=["stage", "user"], name="stage_signer_once")]

    def __str__(self) -> str:
        return str(self.user)


class StageDesk(PartOfVersion):
    """分派：the group that signs when the stage's `desk_fact` has this value; any other value goes to the stage's group."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="desks")
    value = models.CharField(_("取值"), max_length=40)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", verbose_name=_("工作组"))

    class Meta:
        verbose_name = _("分派")
        verbose_name_plural = _("分派")
        ordering = ["stage", "value"]
        constraints = [models.UniqueConstraint(fields=["stage", "value"], name="stage_desk_once")]

    def __str__(self) -> str:
        return f"{self.value} → {self.group}"


class StageCondition(PartOfVersion):
    """适用条件：the stage is held only for subjects whose facts meet every condition."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="conditions")
    fact = models.CharField(_("事实"), max_length=40)
    operator = models.CharField(_("比较"), max_length=12, choices=Operator)
    threshold = models.CharField(_("取值"), max_length=200)

    class Meta:
        verbose_name = _("适用条件")
        verbose_name_plural = _("适用条件")
        ordering = ["stage", "id"]

    def __str__(self) -> str:
        return f"{self.fact} {self.operator} {self.threshold}"

    @property
    def condition(self) -> Condition:
        return Condition(self.fact, self.operator, self.threshold)


class StageCheck(PartOfVersion):
    """核对事项：one line a signer ticks before deciding."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="checks")
    order = models.PositiveSmallIntegerField(_("次序"))
    text = models.CharField(_("内容"), max_length=200)
    clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("依据")
    )
    is_required = models.BooleanField(_("通过前必须勾选"), default=True)

    class Meta:
        verbose_name = _("核对事项")
        verbose_name_plural = _("核对事项")
        ordering = ["stage", "order"]
        constraints = [models.UniqueConstraint(fields=["stage", "order"], name="stage_check_order_once")]

    def __str__(self) -> str:
        return self.text


class StageField(PartOfVersion):
    """字段权限：what the signers of a stage may do with one column of the dossier; columns without a row are read."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="fields")
    name = models.CharField(_("字段"), max_length=60)
    access = models.CharField(_("权限"), max_length=8, choices=FieldAccess)

    class Meta:
        verbose_name = _("字段权限")
        verbose_name_plural = _("字段权限")
        ordering = ["stage", "name"]
        constraints = [models.UniqueConstraint(fields=["stage", "name"], name="stage_field_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.get_access_display()}"
