"""抄送、评论、到期提示：what is said about a case beside the votes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.storage import private_storage
from workflows.review.models.processes import ReviewProcess
from workflows.review.models.seating import StageRun


class Copy(models.Model):
    """抄送：one person told of a case, who may read it and need not answer."""

    process = models.ForeignKey(ReviewProcess, on_delete=models.PROTECT, related_name="copies")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="copies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("附言"), max_length=200, blank=True)
    at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)

    class Meta:
        app_label = "workflows"
        verbose_name = _("抄送")
        verbose_name_plural = _("抄送")
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["process", "to"], name="copy_once")]
        indexes = [
            models.Index(fields=["to"], condition=Q(read_at__isnull=True), name="copy_unread"),
        ]


class Comment(models.Model):
    """评论：a remark among the staff, with at most one private file; the applicant never reads it."""

    process = models.ForeignKey(ReviewProcess, on_delete=models.PROTECT, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("内容"), max_length=2000)
    at = models.DateTimeField(_("时间"))
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    file = models.FileField(_("附件"), storage=private_storage, upload_to="comments/%Y/%m/", blank=True)
    name = models.CharField(_("文件名"), max_length=200, blank=True)
    content_type = models.CharField(_("类型"), max_length=100, blank=True)
    size = models.PositiveIntegerField(_("大小（字节）"), default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        app_label = "workflows"
        verbose_name = _("评论")
        verbose_name_plural = _("评论")
        ordering = ["at", "id"]


class LimitNotice(models.Model):
    """到期提示：what was done about a run on one day past its limit; at most once a day."""

    run = models.ForeignKey(StageRun, on_delete=models.PROTECT, related_name="limit_notices")
    day = models.DateField(_("日期"))
    act = models.CharField(_("处理"), max_length=10)
    at = models.DateTimeField(_("时间"))

    class Meta:
        app_label = "workflows"
        verbose_name = _("到期提示")
        verbose_name_plural = _("到期提示")
        constraints = [models.UniqueConstraint(fields=["run", "day"], name="limit_notice_once_a_day")]
