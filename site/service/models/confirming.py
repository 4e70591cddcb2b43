"""企业确认：what a firm that was served says of it, without an account."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from service.enums import BEST_SCORE, WORST_SCORE, Answer
from service.models.diary import DiaryEntry, Enterprise


class Confirmation(models.Model):
    """企业确认：one asking of one firm about one entry, and its answer. `facts` is what the firm is asked about.

    When answered facts are corrected the firm is asked again under the next ordinal; what it answered before stays.
    """

    entry = models.ForeignKey(DiaryEntry, on_delete=models.PROTECT, related_name="confirmations")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="confirmations")
    ordinal = models.PositiveSmallIntegerField(_("第几次询问"), default=1)
    code = models.CharField(_("确认码"), max_length=10, unique=True, editable=False)
    facts = models.JSONField(_("请企业确认的内容"), encoder=DjangoJSONEncoder)
    is_current = models.BooleanField(_("是否现行"), default=True)
    answer = models.CharField(_("答复"), max_length=9, choices=Answer, default=Answer.AWAITED)
    score = models.PositiveSmallIntegerField(_("评分"), null=True, blank=True)
    words = models.TextField(_("意见"), blank=True)
    asked_at = models.DateTimeField(_("询问时间"))
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("企业确认")
        verbose_name_plural = _("企业确认")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "enterprise", "ordinal"], name="confirmation_once"),
            models.UniqueConstraint(
                fields=["entry", "enterprise"], condition=Q(is_current=True), name="confirmation_current_once"
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.AWAITED, answered_at=None)
                | (~Q(answer=Answer.AWAITED) & Q(answered_at__isnull=False)),
                name="confirmation_answered_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.CONFIRMED, score__gte=WORST_SCORE, score__lte=BEST_SCORE)
                | (~Q(answer=Answer.CONFIRMED) & Q(score=None)),
                name="confirmation_scores_what_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.enterprise}"
