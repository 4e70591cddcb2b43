"""一件申报：what the signer sees of one application: facts, findings, files, opinions, the line."""

from typing import Any

from django.utils import timezone
from viewflow.workflow.models import Task

from accounts.models import User
from policies.enums import Kind
from recruitment.dossiers import Line, Section, dossier_of
from recruitment.dossiers import sections as sections_of
from recruitment.models import Application, Evidence, Finding
from recruitment.queries import evidence_shown
from workflows.application.line import flow_line
from workflows.application.models import ApplicationProcess
from workflows.inbox.case import remarks, runs_of, seat_context, the_calendar

CONTACTS = ("contact_mobile", "email")


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
    today = timezone.localdate()
    calendar = the_calendar(today)
    sections, narratives = dossier_parts(application)
    findings, evidence = list(application.findings.all()), list(evidence_shown(application))
    return {
        **seat_context(task, process, user, calendar),
        "application": application,
        "sections": sections,
        "narratives": narratives,
        "findings": with_evidence(findings, evidence),
        "unmet_count": sum(not finding.is_met for finding in findings),
        "evidence": evidence,
        "remarks": remarks(process, application.milestones.all()),
        "steps": flow_line(process, runs_of(process), today, calendar),
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
