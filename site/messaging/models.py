"""消息：the outbox. A row is the promise; sending it is somebody else's job."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.masking import mask_mobile
from accounts.models import StaffGroup
from messaging.enums import Audience, Channel
from messaging.events import EVENTS, Event
from messaging.template_names import template_name
from messaging.variables import filled, variables_in
from messaging.wording import sms_segments, with_signature
from policies.enums import Kind


class MessageStatus(models.TextChoices):
    QUEUED = "queued", _("待发")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发出")
    DELIVERED = "delivered", _("已送达")
    FAILED = "failed", _("失败")
    UNKNOWN = "unknown", _("结果未知")


class Template(models.Model):
    """模板：wording by key; `${name}` marks a variable; a link is never a variable."""

    key = models.CharField(_("键"), max_length=40, unique=True)
    text = models.CharField(_("正文"), max_length=500)
    article = models.CharField(_("依据"), max_length=12, blank=True)
    variables = models.JSONField(
        _("自设变量"), default=dict, blank=True
    )  # name: {label, longest}; ours know theirs

    class Meta:
        verbose_name = _("消息模板")
        verbose_name_plural = _("消息模板")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the desk calls it."""
        return template_name(self.key)

    @property
    def variable_names(self) -> set[str]:
        """What its wording must name: what was declared with it, else what it names now."""
        return set(self.variables) or set(variables_in(self.text))

    @property
    def sample(self) -> str:
        """The text with the longest value of every variable."""
        return filled(self.text, self.variables)


class Message(models.Model):
    """消息：one event told to one person over one channel, at most once by `idempotency_key`.

    A code (验证码) goes before everything else, ignores quiet hours, and is wiped from the row once it is sent.
    """

    channel = models.CharField(_("渠道"), max_length=8, choices=Channel, default=Channel.SMS)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="messages", verbose_name=_("收件人")
    )  # fmt: skip
    to = models.CharField(_("号码或地址"), max_length=100)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, verbose_name=_("模板"))
    params = models.JSONField(_("变量"), default=dict, encoder=DjangoJSONEncoder)
    text = models.CharField(_("正文"), max_length=500)
    idempotency_key = models.CharField(_("去重键"), max_length=120, unique=True)
    status = models.CharField(_("状态"), max_length=10, choices=MessageStatus, default=MessageStatus.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    next_attempt_at = models.DateTimeField(_("下次尝试"))
    provider_id = models.CharField(_("网关编号"), max_length=80, blank=True)
    error = models.CharField(_("错误"), max_length=200, blank=True)
    is_code = models.BooleanField(_("验证码"), default=False)
    created_at = models.DateTimeField(_("入队时间"), auto_now_add=True)
    expires_at = models.DateTimeField(_("失效时间"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("领取时间"), null=True, blank=True)
    sent_at = models.DateTimeField(_("发出时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("消息")
        verbose_name_plural = _("消息")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(status="queued"), name="message_due"),
            models.Index(
                fields=["status"], condition=Q(status__in=["sending", "unknown"]), name="message_unsettled"
            ),
        ]
        permissions = [("reveal_message", _("查看完整手机号"))]

    def __str__(self) -> str:
        return f"{self.template.name} {self.get_status_display()}"

    @property
    def full_text(self) -> str:
        """What the phone shows: the gateway puts the signature first."""
        return with_signature(self.text)

    @property
    def segments(self) -> int:
        return sms_segments(self.text)

    @property
    def masked_to(self) -> str:
        return mask_mobile(self.to)


class Route(models.Model):
    """通知规则：one occasion, one audience, one channel: told or not, and in which words.

    A row with a `scope` stands in for the general one where the case is of that kind.
    """

    event = models.CharField(_("事项"), max_length=40)
    audience = models.CharField(_("对象"), max_length=12, choices=Audience)
    group = models.ForeignKey(
        StaffGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("工作组")
    )  # fmt: skip
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("人员")
    )
    channel = models.CharField(_("渠道"), max_length=8, choices=Channel)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, verbose_name=_("模板"))
    scope = models.CharField(_("范围"), max_length=8, choices=Kind, blank=True)
    is_on = models.BooleanField(_("启用"), default=True)
    revision = models.PositiveIntegerField(_("修订"), default=0)

    class Meta:
        verbose_name = _("通知规则")
        verbose_name_plural = _("通知规则")
        ordering = ["event", "audience", "group", "channel", "scope"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "audience", "channel", "scope"],
                condition=Q(group__isnull=True),
                name="route_once",
            ),
            models.UniqueConstraint(
                fields=["event", "audience", "group", "channel", "scope"], name="route_of_group_once"
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=True) | Q(audience=Audience.GROUP), name="route_group_for_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{EVENTS[self.event].label if self.event in EVENTS else self.event} → {self.who} · {self.get_channel_display()}"

    @property
    def occasion(self) -> Event:
        return EVENTS[self.event]

    @property
    def who(self) -> str:
        """The audience in words: a chosen group by its name."""
        return str(self.group) if self.group else self.get_audience_display()

    @property
    def is_locked(self) -> bool:
        return self.event in EVENTS and self.occasion.is_locked(self.audience, self.channel)
