"""证明材料与答案：the files that prove a condition, and what was answered to the questions of a round."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.storage import private_storage
from questions.models import AnswerRow
from recruitment.enums import EvidenceKind
from recruitment.models.applications import Application


class Evidence(models.Model):
    """证明材料：a private file that proves a condition."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(_("材料种类"), max_length=12, choices=EvidenceKind)
    file = models.FileField(_("文件"), storage=private_storage, upload_to="evidence/%Y/%m/")
    name = models.CharField(_("文件名"), max_length=200)
    content_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveIntegerField(_("大小（字节）"))
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    removed_at = models.DateTimeField(_("移除时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("证明材料")
        verbose_name_plural = _("证明材料")
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "sha256"],
                condition=Q(removed_at__isnull=True),
                name="evidence_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Answer(AnswerRow):
    """补充题目的答案：what one applicant answered to one question of the round."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="answers")

    class Meta(AnswerRow.Meta):
        verbose_name = _("补充题目答案")
        verbose_name_plural = _("补充题目答案")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question"],
                condition=Q(removed_at__isnull=True),
                name="application_answer_once",
            ),
        ]

    @property
    def href(self) -> str:
        """Where its file is read."""
        return reverse("recruitment:answer_file", args=[self.pk])
