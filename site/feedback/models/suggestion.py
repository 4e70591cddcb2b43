"""意见建议、支持申请：what a holder writes to the Center, and the reply (S-6-2, E-5-2, E-5-3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import ANSWERED, Handling, Matter
from registry.models import Holder

MOST_WORDS = 2000  # characters


class Suggestion(models.Model):
    """意见建议或支持申请：one matter of one holder, answered in words."""

    holder = models.ForeignKey(
        Holder, on_delete=models.PROTECT, related_name="suggestions", verbose_name=_("持有人")
    )
    kind = models.CharField(_("类别"), max_length=10, choices=Matter)
    form_key = models.UUIDField(unique=True, editable=False)  # one filled form is one row, however often sent
    words = models.TextField(_("内容"), max_length=MOST_WORDS)
    status = models.CharField(_("状态"), max_length=10, choices=Handling, default=Handling.WAITING)
    written_at = models.DateTimeField(_("提出时间"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(_("开始办理时间"), null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reply = models.TextField(_("答复"), blank=True)
    replied_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("意见建议")
        verbose_name_plural = _("意见建议")
        ordering = ["-id"]
        permissions = [("answer_suggestion", _("答复意见建议"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by__isnull=True)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="suggestion_taken_at_and_by",
            ),
            models.CheckConstraint(
                condition=(~Q(status__in=sorted(ANSWERED)) & Q(replied_at=None, replied_by=None, reply=""))
                | (
                    Q(status__in=sorted(ANSWERED), replied_at__isnull=False, replied_by__isnull=False)
                    & ~Q(reply="")
                ),
                name="suggestion_answered_in_words",
            ),
        ]
        indexes = [models.Index(fields=["status", "id"], name="suggestion_worklist")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def standing(self) -> str:
        """What was said yes to is 采纳 of a suggestion, and 支持 of a request."""
        if self.status == Handling.AGREED and self.kind == Matter.SUPPORT:
            return str(_("已提供支持"))
        return str(self.get_status_display())
