"""Nouns of feedback."""

from feedback.models.complaint import Complaint, ComplaintCounter, ComplaintFile, Inquiry
from feedback.models.suggestion import Suggestion

__all__ = ["Complaint", "ComplaintCounter", "ComplaintFile", "Inquiry", "Suggestion"]
