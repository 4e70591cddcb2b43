"""志愿日记：what a station or an expert did for which firms, on which day."""

from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from policies.diary import HALF_HOURS_A_DAY, Span
from policies.models import PolicyVersion
from registry.models import Holder, Term
from service.enums import Answer, DiaryStatus, Form


class Enterprise(models.Model):
    """服务企业：one firm on a holder's own list, told apart by its code, else by its name."""

    holder = models.ForeignKey(
        Holder, on_delete=models.PROTECT, related_name="enterprises", verbose_name=_("持有人")
    )
    name = models.CharField(_("企业名称"), max_length=100)
    name_key = models.CharField(max_length=100, editable=False)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    is_named = models.BooleanField(_("同意公开名称"), default=False)
    added_at = models.DateTimeField(_("添加时间"))

    class Meta:
        verbose_name = _("服务企业")
        verbose_name_plural = _("服务企业")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "uscc"], condition=~Q(uscc=""), name="enterprise_code_once"
            ),
            models.UniqueConstraint(
                fields=["holder", "name_key"], condition=Q(uscc=""), name="enterprise_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DiaryEntry(models.Model):
    """志愿日记：one service. Time is kept in half hours, so hours are exact in every database (E-11)."""

    holder = models.ForeignKey(
        Holder, on_delete=models.PROTECT, related_name="diary", verbose_name=_("持有人")
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="diary", verbose_name=_("任期"))
    policy = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("规则版本")
    )
    form_key = models.UUIDField(
        unique=True, editable=False
    )  # one filled form is one entry, however often sent
    status = models.CharField(_("状态"), max_length=10, choices=DiaryStatus, default=DiaryStatus.REPORTED)
    served_on = models.DateField(_("服务日期"))
    starts_half = models.PositiveSmallIntegerField(_("开始（零时起第几个半小时）"))
    half_hours = models.PositiveSmallIntegerField(_("时长（半小时数）"))
    form = models.CharField(_("服务形式"), max_length=8, choices=Form)
    kind = models.CharField(_("服务方式"), max_length=30)
    field = models.CharField(_("服务领域"), max_length=30)
    summary = models.TextField(_("服务内容"))
    is_declared_free = models.BooleanField(_("声明未收取任何费用"))
    enterprises = models.ManyToManyField(
        Enterprise, through="EnterpriseServed", related_name="entries", verbose_name=_("服务企业")
    )
    is_late = models.BooleanField(_("逾期填报"))
    is_struck = models.BooleanField(_("经抽查不属实，不计入"), default=False)
    reported_at = models.DateTimeField(_("填报时间"))
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("填报人")
    )

    class Meta:
        verbose_name = _("志愿日记")
        verbose_name_plural = _("志愿日记")
        ordering = ["-served_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(half_hours__gte=1, half_hours__lte=HALF_HOURS_A_DAY - F("starts_half")),
                name="diary_within_day",
            ),
            models.CheckConstraint(condition=Q(is_declared_free=True), name="diary_declared_free"),
        ]
        indexes = [models.Index(fields=["holder", "served_on"], name="diary_of_holder")]

    def __str__(self) -> str:
        return f"{self.holder} {self.served_on}"

    @property
    def hours(self) -> Decimal:
        return Decimal(self.half_hours) / 2

    @property
    def confirmed_words(self) -> str:
        """How many of its firms confirmed, for the list; `askings` comes with `diary_of`."""
        answers = [row.answer for row in self.askings]  # type: ignore[attr-defined]
        if not answers:
            return str(self.get_status_display())
        return gettext("%(confirmed)d/%(asked)d 家已确认") % {
            "confirmed": answers.count(Answer.CONFIRMED),
            "asked": len(answers),
        }

    @property
    def span(self) -> Span:
        return Span(self.starts_half, self.starts_half + self.half_hours)


class EnterpriseServed(models.Model):
    """一次服务的一家企业：counted once, whoever writes it twice."""

    entry = models.ForeignKey(DiaryEntry, on_delete=models.PROTECT, related_name="served")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="served")

    class Meta:
        verbose_name = _("所服务的企业")
        verbose_name_plural = _("所服务的企业")
        constraints = [models.UniqueConstraint(fields=["entry", "enterprise"], name="enterprise_served_once")]


class YearTally(models.Model):
    """年度累计：a holder's year in figures, counted anew with every change of its diary."""

    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("年度"))
    entries = models.PositiveIntegerField(_("篇数"))
    late_entries = models.PositiveIntegerField(_("逾期填报"))
    half_hours = models.PositiveIntegerField(_("计入的时长（半小时数）"))
    uncounted_half_hours = models.PositiveIntegerField(_("未计入的时长（半小时数）"), default=0)
    firms = models.PositiveIntegerField(_("计入的服务企业（家）"))
    confirmed = models.PositiveIntegerField(_("企业确认（家次）"), default=0)
    denied = models.PositiveIntegerField(_("企业否认（家次）"), default=0)
    scores = models.PositiveIntegerField(_("评分次数"), default=0)
    score_total = models.PositiveIntegerField(_("评分合计"), default=0)

    class Meta:
        verbose_name = _("年度累计")
        verbose_name_plural = _("年度累计")
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["holder", "year"], name="year_tally_once")]

    def __str__(self) -> str:
        return f"{self.holder} {self.year}"

    @property
    def hours(self) -> Decimal:
        return Decimal(self.half_hours) / 2

    @property
    def uncounted_hours(self) -> Decimal:
        return Decimal(self.uncounted_half_hours) / 2

    @property
    def satisfaction(self) -> Decimal | None:
        """满意度：the mean of the scores to one decimal, half up; None without any (S-14, E-12)."""
        if not self.scores:
            return None
        return (Decimal(self.score_total) / self.scores).quantize(Decimal("0.1"), ROUND_HALF_UP)


class DiaryRevision(models.Model):
    """更正历史：what an entry said before a correction; never changed."""

    entry = models.ForeignKey(DiaryEntry, on_delete=models.PROTECT, related_name="revisions")
    ordinal = models.PositiveSmallIntegerField(_("第几次更正"))
    reason = models.CharField(_("更正理由"), max_length=300)
    said_before = models.JSONField(_("更正前"), encoder=DjangoJSONEncoder)
    corrected_at = models.DateTimeField(_("更正时间"))
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("更正人")
    )

    class Meta:
        verbose_name = _("志愿日记的更正")
        verbose_name_plural = _("志愿日记的更正")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "ordinal"], name="diary_revision_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="diary_revision_has_reason"),
        ]
