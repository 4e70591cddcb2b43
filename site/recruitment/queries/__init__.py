"""Questions about rounds, applications and rosters; the only place where a person's own are told from others'."""

from recruitment.queries.applications import (
    answer_files,
    applications_for_desk,
    applications_of,
    deadlines_at_rest,
    evidence_shown,
    in_register_order,
    is_open,
    may_read_answer,
    may_read_evidence,
    questions_in,
    rounds_for_desk,
    rounds_open,
)
from recruitment.queries.rosters import (
    is_confirmable,
    is_own_roster,
    mandates_in_force,
    mandates_of,
    roster_files_of,
    rosters_by_email,
    rosters_of,
    rosters_to_check,
)

__all__ = [
    "answer_files",
    "applications_for_desk",
    "applications_of",
    "deadlines_at_rest",
    "evidence_shown",
    "in_register_order",
    "is_confirmable",
    "is_open",
    "is_own_roster",
    "mandates_in_force",
    "mandates_of",
    "may_read_answer",
    "may_read_evidence",
    "questions_in",
    "roster_files_of",
    "rosters_by_email",
    "rosters_of",
    "rosters_to_check",
    "rounds_for_desk",
    "rounds_open",
]
