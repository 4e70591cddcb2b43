"""企业需求：what a small firm asks for, from its first words to its score (S-2, S-10)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import mobile_validator
from needs.enums import Status
from policies.enums import Province, named_province
from policies.models import PolicyVersion
from registry.models import Holder
from service.enums import BEST_SCORE, WORST_SCORE, Form
from service.models import DiaryEntry

MOST_WORDS = 1000  # characters


class Need(models.Model):
    """需求：of one firm, submitted by it or gathered by a station. Its contact is known to whoever accepts, and to nobody before."""

    form_key = models.UUIDField(
        unique=True, editable=False
    )  # one filled form is one need, however often sent
    number = models.CharField(_("需求编号"), max_length=20, unique=True)
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="needs", verbose_name=_("提交人")
    )
    gathered_by = models.ForeignKey(
        Holder,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gathered_needs",
        verbose_name=_("收集需求的工作站"),
    )
    firm_name = models.CharField(_("企业名称"), max_length=100)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    contact_name = models.CharField(_("联系人"), max_length=60)
    contact_mobile = models.CharField(_("联系手机"), max_length=11, validators=[mobile_validator])
    province = models.CharField(_("省份"), max_length=4, choices=Province)
    get_province_display = named_province
    field = models.CharField(_("服务领域"), max_length=30)
    form = models.CharField(_("希望的形式"), max_length=8, choices=Form)
    words = models.TextField(_("需求说明"), max_length=MOST_WORDS)
    is_named = models.BooleanField(_("同意公开企业名称"), default=False)
    is_agreed = models.BooleanField(_("同意向接受者提供联系方式"))
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.SUBMITTED)
    submitted_at = models.DateTimeField(_("提交时间"))
    triaged_at = models.DateTimeField(_("受理时间"), null=True, blank=True)
    triaged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    waits_since = models.DateTimeField(_("等待工作人员自"))  # for its triage, then for the next offer
    reason = models.TextField(_("不予受理的理由"), blank=True)
    entry = models.ForeignKey(
        DiaryEntry,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="needs",
        verbose_name=_("志愿日记"),
    )
    score = models.PositiveSmallIntegerField(_("评分"), null=True, blank=True)
    score_words = models.CharField(_("评价"), max_length=300, blank=True)
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("企业需求")
        verbose_name_plural = _("企业需求")
        ordering = ["-id"]
        permissions = [("triage_need", _("受理和推荐企业需求"))]
        constraints = [
            models.CheckConstraint(condition=Q(is_agreed=True), name="need_contact_agreed"),
            models.CheckConstraint(
                condition=Q(triaged_at=None, triaged_by=None)
                | Q(triaged_at__isnull=False, triaged_by__isnull=False),
                name="need_triaged_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.REFUSED) | ~Q(reason=""), name="need_refused_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.SERVED, Status.CLOSED]) | Q(entry__isnull=False),
                name="need_served_has_entry",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.CLOSED, score__gte=WORST_SCORE, score__lte=BEST_SCORE)
                | (~Q(status=Status.CLOSED) & Q(score=None)),
                name="need_closed_is_scored",
            ),
        ]
        indexes = [models.Index(fields=["status", "waits_since"], name="need_worklist")]

    def __str__(self) -> str:
        return self.number


class NeedCounter(models.Model):
    """需求编号计数：one locked row a year, so numbers have neither gaps nor doubles."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)
