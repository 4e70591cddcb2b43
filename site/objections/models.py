"""异议：somebody says, by name and with grounds, that a person or unit on a public list should not be recognised (S-5-3, E-4-3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.storage import private_storage
from objections.enums import RUNNING, WITH_REASON, Asked, Status
from policies.models import PolicyVersion
from publicity.models import Entry

MOST_GROUNDS = 2000  # characters


class Objection(models.Model):
    """异议：one person against one entry. Who objects is known to the handler alone."""

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="objections", verbose_name=_("公示条目")
    )
    policy = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("规则版本")
    )
    number = models.CharField(_("受理编号"), max_length=20, unique=True)
    objector = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="objections",
        verbose_name=_("异议人"),
    )
    real_name = models.CharField(_("姓名或单位名称"), max_length=60, blank=True)
    grounds = models.TextField(_("事实和理由"), max_length=MOST_GROUNDS)
    grounds_hash = models.CharField(_("理由文本哈希"), max_length=64)
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.LODGED)
    lodged_at = models.DateTimeField(_("提出时间"))
    accepted_at = models.DateTimeField(_("受理时间"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("办理期限"), null=True, blank=True)
    is_provisional = models.BooleanField(_("办理期限暂定"), default=False)
    calendar_revision = models.PositiveIntegerField(_("所依工作日历的修订"), default=0)
    settled_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("答复"), blank=True)

    class Meta:
        verbose_name = _("异议")
        verbose_name_plural = _("异议")
        ordering = ["-id"]
        permissions = [("handle_objection", _("办理异议"))]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "objector"],
                condition=Q(status__in=sorted(RUNNING)),
                name="objection_running_once",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.HANDLING)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, due_on__isnull=False),
                name="objection_handled_is_accepted",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(RUNNING), settled_at__isnull=True)
                | (~Q(status__in=sorted(RUNNING)) & Q(settled_at__isnull=False, settled_by__isnull=False)),
                name="objection_settled_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(WITH_REASON)) | ~Q(reason=""),
                name="objection_answered_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"], name="objection_worklist"),
            models.Index(fields=["grounds_hash"], name="objection_same_text"),
        ]

    def __str__(self) -> str:
        return self.number


class Inquiry(models.Model):
    """核查询问：one question of the handler to the applicant or to the objector, and its answer."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="inquiries")
    asked = models.CharField(_("询问对象"), max_length=10, choices=Asked)
    question = models.TextField(_("询问内容"), max_length=1000)
    asked_at = models.DateTimeField(_("询问时间"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("答复期限"))
    answer = models.TextField(_("答复"), max_length=MOST_GROUNDS, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("核查询问")
        verbose_name_plural = _("核查询问")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="inquiry_answer_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_asked_display()} {self.asked_at:%Y-%m-%d}"


class ObjectionFile(models.Model):
    """异议材料：evidence of an objection, or of the answer to an inquiry. Private; never in a public place."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="files")
    inquiry = models.ForeignKey(
        Inquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="files"
    )
    file = models.FileField(_("文件"), storage=private_storage, upload_to="objections/%Y/%m/")
    name = models.CharField(_("文件名"), max_length=200)
    content_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveIntegerField(_("大小（字节）"))
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_at = models.DateTimeField(_("上传时间"))

    class Meta:
        verbose_name = _("异议材料")
        verbose_name_plural = _("异议材料")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class ObjectionCounter(models.Model):
    """受理编号计数：one locked row a year, so numbers have neither gaps nor doubles."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)
