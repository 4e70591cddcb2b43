"""审核：what the review loop writes down."""

from workflows.review.models.batches import Batch, BatchItem, ItemStatus
from workflows.review.models.notes import Comment, Copy, LimitNotice
from workflows.review.models.processes import Choice, ReviewProcess
from workflows.review.models.seating import (
    OWN_STEP,
    Origin,
    Pool,
    Seat,
    StageRun,
    TakenBack,
    Tick,
    Vote,
)
from workflows.review.models.standing import Proxy, Recusal

__all__ = [
    "OWN_STEP",
    "Batch",
    "BatchItem",
    "Choice",
    "Comment",
    "Copy",
    "ItemStatus",
    "LimitNotice",
    "Origin",
    "Pool",
    "Proxy",
    "Recusal",
    "ReviewProcess",
    "Seat",
    "StageRun",
    "TakenBack",
    "Tick",
    "Vote",
]
