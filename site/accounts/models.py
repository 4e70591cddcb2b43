"""用户与单位：who acts, for which organisation, with whose consent."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.storage import private_storage
from policies.enums import Province, named_province

mobile_validator = RegexValidator(r"^1[3-9]\d{9}$", _("请输入 11 位手机号码。"))


class User(AbstractUser):
    """用户：a person. Signs in by mobile and code; staff by name, password and second factor."""

    name = models.CharField(_("姓名"), max_length=60, blank=True)
    mobile = models.CharField(_("手机号"), max_length=11, blank=True, validators=[mobile_validator])
    mobile_verified_at = models.DateTimeField(_("手机验证时间"), null=True, blank=True)
    last_name = None  # type: ignore[assignment]  # a Chinese name is one field

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = _("用户")
        constraints = [
            models.UniqueConstraint(
                fields=["mobile"],
                condition=Q(mobile_verified_at__isnull=False),
                name="user_verified_mobile_once",
            ),
            models.CheckConstraint(
                condition=Q(mobile_verified_at__isnull=True) | ~Q(mobile=""),
                name="user_verified_mobile_is_given",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def first_name(self) -> str:  # type: ignore[override]  # what Wagtail's sidebar calls a person
        return self.name

    def get_full_name(self) -> str:
        return self.name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()


class Organisation(models.Model):
    """单位：a legal person, known by its unified social credit code (统一社会信用代码)."""

    uscc = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    name = models.CharField(_("单位名称"), max_length=100)
    province = models.CharField(_("省份"), max_length=4, choices=Province)
    get_province_display = named_province
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """成员：a user acting for an organisation."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("单位成员")
        verbose_name_plural = _("单位成员")
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"


class AgentMandate(models.Model):
    """受委托机构：an organisation a province's SME department has mandated, for a period (N-2)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    province = models.CharField(_("省份"), max_length=4, choices=Province)
    get_province_display = named_province
    document = models.FileField(_("委托文件"), storage=private_storage, upload_to="mandates/")
    starts_on = models.DateField(_("起"))
    ends_on = models.DateField(_("止"))
    approved_at = models.DateTimeField(_("核准时间"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("受委托机构")
        verbose_name_plural = _("受委托机构")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="mandate_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="mandate_approved_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}（{self.get_province_display()}）"


class StaffGroup(models.Model):
    """工作组：what a Django group is for here: a stable code, and the people who answer for it."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="staff")
    code = models.CharField(_("代码"), max_length=30, unique=True)
    managers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="managed_groups", verbose_name=_("组长")
    )

    class Meta:
        verbose_name = _("工作组")
        verbose_name_plural = _("工作组")

    def __str__(self) -> str:
        return self.group.name


class ConsentKind(models.TextChoices):
    PRIVACY = "privacy", _("个人信息处理告知")
    PUBLISH_NAME = "publish_name", _("公开姓名的单独同意")
    UNDERTAKING = "undertaking", _("承诺书")
    E_DELIVERY = "e_delivery", _("电子送达确认")


class SignInCode(models.Model):
    """登录验证码：six digits sent to one number, kept as a keyed hash, good once and for a few minutes.

    The session that asked holds its key, so nobody else can try it or use up its attempts.
    """

    mobile = models.CharField(_("手机号"), max_length=11)
    digest = models.CharField(max_length=64)
    attempts = models.PositiveSmallIntegerField(_("错误次数"), default=0)
    expires_at = models.DateTimeField(_("失效时间"), db_index=True)
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("登录验证码")
        verbose_name_plural = _("登录验证码")

    def __str__(self) -> str:
        return f"{self.pk}"


class RateWindow(models.Model):
    """限次窗口：when something was last done under one key (a hash). One row to lock, so a limit is exact."""

    key = models.CharField(max_length=64, unique=True)
    hits = models.JSONField(default=list)
    touched_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("限次窗口")
        verbose_name_plural = _("限次窗口")

    def __str__(self) -> str:
        return self.key[:8]


class Consent(models.Model):
    """同意：who agreed to which wording, when; withdrawn by a second date, never deleted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(_("种类"), max_length=20, choices=ConsentKind)
    text_version = models.CharField(_("文本版本"), max_length=20)
    at = models.DateTimeField(_("同意时间"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("同意记录")
        verbose_name_plural = _("同意记录")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("at")),
                name="consent_withdrawn_after_given",
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "text_version"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_standing_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_kind_display()}"
