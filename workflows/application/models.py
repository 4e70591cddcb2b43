"""申报流程实例：the process that carries one application."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from recruitment.models import Application
from workflows.review.models import Choice, ReviewProcess


class ApplicationProcess(ReviewProcess):
    """One process an application: unique, so that a doubled start cannot be."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="process")

    class Meta:
        app_label = "workflows"
        verbose_name = _("申报流程")
        verbose_name_plural = _("申报流程")

    @property
    def subject(self) -> Application:
        return self.application

    def is_party(self, user: Any) -> bool:
        """The applicant, and whoever acts for the applicant's organisation."""
        application = self.application
        if user.pk == application.applicant_id:
            return True
        organisation = application.organisation_id
        return (
            organisation is not None
            and Membership.objects.filter(user=user, organisation_id=organisation).exists()
        )

    def choices_offered(self) -> list[Choice]:
        """退回补正 only as often as the policy allows (review.supplement_times)."""
        times = self.policy.value("review.supplement_times")
        barred = (
            {Choice.RETURN}
            if self.application.supplement_count < times
            else {Choice.RETURN, Choice.SUPPLEMENT}
        )
        return [choice for choice in Choice if choice not in barred]
