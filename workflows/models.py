"""The process models of the flows, gathered for Django's one app `workflows`."""

from workflows.application.models import ApplicationProcess
from workflows.objection.models import ObjectionProcess
from workflows.publicity.models import PublicityProcess
from workflows.recommendation.models import RecommendationProcess
from workflows.request.models import RequestProcess
from workflows.review.models import (
    Batch,
    BatchItem,
    Choice,
    Comment,
    Copy,
    LimitNotice,
    Proxy,
    Recusal,
    ReviewProcess,
    Seat,
    StageRun,
    TakenBack,
    Tick,
    Vote,
)

__all__ = [
    "ApplicationProcess",
    "Batch",
    "BatchItem",
    "Choice",
    "Comment",
    "Copy",
    "LimitNotice",
    "ObjectionProcess",
    "Proxy",
    "PublicityProcess",
    "RecommendationProcess",
    "Recusal",
    "RequestProcess",
    "ReviewProcess",
    "Seat",
    "StageRun",
    "TakenBack",
    "Tick",
    "Vote",
]
