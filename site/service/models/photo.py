"""照片：up to nine of an entry, as they were drawn anew."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.storage import private_storage
from service.models.diary import DiaryEntry


class DiaryPhoto(models.Model):
    """照片：for the holder and the desk alone; the same picture stands once in an entry."""

    entry = models.ForeignKey(
        DiaryEntry, on_delete=models.PROTECT, related_name="photos", verbose_name=_("志愿日记")
    )
    file = models.FileField(_("文件"), storage=private_storage, upload_to="diary/%Y/%m/")
    sha256 = models.CharField("SHA-256", max_length=64)
    width = models.PositiveSmallIntegerField(_("宽"))
    height = models.PositiveSmallIntegerField(_("高"))
    added_at = models.DateTimeField(_("添加时间"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("添加人")
    )

    class Meta:
        verbose_name = _("志愿日记照片")
        verbose_name_plural = _("志愿日记照片")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["entry", "sha256"], name="diary_photo_once")]

    def __str__(self) -> str:
        return f"{self.entry} {self.pk}"
