"""Nouns of the diary."""

from service.models.checking import SpotCheck, SpotItem
from service.models.confirming import Confirmation
from service.models.correcting import CorrectionRequest
from service.models.diary import DiaryEntry, DiaryRevision, Enterprise, EnterpriseServed, YearTally
from service.models.draft import DiaryDraft
from service.models.photo import DiaryPhoto
from service.models.record import RecordCounter, ServiceRecord

__all__ = [
    "Confirmation",
    "CorrectionRequest",
    "DiaryDraft",
    "DiaryEntry",
    "DiaryPhoto",
    "DiaryRevision",
    "Enterprise",
    "EnterpriseServed",
    "RecordCounter",
    "ServiceRecord",
    "SpotCheck",
    "SpotItem",
    "YearTally",
]
