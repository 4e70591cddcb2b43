"""申报：who asks, how far it is, and the numbers it is known by."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from policies.enums import Kind, Province, named_province
from publicity.models import Entry
from recruitment.enums import ACTIVE, Status
from recruitment.models.rounds import Round


class Application(models.Model):
    """申报：one applicant asking, in one round, to be recognized."""

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="applications", verbose_name=_("批次")
    )
    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("申报人"),
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="applications", verbose_name=_("单位")
    )  # fmt: skip
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.DRAFT)
    number = models.CharField(_("受理编号"), max_length=20, unique=True, null=True, blank=True)
    name = models.CharField(_("单位名称或姓名"), max_length=100, blank=True)
    province = models.CharField(_("省份"), max_length=4, choices=Province, blank=True)
    get_province_display = named_province
    is_priority = models.BooleanField(_("优先认定"), default=False)
    revision = models.PositiveIntegerField(_("草稿版次"), default=0)
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    saved_at = models.DateTimeField(_("保存时间"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    snapshot_hash = models.CharField(_("提交内容哈希"), max_length=64, blank=True)
    supplement_count = models.PositiveSmallIntegerField(_("补正次数"), default=0)
    supplement_due_on = models.DateField(_("补正截止日"), null=True, blank=True)
    supplement_is_provisional = models.BooleanField(_("补正截止日暂定"), default=False)
    supplement_revision = models.PositiveIntegerField(_("补正截止日所依工作日历的修订"), default=0)
    supplement_due_before = models.DateField(_("原补正截止日"), null=True, blank=True)
    supplement_reason = models.TextField(_("补正事项"), blank=True)
    decided_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision_reason = models.TextField(_("办结理由"), blank=True)
    entry = models.OneToOneField(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="application", verbose_name=_("公示条目")
    )  # fmt: skip

    class Meta:
        verbose_name = _("申报")
        verbose_name_plural = _("申报")
        ordering = ["-id"]
        permissions = [
            ("export_application", "可导出批次的申报"),
            ("export_contact", "可在导出中包含联系方式"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"],
                condition=Q(kind=Kind.STATION, status__in=sorted(ACTIVE)),
                name="station_applies_once_a_round",
            ),
            models.UniqueConstraint(
                fields=["round", "applicant", "kind"],
                condition=Q(status__in=sorted(ACTIVE | {Status.DRAFT})),
                name="applicant_applies_once_a_round",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT)
                | (Q(number__isnull=False, submitted_at__isnull=False) & ~Q(snapshot_hash="") & ~Q(name="")),
                name="application_submitted_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True) | Q(decided_at__isnull=False),
                name="application_decided_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.SUPPLEMENT)
                | (Q(supplement_due_on__isnull=False) & ~Q(supplement_reason="")),
                name="application_supplement_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.REFUSED, Status.DROPPED]) | ~Q(decision_reason=""),
                name="application_refused_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "kind", "status"], name="application_worklist"),
            models.Index(fields=["status", "supplement_due_on"], name="application_supplement_due"),
        ]

    def __str__(self) -> str:
        return f"{self.number or _('草稿')} {self.name}"


class Milestone(models.Model):
    """历程：one change of state as the applicant may read it; it names no reviewer."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="milestones")
    status = models.CharField(_("状态"), max_length=12, choices=Status)
    at = models.DateTimeField(_("时间"))
    note = models.TextField(_("说明"), blank=True)
    due_on = models.DateField(_("截止日"), null=True, blank=True)

    class Meta:
        verbose_name = _("办理历程")
        verbose_name_plural = _("办理历程")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_status_display()


class ReceiptCounter(models.Model):
    """受理编号计数：one locked row a year, so receipt numbers have neither gaps nor doubles."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)
