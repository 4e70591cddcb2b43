"""加签、减签、撤回、回避：who signs when, each through its door, with the tasks that wait afterwards."""

import pytest
from django.utils import timezone
from viewflow.workflow.models import Task

from audit.models import Event
from messaging.models import Message
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.workflows import (
    answered,
    manager_of,
    open_task,
    open_tasks,
    seat_now,
    stage_now,
    started,
    started_with,
    taken,
    task_of,
)
from workflows.application.models import ApplicationProcess
from workflows.review.actions import (
    add_signer,
    leave_seat,
    recuse,
    remove_added_signer,
    sign_task,
    take_back_vote,
    take_seat,
)
from workflows.review.exceptions import (
    MayNotSignError,
    NotYoursError,
    PersonRefusedError,
    ReasonMissingError,
    ReviewError,
    RunClosedError,
    TaskTakenError,
)
from workflows.review.models import Origin, Pool, Recusal, Seat, StageRun, TakenBack, Vote
from workflows.review.sweeps import mind_seats

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return staff_in_group("first_review")


@pytest.fixture
def colleague():
    return staff_in_group("second_review")


def added(process, person, where, by, task=None):
    task = task or open_task(process)
    return add_signer(task=task, person=person, where=where, by=by, reason="请专家核实。", at=timezone.now())


def owners(process):
    return [task.owner for task in open_tasks(process)]


def told(person):
    return list(
        Message.objects.filter(recipient=person).order_by("pk").values_list("template__key", flat=True)
    )


def test_signer_added_before_is_asked_first_and_the_holder_again_afterwards(reviewer, colleague):
    process = started()
    taken(process, reviewer)
    seat = added(process, colleague, Origin.BEFORE, reviewer)
    assert owners(process) == [colleague]
    assert told(colleague) == ["review_added"]
    answered(task_of(seat), colleague)
    assert owners(process) == [reviewer]
    answered(open_task(process), reviewer)
    assert stage_now(process) == ["second_review"]
    assert StageRun.objects.filter(process=process).count() == 2


def test_signer_added_after_is_asked_last_and_may_refuse(reviewer, colleague):
    process = started()
    taken(process, reviewer)
    added(process, colleague, Origin.AFTER, reviewer)
    assert owners(process) == [reviewer]
    answered(open_task(process), reviewer)
    assert owners(process) == [colleague]
    answered(open_task(process), colleague, "refuse")
    assert ApplicationProcess.objects.get(pk=process.pk).outcome == "refused"


def test_two_added_before_sign_in_the_order_they_were_asked(reviewer, colleague):
    process = started()
    task = taken(process, reviewer)
    other = staff_in_group("first_review")
    added(process, colleague, Origin.BEFORE, reviewer)
    answered(open_task(process), colleague)
    added(process, other, Origin.BEFORE, reviewer)
    assert owners(process) == [other]
    assert Task.objects.get(pk=task.pk).finished is not None


def test_added_signer_is_taken_off_by_who_added_him_and_the_stage_goes_on(reviewer, colleague):
    process = started()
    taken(process, reviewer)
    seat = added(process, colleague, Origin.AFTER, reviewer)
    answered(open_task(process), reviewer)
    with pytest.raises(NotYoursError):
        remove_added_signer(seat=seat, by=colleague, reason="不归我。", at=timezone.now())
    remove_added_signer(seat=seat, by=reviewer, reason="已核实。", at=timezone.now())
    assert stage_now(process) == ["second_review"]
    assert told(colleague) == ["review_added", "review_removed"]
    with pytest.raises(ReviewError):
        remove_added_signer(seat=seat, by=reviewer, reason="再减。", at=timezone.now())


def test_answered_added_signer_stays(reviewer, colleague):
    process = started()
    taken(process, reviewer)
    seat = added(process, colleague, Origin.BEFORE, reviewer)
    answered(task_of(seat), colleague)
    with pytest.raises(TaskTakenError):
        remove_added_signer(seat=seat, by=reviewer, reason="不必了。", at=timezone.now())


def test_only_staff_of_the_desk_who_are_not_barred_and_not_on_the_run_are_added(reviewer):
    process = started()
    taken(process, reviewer)
    editor, applicant = staff_in_group("editor"), process.application.applicant
    for person in (editor, applicant, reviewer, staff_in_group("second_review", is_active=False)):
        with pytest.raises(PersonRefusedError):
            added(process, person, Origin.BEFORE, reviewer)
    assert Seat.objects.count() == 1


def test_reason_is_asked_for(reviewer, colleague):
    process = started()
    taken(process, reviewer)
    with pytest.raises(ReasonMissingError):
        add_signer(
            task=open_task(process),
            person=colleague,
            where="after",
            by=reviewer,
            reason=" ",
            at=timezone.now(),
        )


def test_signers_do_not_wait_for_a_parallel_place(reviewer, colleague):
    process = started_with(sign_mode="all", signers=2, quorum=2)
    one, other = open_tasks(process)
    take_seat(task=one, by=reviewer, at=timezone.now())
    added(process, colleague, Origin.AFTER, reviewer, task=one)
    answered(one, reviewer)
    assert {task.owner for task in open_tasks(process)} == {None, colleague}
    joins = Task.objects.filter(process_id=process.pk, flow_task_type="JOIN")
    assert [join.status for join in joins] == ["STARTED"]
    answered(Task.objects.get(pk=other.pk), staff_in_group("first_review"))
    answered(open_task(process), colleague)
    assert stage_now(process) == ["second_review"]
    assert [join.status for join in joins.all()] == ["DONE"]


def test_vote_is_taken_back_while_the_stage_is_open_and_what_it_said_is_kept(reviewer):
    process = started_with(sign_mode="all", signers=2, quorum=2)
    one, _other = open_tasks(process)
    answered(one, reviewer)
    vote = Vote.objects.get()
    with pytest.raises(NotYoursError):
        take_back_vote(vote=vote, by=staff_in_group("first_review"), reason="误点。", at=timezone.now())
    seat = take_back_vote(vote=vote, by=reviewer, reason="误点。", at=timezone.now())
    assert not Vote.objects.exists()
    kept = TakenBack.objects.get()
    assert (kept.choice, kept.by, kept.reason) == ("approve", reviewer, "误点。")
    assert task_of(seat).owner == reviewer
    answered(task_of(seat), reviewer, "refuse")
    assert ApplicationProcess.objects.get(pk=process.pk).outcome == "refused"


def test_vote_is_not_taken_back_once_the_next_of_the_chain_has_signed(reviewer, colleague):
    process = started_with(sign_mode="all", signers=2, quorum=2)
    one, _other = open_tasks(process)
    take_seat(task=one, by=reviewer, at=timezone.now())
    seat = added(process, colleague, Origin.BEFORE, reviewer, task=one)
    answered(task_of(seat), colleague)
    answered(task_of(Seat.objects.get(place=1, step=0)), reviewer)
    with pytest.raises(ReviewError, match="后续签核人"):
        take_back_vote(vote=Vote.objects.get(by=colleague), by=colleague, reason="误点。", at=timezone.now())


def test_recused_signer_loses_seat_and_vote_and_is_barred_for_the_case(reviewer):
    process = started_with(sign_mode="all", signers=2, quorum=2)
    others = [staff_in_group("first_review") for _ in range(2)]
    answered(open_tasks(process)[0], reviewer)
    recuse(process=process, by=reviewer, reason="系近亲属。", at=timezone.now())
    assert not Vote.objects.exists()
    assert owners(process) == [None, None]
    for task in open_tasks(process):
        with pytest.raises(MayNotSignError, match="回避"):
            take_seat(task=task, by=reviewer, at=timezone.now())
    for task, person in zip(open_tasks(process), others, strict=True):
        answered(task, person)
    assert stage_now(process) == ["second_review"]
    with pytest.raises(PersonRefusedError):
        recuse(process=process, by=reviewer, reason="再次声明。", at=timezone.now())


def test_recused_added_signer_is_taken_off(reviewer, colleague):
    process = started()
    taken(process, reviewer)
    seat = added(process, colleague, Origin.BEFORE, reviewer)
    recuse(process=process, by=colleague, reason="系近亲属。", at=timezone.now())
    seat.refresh_from_db()
    assert seat.removed_at is not None
    assert owners(process) == [reviewer]


def test_last_added_signer_recused_settles_the_stage(reviewer, colleague):
    process = started()
    taken(process, reviewer)
    added(process, colleague, Origin.AFTER, reviewer)
    answered(open_task(process), reviewer)
    recuse(process=process, by=colleague, reason="系近亲属。", at=timezone.now())
    assert stage_now(process) == ["second_review"]


def test_member_with_a_stake_is_barred_when_the_stage_opens():
    from tests.factories.recruitment import submitted_station

    application = submitted_station()
    reviewer, other = staff_in_group("first_review"), staff_in_group("first_review")
    application.organisation.memberships.create(user=reviewer)
    process = started(application)
    assert list(Recusal.objects.values_list("person", "is_automatic")) == [(reviewer.pk, True)]
    take_seat(task=open_task(process), by=other, at=timezone.now())


def test_member_who_gets_a_stake_later_is_barred_by_the_sweep(reviewer):
    process = started()
    taken(process, reviewer)
    process.application.organisation.memberships.create(user=reviewer)
    assert mind_seats() == 1
    assert Recusal.objects.get().is_automatic
    assert open_task(process).owner is None
    assert mind_seats() == 0


def test_case_without_anybody_left_goes_to_the_managers_and_never_passes(reviewer):
    manager = manager_of("first_review")
    process = started()
    recuse(process=process, by=reviewer, reason="系近亲属。", at=timezone.now())
    seat = seat_now(open_task(process))
    assert (seat.pool, seat.origin, told(manager)) == (Pool.MANAGER, Origin.MANAGER, ["review_lent"])
    answered(open_task(process), manager)
    assert stage_now(process) == ["second_review"]


def test_emptied_group_without_manager_is_marked_and_recovers(reviewer):
    process = started()
    taken(process, reviewer)
    reviewer.is_active = False
    reviewer.save()
    assert mind_seats() == 1
    run = process.runs.get()
    assert run.unattended_since is not None
    assert open_task(process).owner is None
    assert mind_seats() == 0
    assert Event.objects.filter(verb="review.unattended").count() == 1
    newcomer = staff_in_group("first_review")
    assert mind_seats() == 1
    run.refresh_from_db()
    assert run.unattended_since is None
    answered(open_task(process), newcomer)


def test_sweep_looks_only_at_runs_that_have_lost_somebody(reviewer, django_assert_num_queries):
    for _ in range(3):
        taken(started(), reviewer)
    with django_assert_num_queries(5):
        assert mind_seats() == 0


def test_closed_stage_takes_nothing_back(reviewer):
    process = started()
    answered(open_task(process), reviewer)
    with pytest.raises(RunClosedError):
        take_back_vote(vote=Vote.objects.get(), by=reviewer, reason="误点。", at=timezone.now())


def test_added_seat_has_no_group_to_go_back_to(reviewer, colleague):
    process = started()
    taken(process, reviewer)
    seat = added(process, colleague, Origin.BEFORE, reviewer)
    with pytest.raises(PersonRefusedError):
        leave_seat(task=task_of(seat), by=colleague, at=timezone.now())


def test_outsider_may_do_nothing(reviewer):
    process = started()
    task = taken(process, reviewer)
    outsider = UserFactory()
    at = timezone.now()
    for act in (
        lambda: take_seat(task=task, by=outsider, at=at),
        lambda: leave_seat(task=task, by=outsider, at=at),
        lambda: sign_task(task=task, by=outsider, choice="approve", opinion="好。", at=at),
        lambda: added(process, staff_in_group("second_review"), Origin.BEFORE, outsider),
        lambda: recuse(process=process, by=outsider, reason="无关。", at=at),
    ):
        with pytest.raises(ReviewError):
            act()
    assert owners(process) == [reviewer]
