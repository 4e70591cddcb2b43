"""转办、委托、抄送、催办、评论、核对事项：each door with who may not use it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from messaging.models import Message
from policies.models import StageCheck
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory, submitted_station, upload
from tests.factories.workflows import (
    answered,
    manager_of,
    open_task,
    policy_with,
    seat_now,
    stage_now,
    stages_of,
    started,
    taken,
)
from workflows.review.actions import (
    comment_case,
    copy_case,
    end_proxy,
    leave_seat,
    make_proxy,
    read_copy,
    recuse,
    take_seat,
    transfer_seat,
    urge_seat,
)
from workflows.review.exceptions import (
    ChecksMissingError,
    MayNotSignError,
    NotYoursError,
    PersonAbsentError,
    PersonRefusedError,
    ReviewError,
    TaskTakenError,
)
from workflows.review.models import Comment, Tick, Vote
from workflows.review.sweeps import mind_seats

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def reviewer():
    return staff_in_group("first_review")


@pytest.fixture
def colleague():
    return staff_in_group("first_review")


def transfer(task, to, by, **more):
    return transfer_seat(task=task, to=to, by=by, reason="出差。", at=timezone.now(), **more)


def proxy(absent, deputy, *, days=3, by=None, start=0):
    return make_proxy(
        absent=absent, deputy=deputy, starts_on=TODAY + timedelta(days=start), ends_on=TODAY + timedelta(days=days),
        reason="休假。", by=by or absent, at=timezone.now(),
    )  # fmt: skip


def told(person):
    return list(
        Message.objects.filter(recipient=person).order_by("pk").values_list("template__key", flat=True)
    )


def test_holder_hands_his_seat_to_a_colleague_who_is_told(reviewer, colleague):
    process = started()
    transfer(taken(process, reviewer), colleague, reviewer)
    assert (open_task(process).owner, seat_now(open_task(process)).signer) == (colleague, colleague)
    assert told(colleague) == ["review_transferred"]
    answered(open_task(process), colleague)
    assert stage_now(process) == ["second_review"]


def test_manager_may_hand_on_what_nobody_took_and_may_receive_it(reviewer):
    manager = manager_of("first_review")
    process = started()
    transfer(open_task(process), reviewer, manager)
    transfer(open_task(process), manager, reviewer)
    answered(open_task(process), manager)
    assert Vote.objects.get().by == manager


def test_seat_is_handed_only_to_members_and_managers_who_are_not_barred(reviewer, colleague):
    process = started()
    task = taken(process, reviewer)
    recuse(process=process, by=colleague, reason="系近亲属。", at=timezone.now())
    for person in (colleague, staff_in_group("second_review"), reviewer, process.application.applicant):
        with pytest.raises(PersonRefusedError):
            transfer(task, person, reviewer)
    with pytest.raises(NotYoursError):
        transfer(task, staff_in_group("first_review"), colleague)


def test_handing_to_somebody_absent_tells_so_first(reviewer, colleague):
    proxy(colleague, staff_in_group("first_review"))
    process = started()
    task = taken(process, reviewer)
    with pytest.raises(PersonAbsentError, match="代办至"):
        transfer(task, colleague, reviewer)
    transfer(task, colleague, reviewer, is_absence_known=True)
    assert open_task(process).owner == colleague


def test_deputy_takes_what_the_absent_person_holds_and_signs_for_him(reviewer):
    deputy = staff_in_group("second_review")
    process = started()
    task = taken(process, reviewer)
    proxy(reviewer, deputy)
    assert told(deputy) == ["review_deputy"]
    answered(task, deputy)
    vote = Vote.objects.get()
    assert (vote.by, vote.standing_for) == (deputy, reviewer)
    staff_in_group("second_review")
    with pytest.raises(MayNotSignError):  # he has signed the first stage, in whosever name
        take_seat(task=open_task(process), by=deputy, at=timezone.now())


def test_deputy_takes_what_waits_for_the_group_of_the_absent_person(reviewer):
    deputy = staff_in_group("second_review")
    proxy(reviewer, deputy)
    process = started()
    take_seat(task=open_task(process), by=deputy, at=timezone.now())
    assert seat_now(open_task(process)).standing_for == reviewer


def test_deputy_may_not_sign_where_he_or_the_absent_person_is_barred(reviewer):
    deputy = staff_in_group("second_review")
    proxy(reviewer, deputy)
    process = started()
    recuse(process=process, by=reviewer, reason="系近亲属。", at=timezone.now())
    with pytest.raises(MayNotSignError):
        take_seat(task=open_task(process), by=deputy, at=timezone.now())
    other = started()
    recuse(process=other, by=deputy, reason="系近亲属。", at=timezone.now())
    with pytest.raises(MayNotSignError):
        take_seat(task=open_task(other), by=deputy, at=timezone.now())


def test_proxy_is_not_transitive_and_never_a_circle(reviewer, colleague):
    third = staff_in_group("second_review")
    proxy(reviewer, colleague)
    proxy(colleague, third)
    with pytest.raises(PersonRefusedError):
        proxy(third, reviewer)
    with pytest.raises(PersonRefusedError):
        proxy(reviewer, third)
    process = started()
    task = taken(process, reviewer)
    with pytest.raises(TaskTakenError):
        take_seat(task=task, by=third, at=timezone.now())


def test_proxy_outside_its_days_gives_nothing(reviewer):
    deputy = staff_in_group("second_review")
    proxy(reviewer, deputy, start=1)
    process = started()
    with pytest.raises(MayNotSignError):
        take_seat(task=open_task(process), by=deputy, at=timezone.now())


def test_ended_proxy_gives_the_seat_back_to_who_is_there_again(reviewer):
    deputy = staff_in_group("second_review")
    process = started()
    task = taken(process, reviewer)
    standing = proxy(reviewer, deputy)
    take_seat(task=task, by=deputy, at=timezone.now())
    with pytest.raises(NotYoursError):
        end_proxy(proxy=standing, by=deputy, at=timezone.now())
    end_proxy(proxy=standing, by=reviewer, at=timezone.now())
    with pytest.raises(MayNotSignError, match="委托"):
        answered(task, deputy)
    assert mind_seats() == 1
    seat = seat_now(open_task(process))
    assert (seat.signer, seat.standing_for, open_task(process).owner) == (reviewer, None, reviewer)


def test_deputy_of_somebody_who_has_left_signs_no_more(reviewer):
    deputy, other = staff_in_group("second_review"), staff_in_group("first_review")
    process = started()
    task = taken(process, reviewer)
    proxy(reviewer, deputy)
    take_seat(task=task, by=deputy, at=timezone.now())
    reviewer.is_active = False
    reviewer.save()
    with pytest.raises(MayNotSignError):
        answered(task, deputy)
    assert mind_seats() == 1
    answered(open_task(process), other)
    assert stage_now(process) == ["second_review"]


def test_deputy_gives_back_to_the_absent_person(reviewer):
    deputy = staff_in_group("second_review")
    process = started()
    task = taken(process, reviewer)
    proxy(reviewer, deputy)
    take_seat(task=task, by=deputy, at=timezone.now())
    leave_seat(task=open_task(process), by=deputy, at=timezone.now())
    assert open_task(process).owner == reviewer


def test_only_the_person_or_his_manager_arranges_an_absence(reviewer, colleague):
    with pytest.raises(NotYoursError):
        proxy(reviewer, colleague, by=colleague)
    assert proxy(reviewer, colleague, by=manager_of("first_review")).absent == reviewer


def test_copy_is_made_once_and_read_by_whom_it_is_for(reviewer, colleague):
    process = started()
    at = timezone.now()
    copy = copy_case(process=process, to=colleague, by=reviewer, at=at)
    assert told(colleague) == ["review_copied"]
    with pytest.raises(PersonRefusedError):
        copy_case(process=process, to=colleague, by=reviewer, at=at)
    with pytest.raises(PersonRefusedError):
        copy_case(process=process, to=staff_in_group("editor"), by=reviewer, at=at)
    with pytest.raises(NotYoursError):
        read_copy(copy=copy, by=reviewer, at=at)
    read_copy(copy=copy, by=colleague, at=at)
    assert read_copy(copy=copy, by=colleague, at=at + timedelta(hours=1)).read_at == at


def test_urging_is_polite_once_in_four_hours(reviewer, colleague):
    process = started()
    task = taken(process, reviewer)
    at = timezone.now()
    assert urge_seat(task=task, by=colleague, at=at) == [reviewer]
    with pytest.raises(ReviewError, match="已催办过该任务"):
        urge_seat(task=task, by=colleague, at=at + timedelta(hours=3, minutes=59))
    urge_seat(task=task, by=colleague, at=at + timedelta(hours=4, seconds=1))
    assert told(reviewer) == ["review_urged", "review_urged"]
    with pytest.raises(PersonRefusedError):
        urge_seat(task=task, by=reviewer, at=at)


def test_comment_tells_whom_it_mentions_and_keeps_its_file_privately(reviewer, colleague):
    process = started()
    comment = comment_case(
        process=process,
        by=reviewer,
        text="请看场所证明。",
        at=timezone.now(),
        mention=[colleague],
        upload=upload(),
    )
    assert told(colleague) == ["review_mentioned"]
    assert (comment.name, comment.content_type, len(comment.sha256)) == ("材料.pdf", "application/pdf", 64)
    assert comment.file.name.startswith("comments/")
    assert "材料" not in comment.file.name


@pytest.mark.parametrize("text", ["", "  ", "长" * 2001])
def test_empty_and_endless_comments_are_refused(reviewer, text):
    with pytest.raises(ReviewError):
        comment_case(process=started(), by=reviewer, text=text, at=timezone.now())
    assert not Comment.objects.exists()


def test_comment_is_for_staff_alone(reviewer):
    process = started()
    with pytest.raises(PersonRefusedError):
        comment_case(process=process, by=process.application.applicant, text="我来说。", at=timezone.now())
    with pytest.raises(PersonRefusedError):
        comment_case(process=process, by=reviewer, text="请看。", at=timezone.now(), mention=[process.application.applicant])  # fmt: skip


def test_approval_stands_on_the_ticked_checklist(reviewer):
    policy = policy_with()
    stage = stages_of(policy)[0]
    needed = StageCheck.objects.create(stage=stage, order=1, text="证照与原件一致")
    optional = StageCheck.objects.create(stage=stage, order=2, text="已电话核实", is_required=False)
    process = started(submitted_station(round=RoundFactory(policy=policy)))
    task = taken(process, reviewer)
    with pytest.raises(ChecksMissingError, match="证照与原件一致"):
        answered(task, reviewer, ticked=[optional.pk])
    answered(task, reviewer, ticked=[needed.pk, 999_999])
    assert [tick.check_line for tick in Tick.objects.all()] == [needed]


def test_refusal_needs_no_tick(reviewer):
    policy = policy_with()
    StageCheck.objects.create(stage=stages_of(policy)[0], order=1, text="证照与原件一致")
    process = started(submitted_station(round=RoundFactory(policy=policy)))
    answered(taken(process, reviewer), reviewer, "refuse")
    assert Vote.objects.get().choice == "refuse"
