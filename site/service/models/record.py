"""服务记录证明：what the diary of one stretch of days proves, as it was printed, with the code to check it by."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.storage import private_storage
from registry.models import Holder


class ServiceRecord(models.Model):
    """服务记录证明：`facts` is all that is printed. The same facts are proven once a day, however often one asks."""

    holder = models.ForeignKey(
        Holder, on_delete=models.PROTECT, related_name="records", verbose_name=_("持有人")
    )
    number = models.CharField(_("证明编号"), max_length=20, unique=True)
    code = models.CharField(_("校验码"), max_length=10, editable=False)
    starts_on = models.DateField(_("起"))
    ends_on = models.DateField(_("止"))
    facts = models.JSONField(_("证明内容"), encoder=DjangoJSONEncoder)
    facts_hash = models.CharField(_("内容哈希"), max_length=64)
    issued_on = models.DateField(_("出具日期"))
    issued_at = models.DateTimeField(_("出具时间"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("申请人")
    )
    pdf = models.FileField(_("证明文件"), storage=private_storage, upload_to="records/%Y/", blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = _("服务记录证明")
        verbose_name_plural = _("服务记录证明")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "starts_on", "ends_on", "facts_hash", "issued_on"],
                name="service_record_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="service_record_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(pdf="", sha256="") | (~Q(pdf="") & ~Q(sha256="")),
                name="service_record_file_has_sha256",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class RecordCounter(models.Model):
    """证明编号计数：one locked row a year, so numbers have neither gaps nor doubles."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("证明编号计数")
        verbose_name_plural = _("证明编号计数")

    def __str__(self) -> str:
        return f"{self.year} {self.last}"
