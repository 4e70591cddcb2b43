"""一件申报：what the signer sees of one application: facts, findings, files, opinions, the line."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from viewflow.workflow.models import Task

from accounts.models import User
from policies.enums import Kind
from recruitment.differences import File
from recruitment.dossiers import CONTACT_COLUMNS, Line, Section, dossier_of
from recruitment.dossiers import sections as sections_of
from recruitment.models import Application, Finding
from recruitment.showing import shown_findings, shown_sections
from recruitment.supplements import Corrected, Supplement, corrections_of, last_supplement
from workflows.application.evidence import pieces_of
from workflows.application.line import flow_line
from workflows.application.models import ApplicationProcess
from workflows.application.showing import hidden_at, open_columns, title_of
from workflows.inbox.case import remarks, runs_of, seat_context, the_calendar
from workflows.inbox.cases import Piece


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
    prefetch_related_objects([application], "findings")
    today = timezone.localdate()
    calendar = the_calendar(today)
    seat = seat_context(task, process, user, calendar)
    hidden = hidden_at(seat["seat"].run, user, application)
    sections, narratives = dossier_parts(application, hidden)
    supplement = last_supplement(application, hidden=hidden)
    corrections = corrections_of(application, hidden=hidden)
    runs = runs_of(process)
    findings, evidence = shown_findings(list(application.findings.all()), hidden), pieces_of(application)
    return {
        **seat,
        "hidden": hidden,
        "title": title_of(application, hidden),
        "application": application,
        "sections": sections,
        "narratives": narratives,
        "findings": with_evidence(findings, evidence),
        "unmet_count": sum(not finding.is_met for finding in findings),
        "evidence": evidence,
        "supplement": supplement,
        "corrections": corrections,
        "may_correct": seat["is_mine"] and bool(open_columns(seat["seat"].run, application, hidden)),
        "supplement_files": _found(supplement, evidence),
        "changed": _changed(supplement, corrections),
        "remarks": remarks(process, runs, application.milestones.all()),
        "steps": flow_line(process, runs, today, calendar),
        "mobile": masked(contact_mobile(application)),
    }


def _changed(supplement: Supplement | None, corrections: list[Corrected]) -> set[str]:
    """The columns to mark: what the supplement or a 更正 changed."""
    names = {change.name for corrected in corrections for change in corrected.changes}
    return names | (supplement.names if supplement else set())


def _found(supplement: Supplement | None, pieces: list[Piece]) -> list[tuple[File, Piece | None]]:
    """The files that came with the supplement, each with where it is read now."""
    held = {(piece.code, piece.sha256): piece for piece in pieces}
    return [(file, held.get((file.kind, file.sha256))) for file in supplement.added] if supplement else []


def dossier_parts(
    application: Application, hidden: frozenset[str] = frozenset()
) -> tuple[list[Section], list[Line]]:
    """The dossier in sections without its contacts, and the narratives apart."""
    parts = shown_sections(sections_of(dossier_of(application)), hidden)
    sections = [
        Section(
            part.title, [line for line in part.lines if not line.is_long and line.name not in CONTACT_COLUMNS]
        )
        for part in parts
    ]
    narratives = [line for part in parts for line in part.lines if line.is_long]
    return [part for part in sections if part.lines], narratives


def with_evidence(findings: list[Finding], pieces: list[Piece]) -> list[tuple[Finding, list[Piece]]]:
    return [
        (finding, [piece for piece in pieces if piece.code and piece.code == finding.evidence_kind])
        for finding in findings
    ]
