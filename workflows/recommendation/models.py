"""推荐流程实例：the process that carries one confirmed roster."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process

from recruitment.models import Roster


class RecommendationProcess(Process):
    """One process a roster: unique, so that a doubled start cannot be."""

    roster = models.OneToOneField(Roster, on_delete=models.PROTECT, related_name="process")

    class Meta:
        app_label = "workflows"
        verbose_name = _("推荐流程")
        verbose_name_plural = _("推荐流程")
