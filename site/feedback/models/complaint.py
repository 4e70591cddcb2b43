"""举报：somebody says that a station or an expert breaks the 办法 (S-7-3, S-7-4, E-6-3, E-6-4, N-5)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.storage import private_storage
from feedback.enums import DECIDED, RUNNING, Asked, Status
from policies.models import PolicyVersion
from registry.models import Holder

MOST_WORDS = 2000  # characters


class Complaint(models.Model):
    """举报：one person about one holder, on one ground. Who complains is known to the handler alone."""

    holder = models.ForeignKey(
        Holder, on_delete=models.PROTECT, related_name="complaints", verbose_name=_("被举报的持有人")
    )
    policy = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("规则版本")
    )
    number = models.CharField(_("受理编号"), max_length=20, unique=True)
    complainant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="complaints",
        verbose_name=_("举报人"),
    )
    real_name = models.CharField(_("姓名或单位名称"), max_length=60, blank=True)
    ground = models.CharField(_("举报事由"), max_length=30)
    words = models.TextField(_("事实经过"), max_length=MOST_WORDS)
    words_hash = models.CharField(_("文本哈希"), max_length=64)
    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.LODGED)
    lodged_at = models.DateTimeField(_("提出时间"))
    accepted_at = models.DateTimeField(_("受理时间"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("办理期限"), null=True, blank=True)
    is_provisional = models.BooleanField(_("办理期限暂定"), default=False)
    settled_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("答复"), blank=True)
    calls_for_revocation = models.BooleanField(_("建议撤销或取消资格"), default=False)

    class Meta:
        verbose_name = _("举报")
        verbose_name_plural = _("举报")
        ordering = ["-id"]
        permissions = [("handle_complaint", _("办理举报"))]
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "complainant", "ground"],
                condition=Q(status__in=sorted(RUNNING)),
                name="complaint_running_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.LODGED, Status.DECLINED])
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, due_on__isnull=False),
                name="complaint_handled_is_accepted",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(RUNNING), settled_at__isnull=True)
                | (
                    ~Q(status__in=sorted(RUNNING))
                    & Q(settled_at__isnull=False, settled_by__isnull=False)
                    & ~Q(reason="")
                ),
                name="complaint_settled_at_by_why",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(DECIDED)) | ~Q(settled_by=models.F("accepted_by")),
                name="complaint_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(calls_for_revocation=False) | Q(status=Status.UPHELD),
                name="complaint_founded_calls",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"], name="complaint_worklist"),
            models.Index(fields=["words_hash"], name="complaint_same_text"),
        ]

    def __str__(self) -> str:
        return self.number


class Inquiry(models.Model):
    """核查询问：one question of the handler to the holder or to the complainant, and its answer."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="inquiries")
    asked = models.CharField(_("询问对象"), max_length=11, choices=Asked)
    question = models.TextField(_("询问内容"), max_length=1000)
    asked_at = models.DateTimeField(_("询问时间"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("答复期限"))
    answer = models.TextField(_("答复"), max_length=MOST_WORDS, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("举报核查询问")
        verbose_name_plural = _("举报核查询问")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="complaint_inquiry_answer_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_asked_display()} {self.asked_at:%Y-%m-%d}"


class ComplaintFile(models.Model):
    """举报材料：evidence of a complaint, or of the answer to an inquiry. Private; never in a public place."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="files")
    inquiry = models.ForeignKey(
        Inquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="files"
    )
    file = models.FileField(_("文件"), storage=private_storage, upload_to="complaints/%Y/%m/")
    name = models.CharField(_("文件名"), max_length=200)
    content_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveIntegerField(_("大小（字节）"))
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_at = models.DateTimeField(_("上传时间"))

    class Meta:
        verbose_name = _("举报材料")
        verbose_name_plural = _("举报材料")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class ComplaintCounter(models.Model):
    """受理编号计数：one locked row a year, so numbers have neither gaps nor doubles."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)
