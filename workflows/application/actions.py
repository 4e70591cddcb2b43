"""Doors that move application processes: one application as far as its facts allow, and the sweep over all of them."""

import logging
import time
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from viewflow.workflow.context import Context

from policies.calendar import CalendarGapError
from recruitment.actions import lapse_application, recount_supplement
from recruitment.enums import Status
from recruitment.models import Application
from workflows.application.flow import ApplicationFlow
from workflows.application.models import ApplicationProcess
from workflows.application.queries import (
    PUBLICITY_IS_OVER,
    applications_to_advance,
    failed_task,
    waiting_task,
)

TURN_SECONDS = (
    1.0  # then the worker's other sweeps: a sign-in code must not wait for five hundred recognitions
)
PAUSE_SECONDS = 0.01  # with the lock free: SQLite does not queue its writers, whoever asks just then gets it

logger = logging.getLogger(__name__)


def advance_applications(limit: int = 100) -> int:
    """Sweep: advance up to `limit` applications, each in its own transaction; one that fails does not stop the others.

    Whoever is killed in between leaves nothing half done; the next call goes on with those that are left.
    """
    at, ends = timezone.now(), time.monotonic() + TURN_SECONDS
    moved = 0
    for pk in list(applications_to_advance(at).values_list("pk", flat=True)[:limit]):
        if advance_application(application_pk=pk, at=at):
            moved += 1
            time.sleep(PAUSE_SECONDS)
        if time.monotonic() > ends:
            break
    return moved


def advance_application(*, application_pk: int, at: datetime) -> bool:
    """Move one process as far as the facts allow; False when there was nothing to do, another worker has it, or it failed.

    A failing node becomes a task in error that the sweep tries again; any other error is logged and rolled back.
    """
    try:
        with Context(propagate_exception=False), transaction.atomic():
            return _advance(application_pk, at)
    except CalendarGapError as gap:
        logger.warning("application %s waits: the work calendar has no row for %s", application_pk, gap)
        return False
    except Exception:
        logger.exception("application %s could not be advanced", application_pk)
        return False


def _advance(application_pk: int, at: datetime) -> bool:
    if not ApplicationProcess.objects.filter(application_id=application_pk).exists():
        return _start(application_pk)
    # The process row comes first, as in every act on a task: the other order could deadlock with a signer.
    rows = ApplicationProcess.objects.filter(application_id=application_pk).order_by()
    locked = rows.select_for_update(skip_locked=True).values_list("pk", flat=True).first()
    if locked is None:
        return False
    process = ApplicationProcess.objects.get(pk=locked)
    application = Application.objects.get(pk=application_pk)
    recounted = _recount(application, at)
    has_moved = recounted.supplement_revision != application.supplement_revision
    return (
        has_moved or _cancel(process, application) or _follow(process, recounted, at) or _retry(process, at)
    )


def _start(application_pk: int) -> bool:
    application = Application.objects.select_related("round__policy").get(pk=application_pk)
    if application.status != Status.SUBMITTED:
        return False
    ApplicationFlow.start.run(application=application)
    return True


def _recount(application: Application, at: datetime) -> Application:
    """First, so that nothing lapses by a calendar that has changed."""
    if application.status != Status.SUPPLEMENT:
        return application
    return recount_supplement(application=application, at=at)


def _cancel(process: ApplicationProcess, application: Application) -> bool:
    """撤回：open tasks end with the process."""
    if application.status != Status.RETRACTED or process.finished:
        return False
    process.outcome = Status.RETRACTED
    ApplicationFlow.instance.cancel(process)
    return True


def _follow(process: ApplicationProcess, application: Application, at: datetime) -> bool:
    """Complete the waiting task whose fact has come about."""
    supplement = waiting_task(process.pk, ApplicationFlow.await_supplement)
    if supplement and _is_supplement_settled(application, at):
        ApplicationFlow.await_supplement.run(supplement)
        return True
    publicity = waiting_task(process.pk, ApplicationFlow.await_publicity)
    if publicity and Application.objects.filter(PUBLICITY_IS_OVER, pk=application.pk).exists():
        ApplicationFlow.await_publicity.run(publicity)
        return True
    return False


def _is_supplement_settled(application: Application, at: datetime) -> bool:
    """Resubmitted; or its last day has passed, and then it lapses here."""
    if application.status == Status.SUPPLEMENT:
        due_on = application.supplement_due_on
        if due_on is None or timezone.localdate(at) <= due_on or application.supplement_is_provisional:
            return False
        lapse_application(application=application, at=at)
        return True
    return application.status == Status.REVIEWING


def _retry(process: ApplicationProcess, at: datetime) -> bool:
    task = failed_task(process.pk, at)
    if task is None:
        return False
    with task.activation() as activation:
        activation.revive()
    return True
