"""批次：when one may apply, on which rules."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.models import PolicyVersion, QuestionSet
from recruitment.enums import RoundKind


class Round(models.Model):
    """批次：a span of time in which one may apply, on the rules of one policy version (N-3)."""

    title = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("招募对象"), max_length=8, choices=RoundKind, default=RoundKind.BOTH)
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, verbose_name=_("规则版本"))
    opens_at = models.DateTimeField(_("开始"))
    closes_at = models.DateTimeField(_("截止"))
    question_set = models.OneToOneField(
        QuestionSet, null=True, blank=True, on_delete=models.PROTECT, related_name="round", verbose_name=_("补充题目")
    )  # fmt: skip

    class Meta:
        verbose_name = _("招募批次")
        verbose_name_plural = _("招募批次")
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=models.F("opens_at")), name="round_closes_after_open"
            ),
        ]

    def __str__(self) -> str:
        return self.title
