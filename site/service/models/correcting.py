"""更正申请：a holder asks to correct an entry whose year is closed; a person of the desk answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from service.enums import RequestStatus
from service.models.diary import DiaryEntry

WAITING = Q(status=RequestStatus.ASKED, answered_at=None, answered_by=None, answer="")
ANSWERED = ~Q(status=RequestStatus.ASKED) & Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")  # fmt: skip


class CorrectionRequest(models.Model):
    """更正申请：granted, it opens its entry for one correction within the same year."""

    entry = models.ForeignKey(
        DiaryEntry, on_delete=models.PROTECT, related_name="requests", verbose_name=_("志愿日记")
    )
    words = models.TextField(_("哪里有误"))
    status = models.CharField(_("状态"), max_length=8, choices=RequestStatus, default=RequestStatus.ASKED)
    answer = models.TextField(_("答复"), blank=True)
    asked_at = models.DateTimeField(_("提出时间"))
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("答复人"),
    )

    class Meta:
        verbose_name = _("更正申请")
        verbose_name_plural = _("更正申请")
        ordering = ["-id"]
        permissions = [("answer_correction", _("答复志愿日记更正申请"))]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(status__in=[RequestStatus.ASKED, RequestStatus.GRANTED]),
                name="correction_request_open_once",
            ),
            models.CheckConstraint(condition=WAITING | ANSWERED, name="correction_request_answered_in_full"),
        ]

    def __str__(self) -> str:
        return str(self.entry)
