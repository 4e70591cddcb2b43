"""招募申报：rounds, applications with their typed dossiers, evidence, seals and findings."""

from recruitment.models.applications import Application, Milestone, ReceiptCounter
from recruitment.models.dossiers import ExpertDossier, ExpertField, StationDossier
from recruitment.models.evidence import Answer, Evidence
from recruitment.models.findings import Finding
from recruitment.models.recommendations import Recommendation
from recruitment.models.rosters import Roster, RosterCounter, RosterFile, RosterRow
from recruitment.models.rounds import Round
from recruitment.models.seals import Correction, Snapshot

__all__ = [
    "Answer",
    "Application",
    "Correction",
    "Evidence",
    "ExpertDossier",
    "ExpertField",
    "Finding",
    "Milestone",
    "ReceiptCounter",
    "Recommendation",
    "Roster",
    "RosterCounter",
    "RosterFile",
    "RosterRow",
    "Round",
    "Snapshot",
    "StationDossier",
]
