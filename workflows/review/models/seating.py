"""环节办理、席位、意见：a run for each passage through a stage, a seat for each signer, at most one standing vote a seat."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Task

from policies.models import Stage, StageCheck
from policies.tally import SignRule
from workflows.review.models.processes import Choice, ReviewProcess

OWN_STEP = 0
"""The step of the stage's own signer; whoever is added before stands below it, whoever is added after above."""


class Origin(models.TextChoices):
    """How a seat came to be."""

    OWN = "own", _("环节席位")
    BEFORE = "before", _("前加签")
    AFTER = "after", _("后加签")
    MANAGER = "manager", _("组长代办")


class Pool(models.TextChoices):
    """Who may take a seat that nobody has taken."""

    GROUP = "group", _("审核组成员")
    NAMED = "named", _("指定人员")
    MANAGER = "manager", _("审核组组长")
    PERSON = "person", _("本人")


class StageRun(models.Model):
    """环节办理：one passage through one stage; a supplement or a return opens the next round."""

    process = models.ForeignKey(ReviewProcess, on_delete=models.PROTECT, related_name="runs")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    round_no = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField(_("开始时间"))
    due_on = models.DateField(_("时限"), null=True)
    calendar_revision = models.PositiveIntegerField(_("时限所依工作日历的修订"), default=0)
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=Choice, blank=True)
    return_to = models.ForeignKey(
        Stage, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("退回到")
    )
    is_fallback = models.BooleanField(_("无适用环节，由组长办理"), default=False)
    goes_first = models.BooleanField(_("优先办理"), default=False)
    """As the process said when the run opened, so that an inbox is put in order without asking every flow (S-5-P)."""
    escalated_at = models.DateTimeField(_("升级时间"), null=True, blank=True)
    unattended_since = models.DateTimeField(_("无人可办起"), null=True, blank=True)

    class Meta:
        app_label = "workflows"
        verbose_name = _("环节办理")
        verbose_name_plural = _("环节办理")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(closed_at__isnull=True), name="stage_run_open_due"),
            models.Index(
                fields=["unattended_since"],
                condition=Q(unattended_since__isnull=False),
                name="stage_run_unattended",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["process", "stage", "round_no"], name="stage_run_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="stage_run_closed_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Choice.RETURN, return_to__isnull=False)
                | (~Q(outcome=Choice.RETURN) & Q(return_to__isnull=True)),
                name="stage_run_return_has_target",
            ),
            models.CheckConstraint(
                condition=Q(unattended_since__isnull=True) | Q(closed_at__isnull=True),
                name="stage_run_unattended_is_open",
            ),
        ]

    @property
    def sign_rule(self) -> SignRule:
        return self.stage.sign_rule


class Seat(models.Model):
    """席位：one position in the chain of a place (policies.tally). Held by its pool until somebody takes it."""

    run = models.ForeignKey(StageRun, on_delete=models.PROTECT, related_name="seats")
    place = models.PositiveSmallIntegerField(_("位次"))
    step = models.SmallIntegerField(_("链上次序"), default=OWN_STEP)
    origin = models.CharField(_("来由"), max_length=8, choices=Origin, default=Origin.OWN)
    pool = models.CharField(_("可领取的人"), max_length=8, choices=Pool, default=Pool.GROUP)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    standing_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("代"),
    )  # fmt: skip
    task = models.OneToOneField(Task, null=True, blank=True, on_delete=models.SET_NULL, related_name="seat")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_reason = models.CharField(_("加签理由"), max_length=200, blank=True)
    removed_at = models.DateTimeField(_("减签时间"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_reason = models.CharField(_("减签理由"), max_length=200, blank=True)

    class Meta:
        app_label = "workflows"
        verbose_name = _("席位")
        verbose_name_plural = _("席位")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "place", "step"],
                condition=Q(removed_at__isnull=True),
                name="seat_standing_once",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["before", "after"], added_by__isnull=False)
                | (Q(origin__in=["own", "manager"]) & Q(added_by__isnull=True, removed_at__isnull=True)),
                name="seat_added_has_by",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="seat_removed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(standing_for__isnull=True) | Q(signer__isnull=False),
                name="seat_standing_for_has_signer",
            ),
        ]

    @property
    def is_added(self) -> bool:
        return self.origin in {Origin.BEFORE, Origin.AFTER}


class Vote(models.Model):
    """意见：what one signer answered; while the stage is open it may be taken back."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="vote")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    standing_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("代"),
    )  # fmt: skip
    choice = models.CharField(_("意见"), max_length=12, choices=Choice)
    return_to = models.ForeignKey(
        Stage, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("退回到")
    )
    opinion = models.TextField(_("说明"), max_length=2000)
    at = models.DateTimeField(_("时间"))

    class Meta:
        app_label = "workflows"
        verbose_name = _("审核意见")
        verbose_name_plural = _("审核意见")
        ordering = ["at"]
        indexes = [models.Index(fields=["by", "-at"], name="vote_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(choice=Choice.RETURN, return_to__isnull=False)
                | (~Q(choice=Choice.RETURN) & Q(return_to__isnull=True)),
                name="vote_return_has_target",
            ),
        ]


class Tick(models.Model):
    """勾选：one line of the stage's checklist the signer had ticked when voting."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ticks")
    check_line = models.ForeignKey(StageCheck, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "workflows"
        verbose_name = _("核对勾选")
        verbose_name_plural = _("核对勾选")
        constraints = [models.UniqueConstraint(fields=["vote", "check_line"], name="tick_once")]


class TakenBack(models.Model):
    """已撤回的意见：what a vote said before its signer took it back."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="taken_back")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("意见"), max_length=12, choices=Choice)
    opinion = models.TextField(_("说明"), max_length=2000)
    at = models.DateTimeField(_("签核时间"))
    taken_back_at = models.DateTimeField(_("撤回时间"))
    reason = models.CharField(_("撤回理由"), max_length=200)

    class Meta:
        app_label = "workflows"
        verbose_name = _("已撤回的意见")
        verbose_name_plural = _("已撤回的意见")
        ordering = ["taken_back_at"]
