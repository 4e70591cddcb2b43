"""规则版本：a draft, then published and never changed again, then retired."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.enums import PolicyStatus
from policies.exceptions import PolicyFrozenError
from policies.models.questions import QuestionSet
from policies.register import BY_KEY


class PolicyVersion(models.Model):
    """规则版本：every threshold, deadline and list in force from a day; immutable once published.

    `scope` is empty for the rules of the 办法, or the code of the request type (自定义事项) whose stages and
    questions it holds. `revision` counts the changes of a draft: a form made from an older one is refused.
    """

    number = models.PositiveIntegerField(_("版本号"), unique=True)
    title = models.CharField(_("说明"), max_length=120)
    status = models.CharField(_("状态"), max_length=12, choices=PolicyStatus, default=PolicyStatus.DRAFT)
    effective_on = models.DateField(_("生效日"), null=True, blank=True)
    values = models.JSONField(_("参数"), default=dict, encoder=DjangoJSONEncoder)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="policies_written",
        verbose_name=_("起草人"),
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="policies_approved",
        verbose_name=_("批准人"),
    )
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    content_hash = models.CharField(_("内容哈希"), max_length=64, blank=True)
    scope = models.SlugField(_("适用事项"), max_length=40, blank=True)
    drafted_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("起草依据")
    )
    revision = models.PositiveIntegerField(_("修改次数"), default=0)
    question_set = models.OneToOneField(
        QuestionSet, null=True, blank=True, on_delete=models.PROTECT, related_name="policy"
    )

    class Meta:
        verbose_name = _("规则版本")
        verbose_name_plural = _("规则版本")
        ordering = ["-number"]
        permissions = [("publish_policyversion", "可批准发布规则版本")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=PolicyStatus.DRAFT)
                | (Q(effective_on__isnull=False) & ~Q(content_hash="") & Q(published_at__isnull=False)),
                name="policy_published_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(approver__isnull=True) | ~Q(author=models.F("approver")),
                name="policy_author_is_not_approver",
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.number} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses to change a published version; triggers of migration 0002 refuse what goes around the model."""
        standing = PolicyVersion.objects.get(pk=self.pk) if is_frozen(self.pk) else None
        if standing and not self._at_most_retires(standing):
            raise PolicyFrozenError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if is_frozen(self.pk):
            raise PolicyFrozenError
        return super().delete(*args, **kwargs)

    def _at_most_retires(self, standing: "PolicyVersion") -> bool:
        is_same = all(getattr(self, name) == getattr(standing, name) for name in FROZEN_COLUMNS)
        return is_same and self.status in {standing.status, PolicyStatus.RETIRED}

    def value(self, key: str) -> Any:
        """What this version sets for a parameter, or the register's default. Raises KeyError for an unknown key."""
        return self.values.get(key, BY_KEY[key].default)


FROZEN_COLUMNS = (
    "number",
    "title",
    "effective_on",
    "values",
    "author_id",
    "approver_id",
    "published_at",
    "content_hash",
    "scope",
    "drafted_from_id",
    "revision",
    "question_set_id",
)


def is_frozen(policy_id: int | None) -> bool:
    """Whether a version is published or retired, and so may not change."""
    if policy_id is None:
        return False
    return PolicyVersion.objects.filter(pk=policy_id).exclude(status=PolicyStatus.DRAFT).exists()
