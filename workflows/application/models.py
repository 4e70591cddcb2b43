"""申报流程实例：the process that carries one application."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.status import PROCESS

from accounts.models import Membership
from policies.conditions import FactValue
from policies.enums import Kind
from recruitment.models import Application
from workflows.review.models import Choice, ReviewProcess
from workflows.review.turns import rules_of

STATION_FACTS = ("station_kind", "association_level", "priority_title", "founded_on", "served_last_year", "staff_count")  # fmt: skip


class ApplicationProcess(ReviewProcess):
    """One process an application: unique, so that a doubled start cannot be."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="process")
    desk_permission = "recruitment.view_application"
    reads = ("application__round",)

    class Meta:
        app_label = "workflows"
        verbose_name = _("申报流程")
        verbose_name_plural = _("申报流程")

    @property
    def subject(self) -> Application:
        return self.application

    @property
    def label(self) -> str:
        """The number alone where a stage hides who asks: a message is read by signers of any stage."""
        is_hidden = rules_of(self).hides(self.policy_id, self.flow_kind, "name")
        return str(self.application.number if is_hidden else self.application)

    def goes_first(self) -> bool:
        """优先认定, unless a stage hides it: an order would tell."""
        is_priority: bool = self.application.is_priority
        return is_priority and not rules_of(self).hides(self.policy_id, self.flow_kind, "priority_title")

    def parties(self) -> set[int]:
        """The applicant, and whoever acts for the applicant's organisation."""
        people = {self.application.applicant_id}
        if organisation := self.application.organisation_id:
            people |= set(
                Membership.objects.filter(organisation_id=organisation).values_list("user_id", flat=True)
            )
        return people

    @classmethod
    def staff_parties(cls) -> Iterable[tuple[int, int]]:
        running = cls.objects.exclude(status__in=[PROCESS.DONE, PROCESS.CANCELED])
        applicants = running.filter(application__applicant__is_staff=True)
        members = running.filter(application__organisation__memberships__user__is_staff=True)
        yield from applicants.values_list("pk", "application__applicant_id").order_by()
        yield from members.values_list("pk", "application__organisation__memberships__user_id").order_by()

    def facts(self) -> Mapping[str, FactValue]:
        """The columns of the dossier as it stands, by the codes of the register."""
        application = self.application
        facts: dict[str, FactValue] = {
            "kind": application.kind,
            "province": application.province,
            "priority": "yes" if application.is_priority else "no",
            "supplement_count": Decimal(application.supplement_count),
            "unmet_count": Decimal(application.findings.filter(is_met=False).count()),
        }
        if application.kind == Kind.STATION:
            return facts | {name: getattr(application.station, name) for name in STATION_FACTS}
        expert = application.expert
        return facts | {
            "expert_category": expert.category,
            "degree": expert.degree,
            "experience_years": expert.experience_years,
        }

    def choices_offered(self) -> list[Choice]:
        """退回补正 only as often as the policy allows (review.supplement_times); 退回前序环节 is the loop's to offer."""
        times = self.policy.value("review.supplement_times")
        may_supplement = self.application.supplement_count < times
        return [
            Choice.APPROVE,
            *([Choice.SUPPLEMENT] if may_supplement else []),
            Choice.REFUSE,
        ]
