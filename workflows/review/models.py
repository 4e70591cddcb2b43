"""审核：what the review loop writes down: a run for each stage, a seat for each signer, a vote for each seat."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process, Task

from policies.enums import FlowKind
from policies.models import PolicyVersion, Stage
from policies.tally import SignRule


class Choice(models.TextChoices):
    """A signer's answer, and the outcome of a stage."""

    APPROVE = "approve", _("通过")
    SUPPLEMENT = "supplement", _("退回补正")
    RETURN = "return", _("退回前序环节")
    REFUSE = "refuse", _("不予通过")


class ReviewProcess(Process):
    """审核流程实例：the base of every process with judgement: which rules it runs on, where in the stages it is."""

    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    flow_kind = models.CharField(max_length=30, choices=FlowKind)
    stage_no = models.PositiveSmallIntegerField(default=0)
    round_no = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(_("结果"), max_length=20, blank=True)

    class Meta:
        app_label = "workflows"
        verbose_name = _("审核流程实例")
        verbose_name_plural = _("审核流程实例")

    @property
    def subject(self) -> models.Model:
        """What is being judged; each flow's process says."""
        raise NotImplementedError

    def is_party(self, user: Any) -> bool:
        """Whether the person has a stake in the outcome and so may never sign (回避)."""
        raise NotImplementedError

    def choices_offered(self) -> list[Choice]:
        """The answers a signer may give now."""
        return list(Choice)


class StageRun(models.Model):
    """环节办理：one passage through one stage; a supplement opens the next round."""

    process = models.ForeignKey(ReviewProcess, on_delete=models.PROTECT, related_name="runs")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    round_no = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField(_("开始时间"))
    due_on = models.DateField(_("时限"), null=True)
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=Choice, blank=True)

    class Meta:
        app_label = "workflows"
        verbose_name = _("环节办理")
        verbose_name_plural = _("环节办理")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(closed_at__isnull=True), name="stage_run_open_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["process", "stage", "round_no"], name="stage_run_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="stage_run_closed_has_outcome",
            ),
        ]

    @property
    def sign_rule(self) -> SignRule:
        return self.stage.sign_rule


class Seat(models.Model):
    """席位：a place at which one person signs. Held by a group until somebody takes it."""

    run = models.ForeignKey(StageRun, on_delete=models.PROTECT, related_name="seats")
    order = models.PositiveSmallIntegerField()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    task = models.OneToOneField(Task, null=True, blank=True, on_delete=models.SET_NULL, related_name="seat")

    class Meta:
        app_label = "workflows"
        verbose_name = _("席位")
        verbose_name_plural = _("席位")
        constraints = [models.UniqueConstraint(fields=["run", "order"], name="seat_order_once")]


class Vote(models.Model):
    """意见：what one signer answered, once."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="vote")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("意见"), max_length=12, choices=Choice)
    opinion = models.TextField(_("说明"), max_length=2000)
    at = models.DateTimeField(_("时间"))

    class Meta:
        app_label = "workflows"
        verbose_name = _("审核意见")
        verbose_name_plural = _("审核意见")
        ordering = ["at"]
