"""公示：a list shown to everybody for some working days, so that anybody may object."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.enums import Kind, Province, named_province
from policies.models import PolicyVersion


class WindowStatus(models.TextChoices):
    DRAFT = "draft", _("拟定名单")
    PREPARED = "prepared", _("待发布")
    OPEN = "open", _("公示中")
    CLOSED = "closed", _("期满待确认")
    CONFIRMED = "confirmed", _("已确认")


class EntryStatus(models.TextChoices):
    LISTED = "listed", _("公示中")
    HELD = "held", _("异议处理中")
    RELEASED = "released", _("无异议")
    DROPPED = "dropped", _("不予认定")
    WITHDRAWN = "withdrawn", _("已退出")


OFF_THE_LIST = frozenset({EntryStatus.DROPPED, EntryStatus.WITHDRAWN})


class Window(models.Model):
    """公示期：one list and its clock. The rules it was opened with are copied here and never change."""

    OPEN_STATES = (WindowStatus.OPEN, WindowStatus.CLOSED)

    title = models.CharField(_("标题"), max_length=120)
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, verbose_name=_("规则版本"))
    status = models.CharField(_("状态"), max_length=10, choices=WindowStatus, default=WindowStatus.DRAFT)
    days = models.PositiveSmallIntegerField(_("公示期（天）"))
    is_workdays = models.BooleanField(_("按工作日计"), default=True)
    is_first_day_counted = models.BooleanField(_("当日起算"), default=False)
    is_auto_released = models.BooleanField(_("期满自动放行"), default=False)
    published_at = models.DateTimeField(_("页面发布时间"), null=True, blank=True)
    opened_on = models.DateField(_("公示之日"), null=True, blank=True)
    last_day = models.DateField(_("截止日"), null=True, blank=True)
    closes_at = models.DateTimeField(_("截止时间"), null=True, blank=True)
    is_provisional = models.BooleanField(_("截止日暂定"), default=False)
    calendar_revision = models.PositiveIntegerField(_("所依工作日历的修订"), default=0)
    station_columns = models.JSONField(_("工作站名单的列"), default=list, blank=True)
    expert_columns = models.JSONField(_("志愿专家名单的列"), default=list, blank=True)
    last_day_before = models.DateField(_("原截止日"), null=True, blank=True)
    last_day_moved_on = models.DateField(_("截止日变更日期"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("公示")
        verbose_name_plural = _("公示")
        ordering = ["-id"]
        permissions = [("confirm_window", _("确认公示结果"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                | Q(confirmed_at__isnull=False, is_auto_released=True),
                name="window_confirmed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[WindowStatus.DRAFT, WindowStatus.PREPARED])
                | Q(
                    opened_on__isnull=False,
                    last_day__isnull=False,
                    closes_at__isnull=False,
                    published_at__isnull=False,
                ),
                name="window_open_has_dates",
            ),
            models.CheckConstraint(
                condition=~Q(status=WindowStatus.CONFIRMED)
                | Q(confirmed_at__isnull=False, is_provisional=False),
                name="window_confirmed_is_final",
            ),
            models.CheckConstraint(
                condition=Q(last_day_before__isnull=True, last_day_moved_on__isnull=True)
                | Q(last_day_before__isnull=False, last_day_moved_on__isnull=False),
                name="window_moved_before_and_on",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Entry(models.Model):
    """公示条目：what the public may read of one applicant, and nothing else."""

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    order = models.PositiveIntegerField(_("序号"))
    name = models.CharField(_("名称"), max_length=100)
    province = models.CharField(_("省份"), max_length=4, choices=Province)
    get_province_display = named_province
    station_kind = models.CharField(_("类型"), max_length=60, blank=True)
    priority_title = models.CharField(_("国家级称号"), max_length=60, blank=True)
    employer = models.CharField(_("所在单位"), max_length=100, blank=True)
    field_names = models.CharField(_("擅长领域"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=EntryStatus, default=EntryStatus.LISTED)
    held_at = models.DateTimeField(_("暂缓时间"), null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    hold_reason = models.TextField(_("暂缓理由"), blank=True)
    settled_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settle_reason = models.TextField(_("办结理由"), blank=True)

    class Meta:
        verbose_name = _("公示条目")
        verbose_name_plural = _("公示条目")
        ordering = ["window", "order"]
        constraints = [
            models.UniqueConstraint(fields=["window", "order"], name="entry_order_once"),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, held_by__isnull=True)
                | Q(held_at__isnull=False, held_by__isnull=False),
                name="entry_held_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False)
                | Q(settled_at__isnull=False, status=EntryStatus.RELEASED),  # by the clock
                name="entry_settled_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status=EntryStatus.HELD) | (Q(held_at__isnull=False) & ~Q(hold_reason="")),
                name="entry_held_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=EntryStatus.DROPPED)
                | (Q(settled_at__isnull=False) & ~Q(settle_reason="")),
                name="entry_dropped_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=EntryStatus.WITHDRAWN) | Q(settled_at__isnull=False),
                name="entry_withdrawn_is_settled",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PublicColumns(models.Model):
    """公示列：which columns of the register the next lists of a kind show, in which order. An opened window keeps its own."""

    kind = models.CharField(_("类别"), max_length=8, choices=Kind, unique=True)
    codes = models.JSONField(_("列"), default=list)
    revision = models.PositiveIntegerField(_("修订"), default=0)

    class Meta:
        verbose_name = _("公示列")
        verbose_name_plural = _("公示列")

    def __str__(self) -> str:
        return self.get_kind_display()
