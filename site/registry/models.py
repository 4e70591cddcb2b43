"""名录与证书：who holds a title, for which term, proven by which certificate."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.storage import private_storage
from policies.enums import Kind, Province, named_province
from policies.models import PolicyVersion
from recruitment.models import Application, Recommendation


class HolderStatus(models.TextChoices):
    ACTIVE = "active", _("有效")
    EXPIRED = "expired", _("已到期")
    WITHDRAWN = "withdrawn", _("已退出")
    REVOKED = "revoked", _("已撤销")


class Origin(models.TextChoices):
    APPLICATION = "application", _("申报认定")
    RECOMMENDATION = "recommendation", _("推荐纳入")


class Holder(models.Model):
    """持有人：a station or an expert in the registry."""

    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="holders", verbose_name=_("用户")
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="holders", verbose_name=_("单位")
    )  # fmt: skip
    name = models.CharField(_("名称"), max_length=100)
    province = models.CharField(_("省份"), max_length=4, choices=Province)
    get_province_display = named_province
    station_kind = models.CharField(_("类型"), max_length=60, blank=True)
    employer = models.CharField(_("所在单位"), max_length=100, blank=True)
    field_names = models.CharField(_("擅长领域"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=HolderStatus, default=HolderStatus.ACTIVE)
    origin = models.CharField(_("来源"), max_length=14, choices=Origin, default=Origin.APPLICATION)
    recognized_at = models.DateTimeField(_("认定时间"))

    class Meta:
        verbose_name = _("持有人")
        verbose_name_plural = _("名录")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(kind=Kind.STATION, status=HolderStatus.ACTIVE),
                name="station_holds_once",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(kind=Kind.EXPERT, status=HolderStatus.ACTIVE),
                name="expert_holds_once",
            ),
        ]
        indexes = [models.Index(fields=["kind", "status", "province"], name="holder_directory")]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """任期：有效期 of a station, 聘期 of an expert: three years from the day of recognition (S-12, E-9)."""

    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="terms")
    ordinal = models.PositiveSmallIntegerField(_("第几期"), default=1)
    starts_on = models.DateField(_("起"))
    ends_on = models.DateField(_("止"))
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    application = models.OneToOneField(
        Application,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="term",
        verbose_name=_("申报"),
    )
    recommendation = models.OneToOneField(
        Recommendation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="term",
        verbose_name=_("推荐"),
    )

    class Meta:
        verbose_name = _("任期")
        verbose_name_plural = _("任期")
        ordering = ["holder", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["holder", "ordinal"], name="term_ordinal_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=models.F("starts_on")), name="term_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=True) | Q(recommendation__isnull=True),
                name="term_has_one_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.starts_on}—{self.ends_on}"


class CertificateStatus(models.TextChoices):
    VALID = "valid", _("有效")
    EXPIRED = "expired", _("已到期")
    WITHDRAWN = "withdrawn", _("已退出")
    REVOKED = "revoked", _("已撤销")
    REPLACED = "replaced", _("已换发")


class Certificate(models.Model):
    """证书：station 证书 or expert 聘书. The number exists from recognition; the PDF follows from a worker."""

    term = models.OneToOneField(Term, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(_("证书编号"), max_length=24, unique=True)
    token = models.CharField(_("查验码"), max_length=32, unique=True)
    status = models.CharField(
        _("状态"), max_length=10, choices=CertificateStatus, default=CertificateStatus.VALID
    )
    issued_on = models.DateField(_("发证日期"))
    pdf = models.FileField(_("证书文件"), storage=private_storage, upload_to="certificates/%Y/", blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    rendered_at = models.DateTimeField(_("生成时间"), null=True, blank=True)
    render_attempts = models.PositiveSmallIntegerField(_("生成次数"), default=0)
    render_after = models.DateTimeField(_("不早于此时再生成"), null=True, blank=True)
    render_error = models.CharField(_("生成错误"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("证书")
        verbose_name_plural = _("证书")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rendered_at__isnull=True, sha256="", pdf="")
                | (Q(rendered_at__isnull=False) & ~Q(sha256="") & ~Q(pdf="")),
                name="certificate_rendered_has_file",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(rendered_at__isnull=True), name="certificate_to_render"),
            models.Index(fields=["sha256"], name="certificate_of_file"),
        ]

    def __str__(self) -> str:
        return self.number


class NumberCounter(models.Model):
    """编号计数：one locked row for each series, year and province, so numbers have neither gaps nor doubles."""

    series = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    province = models.CharField(max_length=4, choices=Province)
    get_province_display = named_province
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "province"], name="number_counter_once")
        ]


class Wording(models.Model):
    """证书用语：one sentence of certificate or letter as the staff worded it; without a row the register's words stand.

    Certificates drawn before keep theirs: a file is drawn once.
    """

    key = models.CharField(_("键"), max_length=30, unique=True)
    text = models.CharField(_("正文"), max_length=300)
    revision = models.PositiveIntegerField(_("修订"), default=0)

    class Meta:
        verbose_name = _("证书用语")
        verbose_name_plural = _("证书用语")

    def __str__(self) -> str:
        return self.key


class Listing(models.Model):
    """公开名录的一行：what anybody may read of one holder. Derived from holder, term, certificate and consent; never edited.

    A row stands while the holder is active and, for experts, while the consent to be named stands; past `until` it is not shown.
    """

    holder = models.OneToOneField(Holder, on_delete=models.CASCADE, primary_key=True, related_name="listing")
    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    number = models.CharField(_("证书编号"), max_length=24)
    name = models.CharField(_("名称"), max_length=100)
    province = models.CharField(_("省份"), max_length=4, choices=Province)
    get_province_display = named_province
    station_kind = models.CharField(_("类型"), max_length=60, blank=True)
    employer = models.CharField(_("所在单位"), max_length=100, blank=True)
    field_names = models.CharField(_("擅长领域"), max_length=200, blank=True)
    recognized_on = models.DateField(_("认定日期"))
    until = models.DateField(_("任期止"))
    search_text = models.CharField(max_length=420)

    class Meta:
        verbose_name = _("公开名录")
        verbose_name_plural = _("公开名录")
        # Pages far down, searches and facets are read from the indexes alone.
        indexes = [
            models.Index(
                fields=["kind", "-recognized_on", "-holder", "until", "search_text"], name="listing_newest"
            ),
            models.Index(fields=["kind", "province", "station_kind", "until"], name="listing_places"),
        ]

    def __str__(self) -> str:
        return self.name


class ListedField(models.Model):
    """公开名录的领域：one field of expertise of a listed expert, by its code."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="fields")
    code = models.CharField(_("领域"), max_length=30)

    class Meta:
        verbose_name = _("公开名录的领域")
        verbose_name_plural = _("公开名录的领域")
        constraints = [models.UniqueConstraint(fields=["code", "listing"], name="listed_field_once")]

    def __str__(self) -> str:
        return self.code
