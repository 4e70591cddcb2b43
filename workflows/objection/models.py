"""异议流程实例：the process that carries one objection."""

from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.status import PROCESS

from objections.enums import Status
from objections.models import Objection
from objections.queries import applicant_of
from policies.conditions import FactValue
from publicity.models import Entry
from workflows.review.models import Choice, ReviewProcess, Vote

VOTES = "seat__run__process__applicationprocess__application__entry"


def reviewers_of(entry: Entry) -> set[int]:
    """Whoever gave an opinion on the application behind an entry, and whoever it was given for."""
    pairs = Vote.objects.filter(**{VOTES: entry}).values_list("by_id", "standing_for_id")
    return {person for pair in pairs for person in pair if person is not None}


class ObjectionProcess(ReviewProcess):
    """One process an objection: unique, so that a doubled start cannot be."""

    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="process")
    desk_permission = "objections.view_objection"
    reads = ("objection__entry",)
    is_decided_singly = True

    class Meta:
        app_label = "workflows"
        verbose_name = _("异议流程")
        verbose_name_plural = _("异议流程")

    @property
    def subject(self) -> Objection:
        return self.objection

    def parties(self) -> set[int]:
        """The objector, the applicant, and whoever reviewed the application (S-5-3, E-4-3)."""
        entry = self.objection.entry
        applicant = applicant_of(entry)
        own = {self.objection.objector_id, *([applicant.pk] if applicant else [])}
        return own | reviewers_of(entry)

    @classmethod
    def staff_parties(cls) -> Iterable[tuple[int, int]]:
        """One query: the sweep over everybody's seats asks often, and mostly for nothing."""
        running = cls.objects.exclude(status__in=[PROCESS.DONE, PROCESS.CANCELED]).order_by()
        application = "objection__entry__application"
        vote = f"{application}__process__runs__seats__vote"
        objectors = running.filter(objection__objector__is_staff=True)
        applicants = running.filter(**{f"{application}__applicant__is_staff": True})
        activated = running.filter(objection__entry__recommendation__user__is_staff=True)
        pairs = [
            activated.values_list("pk", "objection__entry__recommendation__user"),
            objectors.values_list("pk", "objection__objector"),
            applicants.values_list("pk", f"{application}__applicant"),
            *(
                running.filter(**{f"{vote}__{person}__isnull": False}).values_list("pk", f"{vote}__{person}")
                for person in ("by", "standing_for")
            ),
        ]
        yield from pairs[0].union(*pairs[1:])

    def facts(self) -> Mapping[str, FactValue]:
        entry = self.objection.entry
        return {"kind": entry.kind, "province": entry.province}

    def choices_offered(self) -> list[Choice]:
        """Nothing is left to say once the objection is settled, whatever the process has heard of it."""
        if self.objection.status != Status.HANDLING:
            return []
        return [Choice.APPROVE, Choice.REFUSE]
