"""自定义事项流程实例：the process that carries one request."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.status import PROCESS

from matters.models import Request
from policies.conditions import FactValue
from questions.queries import answered
from workflows.review.models import Choice, ReviewProcess


class RequestProcess(ReviewProcess):
    """One process a request: unique, so that a doubled start cannot be."""

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="process")
    desk_permission = "matters.view_request"
    reads = ("request",)

    class Meta:
        app_label = "workflows"
        verbose_name = _("自定义事项流程")
        verbose_name_plural = _("自定义事项流程")

    @property
    def subject(self) -> Request:
        return self.request

    def parties(self) -> set[int]:
        return {self.request.applicant_id}

    @classmethod
    def staff_parties(cls) -> Iterable[tuple[int, int]]:
        running = cls.objects.exclude(status__in=[PROCESS.DONE, PROCESS.CANCELED])
        of_staff = running.filter(request__applicant__is_staff=True)
        yield from of_staff.values_list("pk", "request__applicant_id").order_by()

    def facts(self) -> Mapping[str, FactValue]:
        """The answers by question code, and what the loop itself counts."""
        request = self.request
        counted: dict[str, FactValue] = {
            "supplement_count": Decimal(request.supplement_count),
            "unmet_count": Decimal(request.findings.filter(is_met=False).count()),
        }
        return {**answered(request), **counted}

    def choices_offered(self) -> list[Choice]:
        """退回补正 only as often as the version allows (review.supplement_times)."""
        times = self.policy.value("review.supplement_times")
        may_supplement = self.request.supplement_count < times
        return [Choice.APPROVE, *([Choice.SUPPLEMENT] if may_supplement else []), Choice.REFUSE]
