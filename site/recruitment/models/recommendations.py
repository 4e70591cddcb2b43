"""推荐激活：a row that passed the formal check, until the person or unit has confirmed it or it is closed (S-5-R, E-4-R)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from policies.enums import Kind, Province, named_province
from policies.models import PolicyVersion
from publicity.models import Entry
from recruitment.enums import ANSWERED, CLOSED, RecommendationStatus
from recruitment.models.rosters import RosterRow


class Recommendation(models.Model):
    """推荐：nobody is in the registry before the person or unit behind the number has activated it."""

    row = models.OneToOneField(RosterRow, on_delete=models.PROTECT, related_name="recommendation")
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    province = models.CharField(_("省份"), max_length=4, choices=Province)
    get_province_display = named_province
    name = models.CharField(_("名称"), max_length=100)
    mobile = models.CharField(_("手机号"), max_length=11, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=RecommendationStatus)
    invitation = models.PositiveSmallIntegerField(_("第几次邀请"), default=0)
    invited_at = models.DateTimeField(_("邀请时间"), null=True, blank=True)
    due_on = models.DateField(_("激活期限"), null=True, blank=True)
    remind_on = models.DateField(_("下次提醒"), null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations", verbose_name=_("激活人")
    )  # fmt: skip
    activated_at = models.DateTimeField(_("激活时间"), null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    station_kind = models.CharField(_("类型"), max_length=60, blank=True)
    employer = models.CharField(_("所在单位"), max_length=100, blank=True)
    field_names = models.CharField(_("擅长领域"), max_length=200, blank=True)
    entry = models.OneToOneField(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendation", verbose_name=_("公示条目")
    )  # fmt: skip
    twins = models.JSONField(_("可能重复"), default=list)
    reason = models.TextField(_("办理说明"), max_length=500, blank=True)
    closed_at = models.DateTimeField(_("关闭时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("推荐")
        verbose_name_plural = _("推荐")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(status__in=sorted(ANSWERED), activated_at__isnull=False, user__isnull=False)
                    | (
                        ~Q(status__in=sorted(ANSWERED))
                        & Q(activated_at__isnull=True, user__isnull=True, organisation__isnull=True)
                    )
                ),
                name="recommendation_activated_at_and_by",
            ),
            models.CheckConstraint(
                condition=(Q(status__in=sorted(CLOSED)) & Q(closed_at__isnull=False))
                | (~Q(status__in=sorted(CLOSED)) & Q(closed_at__isnull=True)),
                name="recommendation_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=RecommendationStatus.INVITED)
                | (Q(invited_at__isnull=False, due_on__isnull=False) & ~Q(mobile="")),
                name="recommendation_invited_has_limit",
            ),
            models.CheckConstraint(
                condition=~Q(status=RecommendationStatus.LISTED) | Q(entry__isnull=False),
                name="recommendation_listed_has_entry",
            ),
        ]
        indexes = [
            models.Index(fields=["mobile", "status"], name="recommendation_of_mobile"),
            models.Index(fields=["status", "due_on"], name="recommendation_due"),
        ]

    def __str__(self) -> str:
        return self.name
