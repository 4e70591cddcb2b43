"""省级推荐：汇总表 as a mandated agency handed it in, row by row, with its two files (N-2, A3, A4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AgentMandate
from accounts.storage import private_storage
from policies.enums import Kind, Province, named_province
from recruitment.enums import (
    CONFIRMED_ONCE,
    RosterChannel,
    RosterFileKind,
    RosterRowStatus,
    RosterStatus,
    RosterVerdict,
)
from recruitment.models.rounds import Round


class Roster(models.Model):
    """汇总表：whom one agency recommends in one round; nobody on it is recommended before the agency confirms it."""

    mandate = models.ForeignKey(
        AgentMandate, on_delete=models.PROTECT, related_name="rosters", verbose_name=_("委托")
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="rosters", verbose_name=_("批次"))
    province = models.CharField(_("省份"), max_length=4, choices=Province)
    get_province_display = named_province
    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    channel = models.CharField(_("来源"), max_length=8, choices=RosterChannel)
    status = models.CharField(_("状态"), max_length=12, choices=RosterStatus, default=RosterStatus.DRAFT)
    number = models.CharField(_("收件编号"), max_length=20, unique=True, null=True, blank=True)
    unit = models.CharField(_("填写单位"), max_length=200, blank=True)
    contact = models.CharField(_("联系人"), max_length=200, blank=True)
    phone = models.CharField(_("联系电话"), max_length=200, blank=True)
    notes = models.JSONField(_("读取说明"), default=list)
    revision = models.PositiveIntegerField(_("版次"), default=0)
    content_hash = models.CharField(_("确认内容哈希"), max_length=64, blank=True)
    received_at = models.DateTimeField(_("收到时间"))
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("收件人")
    )
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("确认人")
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("撤回人")
    )  # fmt: skip
    withdrawal_reason = models.TextField(_("撤回理由"), max_length=500, blank=True)
    returned_at = models.DateTimeField(_("退回时间"), null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("退回人")
    )  # fmt: skip
    return_reason = models.TextField(_("退回理由"), max_length=500, blank=True)
    checked_at = models.DateTimeField(_("审查完成时间"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("审查人")
    )  # fmt: skip

    class Meta:
        verbose_name = _("推荐汇总表")
        verbose_name_plural = _("推荐汇总表")
        permissions = [("check_roster", "形式审查推荐汇总表")]
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    confirmed_at__isnull=True, confirmed_by__isnull=True, number__isnull=True, content_hash=""
                )
                | (
                    Q(confirmed_at__isnull=False, confirmed_by__isnull=False, number__isnull=False)
                    & ~Q(content_hash="")
                ),
                name="roster_confirmed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="roster_withdrawn_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(CONFIRMED_ONCE)) | Q(confirmed_at__isnull=False),
                name="roster_enters_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_by__isnull=True, return_reason="")
                | (Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(return_reason="")),
                name="roster_returned_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="roster_checked_at_and_by",
            ),
            models.CheckConstraint(
                condition=(Q(status=RosterStatus.CHECKED) & Q(checked_at__isnull=False))
                | (~Q(status=RosterStatus.CHECKED) & Q(checked_at__isnull=True)),
                name="roster_checked_has_time",
            ),
        ]
        indexes = [models.Index(fields=["round", "kind", "status"], name="roster_worklist")]

    def __str__(self) -> str:
        return f"{self.number or _('待确认')} {self.get_province_display()} {self.get_kind_display()}"


class RosterFile(models.Model):
    """推荐文件：the table as it was sent, or the scan of its stamped print; private, never changed."""

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(_("文件种类"), max_length=8, choices=RosterFileKind)
    file = models.FileField(_("文件"), storage=private_storage, upload_to="rosters/%Y/%m/")
    name = models.CharField(_("文件名"), max_length=200)
    content_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveIntegerField(_("大小（字节）"))
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = _("推荐文件")
        verbose_name_plural = _("推荐文件")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["roster", "kind"], name="roster_file_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def href(self) -> str:
        return reverse("recruitment:roster_file", args=[self.pk])


class RosterRow(models.Model):
    """推荐条目：one recommended unit or person. `as_read` keeps the file's words, the columns what was made of them."""

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveIntegerField(_("序号"))
    place = models.CharField(_("所在表格"), max_length=200)
    line = models.PositiveIntegerField(_("所在行"))
    status = models.CharField(_("状态"), max_length=8, choices=RosterRowStatus, default=RosterRowStatus.KEPT)
    name = models.TextField(_("单位名称或姓名"), blank=True)
    address = models.TextField(_("地址"), blank=True)
    contact = models.TextField(_("联系人"), blank=True)
    organisation = models.TextField(_("所在单位（机构）"), blank=True)
    fields = models.TextField(_("擅长领域"), blank=True)
    phone = models.TextField(_("联系电话"), blank=True)
    mobile = models.CharField(_("手机号码"), max_length=11, blank=True)
    email = models.TextField(_("联系邮箱"), blank=True)
    uscc = models.TextField(_("统一社会信用代码"), blank=True)
    as_read = models.JSONField(_("文件原文"), default=dict)
    findings = models.JSONField(_("核对结果"), default=list)
    errors = models.PositiveSmallIntegerField(_("错误数"), default=0)
    corrected_at = models.DateTimeField(_("更正时间"), null=True, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("更正人")
    )  # fmt: skip

    verdict = models.CharField(
        _("形式审查"), max_length=8, choices=RosterVerdict, default=RosterVerdict.PENDING
    )
    verdict_reason = models.TextField(_("审查意见"), max_length=500, blank=True)
    checked_at = models.DateTimeField(_("审查时间"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("审查人")
    )  # fmt: skip

    class Meta:
        verbose_name = _("推荐条目")
        verbose_name_plural = _("推荐条目")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["roster", "position"], name="roster_position_once"),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True, corrected_by__isnull=True)
                | Q(corrected_at__isnull=False, corrected_by__isnull=False),
                name="roster_row_corrected_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(
                    verdict=RosterVerdict.PENDING,
                    verdict_reason="",
                    checked_at__isnull=True,
                    checked_by__isnull=True,
                )
                | (~Q(verdict=RosterVerdict.PENDING) & Q(checked_at__isnull=False, checked_by__isnull=False)),
                name="roster_row_checked_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(verdict=RosterVerdict.REFUSED) | ~Q(verdict_reason=""),
                name="roster_row_refused_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}"


class RosterCounter(models.Model):
    """推荐收件编号计数：one locked row a year, so numbers have neither gaps nor doubles."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)
