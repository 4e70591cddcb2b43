"""The 办法 as data: clauses, policy versions, review stages, questions, code lists, the work calendar."""

from policies.models.questions import Question, QuestionOption, QuestionSet
from policies.models.regulations import Clause, CodeItem, Regulation
from policies.models.stages import Stage, StageCheck, StageCondition, StageDesk, StageField, StageSigner
from policies.models.versions import FROZEN_COLUMNS, PolicyVersion, is_frozen
from policies.models.workdays import CalendarChange, WorkDay

__all__ = [
    "FROZEN_COLUMNS",
    "CalendarChange",
    "Clause",
    "CodeItem",
    "PolicyVersion",
    "Question",
    "QuestionOption",
    "QuestionSet",
    "Regulation",
    "Stage",
    "StageCheck",
    "StageCondition",
    "StageDesk",
    "StageField",
    "StageSigner",
    "WorkDay",
    "is_frozen",
]
