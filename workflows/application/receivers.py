"""Events of applications, each only a hint: after commit the one process is advanced; the sweep is the truth."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from policies.signals import year_confirmed, year_corrected, year_imported
from recruitment.actions import begin_review
from recruitment.models import Application
from recruitment.signals import application_resubmitted, application_retracted, application_submitted
from workflows.application.actions import advance_application, advance_applications
from workflows.application.models import ApplicationProcess
from workflows.review.signals import seat_taken


@receiver([application_submitted, application_resubmitted, application_retracted])
def follow_application(application: Application, **_kwargs: Any) -> None:
    def advance(pk: int) -> None:
        advance_application(application_pk=pk, at=timezone.now())

    transaction.on_commit(partial(advance, application.pk), robust=True)


@receiver(seat_taken)
def begin(process: Any, by: Any, at: Any, **_kwargs: Any) -> None:
    """评审 begins when somebody takes the case; from then on it cannot be retracted."""
    if isinstance(process, ApplicationProcess):
        begin_review(application=process.application, by=by, at=at)


@receiver([year_imported, year_confirmed, year_corrected])
def recount_supplements(**_kwargs: Any) -> None:
    """One sweep at once; an application it does not reach is reached by the next."""
    transaction.on_commit(advance_applications, robust=True)
