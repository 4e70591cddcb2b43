"""Events of requests, each only a hint: after commit the one process is advanced; the sweep is the truth."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from matters.actions import begin_review
from matters.models import Request
from matters.signals import request_resubmitted, request_retracted, request_submitted
from policies.signals import year_confirmed, year_corrected, year_imported
from workflows.request.actions import advance_request, advance_requests
from workflows.request.models import RequestProcess
from workflows.review.signals import seat_taken


@receiver([request_submitted, request_resubmitted, request_retracted])
def follow_request(request: Request, **_kwargs: Any) -> None:
    def advance(pk: int) -> None:
        advance_request(request_pk=pk, at=timezone.now())

    transaction.on_commit(partial(advance, request.pk), robust=True)


@receiver(seat_taken)
def begin(process: Any, by: Any, at: Any, **_kwargs: Any) -> None:
    """审核 begins when somebody takes the case; from then on it cannot be retracted."""
    if isinstance(process, RequestProcess):
        begin_review(request=process.request, by=by, at=at)


@receiver([year_imported, year_confirmed, year_corrected])
def recount_supplements(**_kwargs: Any) -> None:
    """One sweep at once; a request it does not reach is reached by the next."""
    transaction.on_commit(advance_requests, robust=True)
