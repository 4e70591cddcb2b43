"""公示流程实例：the process that carries one publicity window."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process

from publicity.models import Window


class PublicityProcess(Process):
    """One process a window."""

    window = models.OneToOneField(Window, on_delete=models.PROTECT, related_name="process")

    class Meta:
        app_label = "workflows"
        verbose_name = _("公示流程")
        verbose_name_plural = _("公示流程")
