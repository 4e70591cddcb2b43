"""申报流程实例：the process that carries one application."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from recruitment.models import Application
from workflows.review.models import ReviewProcess


class ApplicationProcess(ReviewProcess):
    """One process an application: unique, so that a doubled start cannot be."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="process")

    class Meta:
        app_label = "workflows"
        verbose_name = _("申报流程")
        verbose_name_plural = _("申报流程")
