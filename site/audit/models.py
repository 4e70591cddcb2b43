"""审计：what was done, by whom, in an append-only chain of hashes."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.models import PolicyVersion


class Event(models.Model):
    """审计事件：one act. Written inside the act's transaction; chained (`seq`, `hash`) once committed.

    Chaining after commit keeps unrelated acts from waiting for one another's transactions.
    """

    seq = models.PositiveBigIntegerField(_("序号"), null=True, unique=True)
    at = models.DateTimeField(_("时间"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("操作人")
    )  # fmt: skip
    actor_label = models.CharField(_("操作人名称"), max_length=60)
    verb = models.CharField(_("动作"), max_length=60)
    target_type = models.CharField(_("对象类型"), max_length=60)
    target_id = models.BigIntegerField(_("对象编号"), null=True)
    target_label = models.CharField(_("对象"), max_length=200)
    before = models.JSONField(_("之前"), default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("之后"), default=dict, encoder=DjangoJSONEncoder)
    policy_version = models.ForeignKey(
        PolicyVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("规则版本")
    )  # fmt: skip
    prev_hash = models.CharField(_("前一哈希"), max_length=64, blank=True)
    hash = models.CharField(_("哈希"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("审计事件")
        verbose_name_plural = _("审计日志")
        ordering = ["-id"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_event_target")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.target_label}"


class ChainHead(models.Model):
    """链头：the one row a sealer locks, so that two never extend the chain at once."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
