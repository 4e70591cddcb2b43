"""Nouns of the diary."""

from service.models.confirming import Confirmation
from service.models.diary import DiaryEntry, DiaryRevision, Enterprise, EnterpriseServed, YearTally

__all__ = ["Confirmation", "DiaryEntry", "DiaryRevision", "Enterprise", "EnterpriseServed", "YearTally"]
