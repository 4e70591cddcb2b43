"""一件申报：what the signer sees of one application: facts, findings, files, opinions, the line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from viewflow.workflow.models import Task

from accounts.models import User
from policies.enums import Kind
from policies.queries import calendar_from
from recruitment.dossiers import Line, Section, dossier_of
from recruitment.dossiers import sections as sections_of
from recruitment.enums import Status
from recruitment.models import Application, Evidence, Finding
from recruitment.queries import evidence_shown
from workflows.application.line import WIDTH, flow_line
from workflows.application.models import ApplicationProcess
from workflows.application.tables import days_left, left_tag
from workflows.review.models import Seat, StageRun, Vote
from workflows.review.people import bar_to_signing

LOOK_BACK = timedelta(days=180)
CONTACTS = ("contact_mobile", "email")


@dataclass(frozen=True)
class Remark:
    """One line of the history beside the decision: who, when, what was said."""

    who: str
    label: str
    tone: str
    at: datetime
    text: str


def masked(mobile: str) -> str:
    return f"{mobile[:3]}****{mobile[-4:]}" if len(mobile) == 11 else mobile and "****"


def contact_mobile(application: Application) -> str:
    """The number of the 专人 of a station, or of the expert."""
    if application.kind == Kind.STATION:
        return application.station.contact_mobile or application.applicant.mobile
    return application.applicant.mobile


def case_context(task: Task, process: ApplicationProcess, user: User) -> dict[str, Any]:
    """Everything the case page shows except the form."""
    application = process.application
    seat = Seat.objects.select_related("run__stage", "group", "signer").get(pk=task.data["seat"])
    today = timezone.localdate()
    calendar = calendar_from(today - LOOK_BACK, days=LOOK_BACK.days * 3)
    runs = list(StageRun.objects.filter(process_id=process.pk).select_related("stage").order_by("id"))
    sections, narratives = dossier_parts(application)
    findings, evidence = list(application.findings.all()), list(evidence_shown(application))
    return {
        "task": task,
        "process": process,
        "application": application,
        "seat": seat,
        "bar": "" if task.finished else bar_to_signing(seat, user, process),
        "is_mine": task.owner_id == user.pk and not task.finished,
        "is_free": task.owner_id is None and not task.finished,
        "sections": sections,
        "narratives": narratives,
        "findings": with_evidence(findings, evidence),
        "unmet_count": sum(not finding.is_met for finding in findings),
        "evidence": evidence,
        "remarks": remarks(application, process),
        "steps": flow_line(process, runs, today, calendar),
        "line_width": WIDTH,
        "left": left_tag(days_left(seat.run.due_on, today, calendar)),
        "mobile": masked(contact_mobile(application)),
    }


def dossier_parts(application: Application) -> tuple[list[Section], list[Line]]:
    """The dossier in sections without its contacts, and the narratives apart."""
    sections = [
        Section(part.title, [line for line in part.lines if not line.is_long and line.name not in CONTACTS])
        for part in sections_of(dossier_of(application))
    ]
    narratives = [
        line for part in sections_of(dossier_of(application)) for line in part.lines if line.is_long
    ]
    return [part for part in sections if part.lines], narratives


def with_evidence(findings: list[Finding], evidence: list[Evidence]) -> list[tuple[Finding, list[Evidence]]]:
    return [
        (finding, [file for file in evidence if finding.evidence_kind and file.kind == finding.evidence_kind])
        for finding in findings
    ]


def remarks(application: Application, process: ApplicationProcess) -> list[Remark]:
    """Every opinion and the applicant's own acts, newest first."""
    votes = Vote.objects.filter(seat__run__process_id=process.pk).select_related("by", "seat__run__stage")
    tones = {"approve": "ok", "supplement": "warn", "return": "warn", "refuse": "bad"}
    said = [
        Remark(
            str(vote.by),
            f"{vote.seat.run.stage.name} {vote.get_choice_display()}",
            tones[vote.choice],
            vote.at,
            vote.opinion,
        )
        for vote in votes
    ]
    return sorted([*said, *_applicant_acts(application)], key=lambda remark: remark.at, reverse=True)


def _applicant_acts(application: Application) -> Iterator[Remark]:
    """Handed in, and handed in again after a supplement."""
    before = ""
    for milestone in application.milestones.all():
        if milestone.status == Status.SUBMITTED:
            yield Remark(_("申报人"), _("提交"), "idle", milestone.at, _("提交申报材料。"))
        if milestone.status == Status.REVIEWING and before == Status.SUPPLEMENT:
            yield Remark(_("申报人"), _("补正"), "info", milestone.at, _("补正后重新提交。"))
        before = milestone.status
