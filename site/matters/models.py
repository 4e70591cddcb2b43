"""自定义事项：kinds of requests the staff set up by themselves, and the requests made of them."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matters.enums import Asker, Status
from policies.models import PolicyVersion
from questions.models import AnswerRow


class RequestType(models.Model):
    """事项：what may be asked for and by whom. Its stages and questions are policy versions whose scope is its code."""

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    title = models.CharField(_("名称"), max_length=30)
    lead = models.CharField(_("说明"), max_length=300, blank=True)
    asker = models.CharField(_("谁可以申请"), max_length=8, choices=Asker, default=Asker.ANYONE)
    is_open = models.BooleanField(_("开放申请"), default=False)
    created_at = models.DateTimeField(_("设立时间"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("设立人")
    )

    class Meta:
        verbose_name = _("自定义事项")
        verbose_name_plural = _("自定义事项")
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class Request(models.Model):
    """申请：one person asking for one thing, on the questions and stages of one version."""

    type = models.ForeignKey(
        RequestType, on_delete=models.PROTECT, related_name="requests", verbose_name=_("事项")
    )
    policy = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("规则版本")
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="requests", verbose_name=_("申请人")
    )
    number = models.CharField(_("受理编号"), max_length=20, unique=True, null=True, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.DRAFT)
    revision = models.PositiveIntegerField(_("草稿版次"), default=0)
    created_at = models.DateTimeField(_("创建时间"))
    saved_at = models.DateTimeField(_("保存时间"))
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    snapshot_hash = models.CharField(_("提交内容哈希"), max_length=64, blank=True)
    supplement_count = models.PositiveSmallIntegerField(_("补正次数"), default=0)
    supplement_due_on = models.DateField(_("补正截止日"), null=True, blank=True)
    supplement_is_provisional = models.BooleanField(_("补正截止日暂定"), default=False)
    supplement_revision = models.PositiveIntegerField(_("补正截止日所依工作日历的修订"), default=0)
    supplement_reason = models.TextField(_("补正事项"), blank=True)
    decided_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision_reason = models.TextField(_("办结意见"), blank=True)

    class Meta:
        verbose_name = _("申请")
        verbose_name_plural = _("申请")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT)
                | (Q(number__isnull=False, submitted_at__isnull=False) & ~Q(snapshot_hash="")),
                name="request_submitted_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True) | Q(decided_at__isnull=False),
                name="request_decided_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.SUPPLEMENT)
                | (Q(supplement_due_on__isnull=False) & ~Q(supplement_reason="")),
                name="request_supplement_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.REFUSED) | ~Q(decision_reason=""),
                name="request_refused_has_reason",
            ),
            models.UniqueConstraint(
                fields=["type", "applicant"], condition=Q(status=Status.DRAFT), name="request_draft_once"
            ),
        ]
        indexes = [
            models.Index(fields=["type", "status"], name="request_worklist"),
            models.Index(fields=["status", "supplement_due_on"], name="request_supplement_due"),
        ]

    def __str__(self) -> str:
        return f"{self.number or _('草稿')} {self.type.title}"


class RequestAnswer(AnswerRow):
    """答案：what one request answered to one question."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="answers")

    class Meta(AnswerRow.Meta):
        verbose_name = _("申请的答案")
        verbose_name_plural = _("申请的答案")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "question"],
                condition=Q(removed_at__isnull=True),
                name="request_answer_once",
            ),
        ]

    @property
    def href(self) -> str:
        """Where its file is read."""
        return reverse("matters:file", args=[self.pk])


class RequestSnapshot(models.Model):
    """提交快照：what was handed in, each time; never changed."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="snapshots")
    taken_at = models.DateTimeField(_("提交时间"))
    hash = models.CharField(_("哈希"), max_length=64)
    content = models.JSONField(_("内容"), encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("申请快照")
        verbose_name_plural = _("申请快照")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.hash


class RequestMilestone(models.Model):
    """历程：one change of state as the applicant may read it; it names no reviewer."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="milestones")
    status = models.CharField(_("状态"), max_length=12, choices=Status)
    at = models.DateTimeField(_("时间"))
    note = models.TextField(_("说明"), blank=True)
    due_on = models.DateField(_("截止日"), null=True, blank=True)

    class Meta:
        verbose_name = _("申请历程")
        verbose_name_plural = _("申请历程")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_status_display()


class RequestFinding(models.Model):
    """核对结果：one condition of the type's questions, computed at submission."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="findings")
    article = models.CharField(_("依据"), max_length=60)
    order = models.PositiveSmallIntegerField(_("次序"))
    label = models.CharField(_("条件"), max_length=100)
    value = models.CharField(_("申请值"), max_length=100)
    threshold = models.CharField(_("标准"), max_length=200)
    is_met = models.BooleanField(_("符合"))
    is_hard = models.BooleanField(_("硬性条件"), default=True)

    class Meta:
        verbose_name = _("申请核对结果")
        verbose_name_plural = _("申请核对结果")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["request", "order"], name="request_finding_order_once")
        ]

    def __str__(self) -> str:
        return f"{self.article} {self.label}"


class RequestCounter(models.Model):
    """受理编号计数：one locked row a year, so numbers have neither gaps nor doubles."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)
