"""草稿：an entry begun and not yet reported, as it was typed. It counts nowhere."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DiaryDraft(models.Model):
    """草稿：`typed` are the fields as the browser sent them; the form's key is the entry's when it is reported."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("填写人")
    )
    form_key = models.UUIDField(unique=True, editable=False)
    typed = models.JSONField(_("已填内容"))
    saved_at = models.DateTimeField(_("保存时间"))

    class Meta:
        verbose_name = _("志愿日记草稿")
        verbose_name_plural = _("志愿日记草稿")
        ordering = ["-saved_at", "-id"]
        indexes = [models.Index(fields=["user", "-saved_at"], name="diary_draft_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.saved_at:%Y-%m-%d}"
