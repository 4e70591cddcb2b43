"""试算：one policy version tried on past rounds, and the applications that would have fared otherwise.

Kept by the desk: the room of policies stands at the bottom and may not know applications, and no flow needs a trial.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.models import PolicyVersion
from recruitment.models import Application, Round


class TrialStatus(models.TextChoices):
    RUNNING = "running", _("试算中")
    DONE = "done", _("已完成")
    CANCELED = "canceled", _("已取消")
    FAILED = "failed", _("未完成")


class Effect(models.TextChoices):
    """What the conditions would have done to a submission; the values are those of `policies.whatif.findings`."""

    BLOCKED = "blocked", _("提交时被拦截")
    FLAGGED = "flagged", _("带提示进入审核")
    EASED = "eased", _("不再有提示")
    ADMITTED = "admitted", _("可新增受理")


class Ending(models.TextChoices):
    """How a review ends; the values are those of `policies.whatif.facts`."""

    PASSED = "approve", _("通过")
    REFUSED = "refuse", _("不予通过")
    SUPPLEMENTED = "supplement", _("退回补正")
    RETURNED = "return", _("退回前序环节")
    UNDECIDED = "undecided", _("未决")
    NO_HISTORY = "no_history", _("无历史数据")
    SKIPPED = "skipped", _("不适用")


class Trial(models.Model):
    """试算：worked piece by piece by a sweep; `cursor` is the last application done, `until` the last there is to do."""

    policy = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="trials")
    revision = models.PositiveIntegerField(_("试算时的修改次数"))
    rounds = models.ManyToManyField(Round, related_name="+", verbose_name=_("批次"))
    scope = models.CharField(_("范围"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("发起时间"))
    status = models.CharField(_("状态"), max_length=10, choices=TrialStatus, default=TrialStatus.RUNNING)
    total = models.PositiveIntegerField(_("应算件数"))
    done = models.PositiveIntegerField(_("已算件数"), default=0)
    cursor = models.PositiveBigIntegerField(default=0)
    until = models.PositiveBigIntegerField(default=0)
    result = models.JSONField(_("结果"), default=dict)
    reason = models.CharField(_("未完成的原因"), max_length=100, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("试算")
        verbose_name_plural = _("试算")
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["policy"], condition=Q(status="running"), name="trial_runs_once_a_policy"
            ),
            models.CheckConstraint(
                condition=Q(status="running", ended_at__isnull=True)
                | (~Q(status="running") & Q(ended_at__isnull=False)),
                name="trial_ended_at",
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.policy.number} {self.scope}"

    @property
    def is_running(self) -> bool:
        return self.status == TrialStatus.RUNNING

    @property
    def is_stale(self) -> bool:
        """Whether the draft was changed after it was tried."""
        return self.policy.revision != self.revision

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100


class TrialCase(models.Model):
    """受影响的申报：what would have been different for one application, condition by condition, stage by stage."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="cases")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    effect = models.CharField(_("对提交的影响"), max_length=10, choices=Effect, blank=True)
    before = models.CharField(_("原结论"), max_length=12, choices=Ending, blank=True)
    after = models.CharField(_("试算结论"), max_length=12, choices=Ending, blank=True)
    stage = models.CharField(_("决定环节"), max_length=30, blank=True)
    lacking = models.PositiveSmallIntegerField(_("还差票数"), default=0)
    unsigned = models.PositiveSmallIntegerField(_("未签席位"), default=0)
    changes = models.JSONField(_("条件变化"), default=list)

    class Meta:
        verbose_name = _("受影响的申报")
        verbose_name_plural = _("受影响的申报")
        ordering = ["application_id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["trial", "application"], name="trial_case_once"),
            models.CheckConstraint(condition=~Q(effect="", after=""), name="trial_case_is_affected"),
        ]

    def __str__(self) -> str:
        return str(self.application)
