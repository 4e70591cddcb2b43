"""Applications at each point of their flow, brought there through the real doors."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from accounts.models import User
from policies.models import PolicyVersion, Stage
from recruitment.models import Application
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import base_data, submitted_station
from workflows.application.actions import advance_application
from workflows.application.models import ApplicationProcess
from workflows.review.actions import sign_task, take_seat


def started(application: Application | None = None, **given: Any) -> ApplicationProcess:
    """The process of a submitted application, waiting for its first signer."""
    application = application or submitted_station(**given)
    advance_application(application_pk=application.pk, at=timezone.now())
    return ApplicationProcess.objects.get(application=application)


def open_tasks(process: ApplicationProcess) -> list[Task]:
    """The seats now waiting for an answer."""
    waiting = [STATUS.NEW, STATUS.ASSIGNED]
    return list(
        Task.objects.filter(process_id=process.pk, flow_task_type="HUMAN", status__in=waiting).order_by("pk")
    )


def open_task(process: ApplicationProcess) -> Task:
    (task,) = open_tasks(process)
    return task


def taken(process: ApplicationProcess, by: User) -> Task:
    """The one open task, taken by a member of its group."""
    task = open_task(process)
    take_seat(task=task, by=by, at=timezone.now())
    return Task.objects.get(pk=task.pk)


def signed(
    process: ApplicationProcess,
    by: User,
    choice: str = "approve",
    opinion: str = "材料真实、合法。",
    at: datetime | None = None,
) -> ApplicationProcess:
    """The open task taken and answered."""
    task = taken(process, by)
    sign_task(task=task, by=by, choice=choice, opinion=opinion, at=at or timezone.now())
    return ApplicationProcess.objects.get(pk=process.pk)


def passed(application: Application | None = None, **given: Any) -> ApplicationProcess:
    """Approved in both stages of the default policy, by two persons."""
    process = started(application, **given)
    signed(process, staff_in_group("first_review"))
    return signed(process, staff_in_group("second_review"))


def policy_with(**first_stage: Any) -> PolicyVersion:
    """A version whose first stage is signed in the given way and whose second is the default (published ones are frozen)."""
    known = base_data()
    policy = PolicyVersion.objects.create(number=known.number + 100, title="试行", values=known.values)
    for stage in Stage.objects.filter(policy=known):
        changed = first_stage if stage.order == 1 else {}
        stage.pk, stage.policy = None, policy
        for name, value in changed.items():
            setattr(stage, name, value)
        stage.save(force_insert=True)
    return policy
