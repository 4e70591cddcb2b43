"""How a stage's sign mode plays out in the engine: seats, tasks, early end, turns."""

import pytest
from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from accounts.models import User
from policies.calendar import add_workdays
from policies.queries import calendar_from
from recruitment.enums import Status
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory, submitted_station
from tests.factories.workflows import open_task, open_tasks, policy_with, started
from workflows.application.models import ApplicationProcess
from workflows.review.actions import cast_vote, leave_seat, sign_task, take_seat
from workflows.review.exceptions import MayNotSignError, NotYoursError, TaskTakenError
from workflows.review.models import Seat, Vote

pytestmark = pytest.mark.django_db


def process_signed(**stage: object) -> ApplicationProcess:
    """A process whose first stage is signed in the given way."""
    return started(submitted_station(round=RoundFactory(policy=policy_with(**stage))))


def answer(task: Task, by: User, choice: str = "approve") -> None:
    take_seat(task=task, by=by, at=timezone.now())
    sign_task(task=task, by=by, choice=choice, opinion="意见。", at=timezone.now())


def stage_now(process: ApplicationProcess) -> list[str]:
    return [Seat.objects.get(task=task).run.stage.code for task in open_tasks(process)]


def test_all_signers_are_asked_at_once_and_all_are_needed():
    process = process_signed(sign_mode="all", signers=3, quorum=3)
    for task in open_tasks(process):
        assert stage_now(process)[0] == "first_review"
        answer(task, staff_in_group("first_review"))
    assert stage_now(process) == ["second_review"]


def test_veto_ends_the_stage_and_takes_back_the_other_seats():
    process = process_signed(sign_mode="all", signers=3, quorum=3)
    one, two, three = open_tasks(process)
    late = staff_in_group("first_review")
    take_seat(task=two, by=late, at=timezone.now())
    answer(one, staff_in_group("first_review"), "refuse")
    assert process.application.__class__.objects.get(pk=process.application_id).status == Status.REFUSED
    assert [Task.objects.get(pk=task.pk).status for task in (two, three)] == [
        STATUS.CANCELED,
        STATUS.CANCELED,
    ]
    with pytest.raises(TaskTakenError):
        sign_task(task=two, by=late, choice="approve", opinion="迟到。", at=timezone.now())


def test_quorum_without_veto_is_settled_by_its_number():
    process = process_signed(sign_mode="quorum", signers=3, quorum=2, is_veto=False)
    for task in open_tasks(process)[:2]:
        answer(task, staff_in_group("first_review"))
    assert stage_now(process) == ["second_review"]
    assert Vote.objects.count() == 2


def test_in_turn_asks_one_after_another():
    process = process_signed(sign_mode="in_turn", signers=2, quorum=2)
    answer(open_task(process), staff_in_group("first_review"))
    assert stage_now(process) == ["first_review"]
    answer(open_task(process), staff_in_group("first_review"))
    assert stage_now(process) == ["second_review"]


def test_one_person_takes_one_seat_of_a_stage():
    process = process_signed(sign_mode="all", signers=2, quorum=2)
    one, two = open_tasks(process)
    person = staff_in_group("first_review")
    take_seat(task=one, by=person, at=timezone.now())
    with pytest.raises(MayNotSignError):
        take_seat(task=two, by=person, at=timezone.now())


def test_stage_limit_counts_working_days_from_the_next():
    process = started()
    run = process.runs.get()
    today = timezone.localdate()
    assert run.due_on == add_workdays(today, run.stage.limit_days, calendar_from(today).is_workday)


def test_deactivated_signer_may_not_take_a_seat():
    process = started()
    with pytest.raises(MayNotSignError):
        take_seat(
            task=open_task(process), by=staff_in_group("first_review", is_active=False), at=timezone.now()
        )


def test_only_the_owner_answers_or_leaves():
    process = started()
    owner, other = staff_in_group("first_review"), staff_in_group("first_review")
    task = open_task(process)
    take_seat(task=task, by=owner, at=timezone.now())
    with pytest.raises(NotYoursError):
        cast_vote(task=task, by=other, choice="approve", opinion="代签。", at=timezone.now())
    with pytest.raises(NotYoursError):
        leave_seat(task=task, by=other, at=timezone.now())
    assert not Vote.objects.exists()


def test_supplement_leads_back_to_the_first_stage_and_round_one_signers_keep_their_stage():
    from recruitment.actions import resubmit_application
    from tests.factories.workflows import signed
    from workflows.application.actions import advance_application

    process = started()
    first, second = staff_in_group("first_review"), staff_in_group("second_review")
    second.groups.add(*first.groups.all())
    signed(process, first)
    signed(process, second, "supplement", "请补充材料。")
    application = process.application.__class__.objects.get(pk=process.application_id)
    resubmit_application(application=application, by=application.applicant, at=timezone.now())
    advance_application(application_pk=application.pk, at=timezone.now())
    assert stage_now(process) == ["first_review"]
    with pytest.raises(MayNotSignError):
        take_seat(task=open_task(process), by=second, at=timezone.now())
    signed(process, first)
    assert stage_now(process) == ["second_review"]
