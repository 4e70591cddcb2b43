"""批量办理：one answer given to many tasks; a sweep works the items one by one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Task

from workflows.review.models.processes import Choice


class ItemStatus(models.TextChoices):
    QUEUED = "queued", _("等待办理")
    DONE = "done", _("已办理")
    REFUSED = "refused", _("未办理")


class Batch(models.Model):
    """批量办理：who asked, what to answer, when. Its progress is the count of its items by status."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("意见"), max_length=12, choices=Choice)
    opinion = models.TextField(_("说明"), max_length=2000)
    created_at = models.DateTimeField(_("时间"))
    key = models.UUIDField(_("表单编号"), null=True, editable=False)

    class Meta:
        app_label = "workflows"
        verbose_name = _("批量办理")
        verbose_name_plural = _("批量办理")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="batch_form_sent_once")]


class BatchItem(models.Model):
    """批量办理的一件：done exactly once, or refused with the sentence that says why."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("状态"), max_length=8, choices=ItemStatus, default=ItemStatus.QUEUED)
    sentence = models.CharField(_("说明"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("办理时间"), null=True, blank=True)

    class Meta:
        app_label = "workflows"
        verbose_name = _("批量办理的一件")
        verbose_name_plural = _("批量办理的一件")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "task"], name="batch_item_once"),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(sentence=""), name="batch_refusal_has_sentence"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(status="queued"), name="batch_item_queued")]
