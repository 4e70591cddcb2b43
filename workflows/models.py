"""The process models of the flows, gathered for Django's one app `workflows`."""

from workflows.application.models import ApplicationProcess
from workflows.publicity.models import PublicityProcess
from workflows.review.models import Choice, ReviewProcess, Seat, StageRun, Vote

__all__ = ["ApplicationProcess", "Choice", "PublicityProcess", "ReviewProcess", "Seat", "StageRun", "Vote"]
