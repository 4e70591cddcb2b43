"""Applications at each point of their flow, brought there through the real doors."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from accounts.models import StaffGroup, User
from policies.models import PolicyVersion, Stage
from recruitment.models import Application
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory, base_data, submitted_station
from workflows.application.actions import advance_application
from workflows.application.models import ApplicationProcess
from workflows.review.actions import sign_task, take_seat
from workflows.review.models import Seat


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
    return type(process).objects.get(pk=process.pk)


def passed(application: Application | None = None, **given: Any) -> ApplicationProcess:
    """Approved in both stages of the default policy, by two persons."""
    process = started(application, **given)
    signed(process, staff_in_group("first_review"))
    return signed(process, staff_in_group("second_review"))


def policy_with(**first_stage: Any) -> PolicyVersion:
    """A version whose first stage is signed in the given way and whose second is the default (published ones are frozen)."""
    known = base_data()
    newest = PolicyVersion.objects.order_by("-number")[:1].get()
    policy = PolicyVersion.objects.create(number=newest.number + 100, title="试行", values=known.values)
    for stage in Stage.objects.filter(policy=known):
        changed = first_stage if stage.order == 1 else {}
        stage.pk, stage.policy = None, policy
        for name, value in changed.items():
            setattr(stage, name, value)
        stage.save(force_insert=True)
    return policy


def started_with(**first_stage: Any) -> ApplicationProcess:
    """A started process whose first stage is signed in the given way."""
    return started(submitted_station(round=RoundFactory(policy=policy_with(**first_stage))))


def stages_of(policy: PolicyVersion) -> list[Stage]:
    """The station's stages of a version, in order."""
    return list(Stage.objects.filter(policy=policy, flow_kind="station_application").order_by("order"))


def answered(task: Task, by: User, choice: str = "approve", **more: Any) -> None:
    """Taken if nobody has, and answered."""
    at = timezone.now()
    task = Task.objects.get(pk=task.pk)
    if task.owner_id != by.pk:
        take_seat(task=task, by=by, at=at)
    sign_task(task=task, by=by, choice=choice, opinion="意见。", at=at, **more)


def seat_now(task: Task) -> Seat:
    """The seat a task asks, as it is now."""
    return Seat.objects.select_related("signer").get(task=task)


def task_of(seat: Seat) -> Task | None:
    """The open task of a seat; None when it waits for nobody."""
    return Task.objects.filter(seat=seat, status__in=[STATUS.NEW, STATUS.ASSIGNED]).first()


def stage_now(process: ApplicationProcess) -> list[str]:
    """The stage of each open task."""
    return [seat_now(task).run.stage.code for task in open_tasks(process)]


def manager_of(code: str, **values: Any) -> User:
    """Somebody who answers for a group without being in it, with the permissions of its members."""
    person = staff_in_group(code, **values)
    staff = StaffGroup.objects.get(code=code)
    staff.managers.add(person)
    person.groups.remove(staff.group)
    person.user_permissions.add(*Permission.objects.filter(codename__in=["view_application", "access_admin"]))
    return User.objects.get(pk=person.pk)
