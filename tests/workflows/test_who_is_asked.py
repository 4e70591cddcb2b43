"""签核人来源、适用条件、退回前序环节、换用新版：whom a stage asks, whether it is held, where it sends the case."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from accounts.models import StaffGroup
from audit.models import Event
from policies.enums import PolicyStatus
from policies.facts import FACTS
from policies.models import PolicyVersion, Stage, StageCondition, StageDesk, StageSigner
from policies.queries import fact_choices
from tests.factories.accounts import StaffFactory, staff_in_group
from tests.factories.recruitment import RoundFactory, submitted_expert, submitted_station
from tests.factories.workflows import (
    answered,
    manager_of,
    open_task,
    open_tasks,
    policy_with,
    seat_now,
    stage_now,
    stages_of,
    started,
    taken,
)
from workflows.application.models import ApplicationProcess
from workflows.inbox.seats import seats_in
from workflows.review.actions import move_to_version, recuse, take_seat
from workflows.review.exceptions import (
    ChoiceError,
    MayNotSignError,
    NotYoursError,
    ReturnTargetError,
    ReviewError,
)
from workflows.review.models import Choice, Pool, Seat, StageRun
from workflows.review.people import free_seats
from workflows.review.queries import choices_at, return_targets

pytestmark = pytest.mark.django_db


def started_on(policy):
    return started(submitted_station(round=RoundFactory(policy=policy)))


def named(policy, *people):
    stage = stages_of(policy)[0]
    for order, person in enumerate(people, 1):
        StageSigner.objects.create(stage=stage, order=order, user=person)
    return policy


def published(policy):
    PolicyVersion.objects.filter(pk=policy.pk).update(
        status=PolicyStatus.PUBLISHED,
        effective_on="2023-01-01",
        content_hash="0" * 64,
        published_at=timezone.now(),
    )
    return PolicyVersion.objects.get(pk=policy.pk)


def outcome(process):
    return ApplicationProcess.objects.get(pk=process.pk).application.status


def test_each_named_person_has_his_place():
    people = [staff_in_group("second_review"), staff_in_group("first_review")]
    process = started_on(
        named(policy_with(sign_mode="all", signers=2, quorum=2, signer_source="people"), *people)
    )
    assert [task.owner for task in open_tasks(process)] == people
    with pytest.raises(ReviewError):
        take_seat(task=open_tasks(process)[0], by=staff_in_group("first_review"), at=timezone.now())
    for task, person in zip(open_tasks(process), people, strict=True):
        answered(task, person)
    assert stage_now(process) == ["second_review"]


def test_seat_of_a_recused_named_person_goes_to_the_group():
    person, member = staff_in_group("second_review"), staff_in_group("first_review")
    process = started_on(named(policy_with(sign_mode="all", signers=1, signer_source="people"), person))
    recuse(process=process, by=person, reason="系近亲属。", at=timezone.now())
    assert (open_task(process).owner, seat_now(open_task(process)).pool) == (None, Pool.GROUP)
    answered(open_task(process), member)
    assert stage_now(process) == ["second_review"]


def test_any_of_the_named_may_claim_and_nobody_else():
    people = [staff_in_group("second_review"), staff_in_group("second_review")]
    member = staff_in_group("first_review")
    process = started_on(named(policy_with(signer_source="people"), *people))
    seat = seat_now(open_task(process))
    assert seat.pool == Pool.NAMED
    with pytest.raises(MayNotSignError):
        take_seat(task=open_task(process), by=member, at=timezone.now())
    assert people[1].has_perm(open_task(process).owner_permission)
    assert not member.has_perm(open_task(process).owner_permission)
    assert [Seat.objects.filter(free_seats(one)).count() for one in (*people, member)] == [1, 1, 0]
    answered(open_task(process), people[1])
    assert stage_now(process) == ["second_review"]


def test_free_seat_is_listed_once_however_many_are_named():
    people = [staff_in_group("first_review") for _ in range(3)]
    process = started_on(named(policy_with(signer_source="people"), *people))
    Seat.objects.update(pool=Pool.GROUP)
    assert [Seat.objects.filter(free_seats(one)).count() for one in people] == [1, 1, 1]
    assert seats_in("group", people[0]).count() == 1
    assert stage_now(process) == ["first_review"]


def test_managers_sign_where_the_stage_asks_them():
    manager, member = manager_of("first_review"), staff_in_group("first_review")
    process = started_on(policy_with(signer_source="manager"))
    with pytest.raises(MayNotSignError):
        take_seat(task=open_task(process), by=member, at=timezone.now())
    assert manager.has_perm(open_task(process).owner_permission)
    answered(open_task(process), manager)
    assert stage_now(process) == ["second_review"]


@pytest.mark.parametrize(("value", "is_desk"), [("33", True), ("11", False)])
def test_desk_is_chosen_by_a_fact_of_the_subject(value, is_desk):
    group = Group.objects.create(name="浙江工作组")
    StaffGroup.objects.create(group=group, code="desk_33")
    policy = policy_with(signer_source="desk", desk_fact="province")
    StageDesk.objects.create(stage=stages_of(policy)[0], value=value, group=group)
    clerk = StaffFactory()
    clerk.groups.add(group)
    process = started_on(policy)
    assert (seat_now(open_task(process)).group == group) is is_desk


def condition(policy, order, fact, operator, threshold):
    stage = stages_of(policy)[order - 1]
    StageCondition.objects.create(stage=stage, fact=fact, operator=operator, threshold=threshold)


def test_stage_whose_conditions_do_not_hold_is_passed_over_with_a_trace():
    policy = policy_with()
    condition(policy, 1, "staff_count", "at_least", "500")
    process = started_on(policy)
    assert stage_now(process) == ["second_review"]
    event = Event.objects.get(verb="review.skip_stage")
    assert (event.after["stage"], event.after["conditions"]) == ("first_review", ["staff_count at_least 500"])


def test_last_stage_passed_over_leaves_a_trace_too():
    policy = policy_with()
    condition(policy, 2, "province", "one_of", "11,12")
    reviewer = staff_in_group("first_review")
    process = started_on(policy)
    answered(open_task(process), reviewer)
    assert outcome(process) == "passed"
    assert Event.objects.get(verb="review.skip_stage").after["stage"] == "second_review"


def test_case_no_stage_applies_to_goes_to_the_managers():
    policy = policy_with()
    for order in (1, 2):
        condition(policy, order, "priority", "one_of", "yes")
    manager, member = manager_of("first_review"), staff_in_group("first_review")
    process = started_on(policy)
    with pytest.raises(MayNotSignError):
        take_seat(task=open_task(process), by=member, at=timezone.now())
    answered(open_task(process), manager)
    assert outcome(process) == "passed"


@pytest.mark.parametrize("submitted", [submitted_station, submitted_expert])
def test_every_fact_of_the_register_is_answered(submitted):
    process = started(submitted())
    asked = {fact.code for fact in FACTS if process.flow_kind in fact.flows}
    assert asked == set(process.facts())


def test_every_choice_has_its_codes():
    assert {fact.code for fact in FACTS if fact.kind == "choice" and not fact_choices(fact)} == set()


def returning(**second):
    """A process in a second stage that may return; the two signers."""
    policy = policy_with()
    stage = stages_of(policy)[1]
    for name, value in {"may_return": True, **second}.items():
        setattr(stage, name, value)
    stage.save()
    first, other = staff_in_group("first_review"), staff_in_group("second_review")
    process = started_on(policy)
    answered(open_task(process), first)
    return process, first, other


def test_case_is_returned_to_an_earlier_stage_and_comes_back():
    process, first, other = returning()
    target = stages_of(process.policy)[0]
    run = StageRun.objects.get(process=process, closed_at=None)
    assert return_targets(run) == [target]
    assert choices_at(run, process) == [Choice.APPROVE, Choice.SUPPLEMENT, Choice.RETURN, Choice.REFUSE]
    answered(open_task(process), other, "return", return_to=target)
    assert stage_now(process) == ["first_review"]
    answered(open_task(process), first)
    answered(open_task(process), other)
    assert [(run.stage.code, run.round_no, run.outcome) for run in process.runs.all()] == [
        ("first_review", 1, "approve"),
        ("second_review", 1, "return"),
        ("first_review", 2, "approve"),
        ("second_review", 2, "approve"),
    ]


def test_return_has_its_limit():
    process, first, other = returning()
    target = stages_of(process.policy)[0]
    answered(open_task(process), other, "return", return_to=target)
    answered(open_task(process), first)
    assert Choice.RETURN not in choices_at(StageRun.objects.get(process=process, closed_at=None), process)
    with pytest.raises(ChoiceError):
        answered(open_task(process), other, "return", return_to=target)


@pytest.mark.parametrize("to", [None, 1])
def test_return_needs_an_allowed_stage(to):
    process, _first, other = returning()
    target = stages_of(process.policy)[to] if to else None
    with pytest.raises(ReturnTargetError):
        answered(open_task(process), other, "return", return_to=target)


def test_first_stage_has_nowhere_to_return_to():
    reviewer = staff_in_group("first_review")
    process = started_on(policy_with(may_return=True))
    with pytest.raises(ChoiceError):
        answered(taken(process, reviewer), reviewer, "return", return_to=stages_of(process.policy)[0])


def governor():
    person = StaffFactory()
    person.user_permissions.add(*Permission.objects.filter(codename="publish_policyversion"))
    return type(person).objects.get(pk=person.pk)


def moved(process, policy, by=None):
    return move_to_version(
        process=process, policy=policy, by=by or governor(), reason="新版已取消冗余环节。", at=timezone.now()
    )


def with_third_stage():
    policy = policy_with()
    first, second = stages_of(policy)
    Stage.objects.create(
        policy=policy, flow_kind=first.flow_kind, order=3, code="final", name="终审", group=second.group,
        is_other_person=False,
    )  # fmt: skip
    return published(policy)


def test_case_goes_over_to_a_newer_version_with_the_same_prefix():
    first, second = staff_in_group("first_review"), staff_in_group("second_review")
    process = started()
    answered(open_task(process), first)
    policy = with_third_stage()
    moved(process, policy)
    run = StageRun.objects.get(process=process, closed_at=None)
    assert run.stage.policy == policy
    answered(open_task(process), second)
    assert stage_now(process) == ["final"]
    event = Event.objects.get(verb="review.move_to_version")
    assert (event.after["version"], event.after["reason"]) == (policy.number, "新版已取消冗余环节。")


def test_case_stays_where_a_stage_it_reached_differs():
    staff_in_group("first_review")
    process = started()
    with pytest.raises(ReviewError, match="初审"):
        moved(process, published(policy_with(limit_days=3)))
    assert ApplicationProcess.objects.get(pk=process.pk).policy == process.policy


def test_only_published_newer_versions_and_only_by_who_may_publish():
    process = started()
    with pytest.raises(ReviewError, match="已发布"):
        moved(process, policy_with())
    with pytest.raises(ReviewError, match="更新"):
        moved(process, process.policy)
    with pytest.raises(NotYoursError):
        moved(process, with_third_stage(), by=staff_in_group("first_review"))


def test_case_whose_review_is_over_stays():
    first, second = staff_in_group("first_review"), staff_in_group("second_review")
    process = started()
    answered(open_task(process), first)
    answered(open_task(process), second)
    with pytest.raises(ReviewError, match="已结束"):
        moved(process, with_third_stage())
