"""志愿活动：what a station or the Center invites firms and experts to (S-6-1, S-11, S-13, E-10)."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import mobile_validator
from activities.enums import PUBLIC, SETTLED, Campaign, Status
from policies.enums import Province, named_province
from policies.models import PolicyVersion
from registry.models import Holder

MOST_WORDS = 2000  # characters
MOST_PLACES = 2000


def new_token() -> str:
    return secrets.token_urlsafe(18)


class Activity(models.Model):
    """活动：one event with its hours, its 专人 and its places. Without a holder it is the Center's own."""

    holder = models.ForeignKey(
        Holder,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name=_("主办工作站"),
    )
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(_("签到码"), max_length=32, unique=True, default=new_token, editable=False)
    title = models.CharField(_("活动名称"), max_length=40)
    kind = models.CharField(_("服务方式"), max_length=30)
    field = models.CharField(_("服务领域"), max_length=30)
    campaign = models.CharField(_("专项行动"), max_length=10, choices=Campaign, default=Campaign.NONE)
    province = models.CharField(_("所在地区"), max_length=4, choices=Province)
    get_province_display = named_province
    place = models.CharField(_("地点"), max_length=120, blank=True)
    link = models.URLField(_("线上链接"), blank=True)
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"))
    capacity = models.PositiveSmallIntegerField(_("名额"))
    contact_name = models.CharField(_("负责专人"), max_length=60, blank=True)
    contact_mobile = models.CharField(_("专人手机"), max_length=11, blank=True, validators=[mobile_validator])
    words = models.TextField(_("活动说明"), max_length=MOST_WORDS)
    safety = models.CharField(_("安全与保险说明"), max_length=300, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.DRAFT)
    drafted_at = models.DateTimeField(_("起草时间"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(_("结束或取消的时间"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("退回或取消的理由"), max_length=300, blank=True)
    summary = models.TextField(_("活动小结"), max_length=MOST_WORDS, blank=True)

    class Meta:
        verbose_name = _("志愿活动")
        verbose_name_plural = _("志愿活动")
        ordering = ["-starts_at", "-id"]
        permissions = [
            ("approve_activity", _("审核志愿活动")),
            ("publish_activity", _("以中心名义发布活动")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="activity_ends_after_start"),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=MOST_PLACES), name="activity_has_places"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="activity_published_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(PUBLIC))
                | (Q(published_at__isnull=False) & ~Q(contact_name="")),
                name="activity_public_is_published_with_contact",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(SETTLED), settled_at__isnull=False, settled_by__isnull=False)
                | (~Q(status__in=sorted(SETTLED)) & Q(settled_at=None, settled_by=None)),
                name="activity_settled_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.CANCELLED) | ~Q(reason=""), name="activity_cancelled_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["status", "starts_at"], name="activity_by_time")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return bool(self.ends_at < timezone.now())

    @property
    def has_begun(self) -> bool:
        return bool(self.starts_at <= timezone.now())
