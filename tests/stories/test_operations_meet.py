"""Two operations on one case: what each leaves, the other finds."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policies import tally
from recruitment.models import Application
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory, submitted_station
from tests.factories.workflows import (
    answered,
    open_task,
    open_tasks,
    policy_with,
    seat_now,
    stage_now,
    stages_of,
    started,
    started_with,
    taken,
    task_of,
)
from workflows.review.actions import (
    add_signer,
    make_proxy,
    recuse,
    take_back_vote,
    take_seat,
    transfer_seat,
)
from workflows.review.exceptions import PersonAbsentError, RunClosedError
from workflows.review.models import Choice, Origin, StageRun, Vote
from workflows.review.queries import choices_at, seats_of

pytestmark = pytest.mark.django_db


def members(count, code="first_review"):
    return [staff_in_group(code) for _ in range(count)]


def returning(**second):
    """A process waiting in a second stage signed in the given way, that may return to the first."""
    policy = policy_with()
    stage = stages_of(policy)[1]
    for name, value in {"may_return": True, **second}.items():
        setattr(stage, name, value)
    stage.save()
    (first,) = members(1)
    process = started(submitted_station(round=RoundFactory(policy=policy)))
    answered(open_task(process), first)
    return process, first, stages_of(policy)[0]


def test_countersign_and_return():
    process, first, target = returning(sign_mode="all", signers=2, quorum=2, is_veto=False)
    people = members(2, "second_review")
    one, other = open_tasks(process)
    answered(one, people[0], "return", return_to=target)
    assert stage_now(process) == ["second_review"]  # the other may still ask for a supplement
    answered(other, people[1])
    run = StageRun.objects.filter(process=process, stage__code="second_review").get()
    assert (run.outcome, run.return_to) == (Choice.RETURN, target)
    assert stage_now(process) == ["first_review"]
    answered(open_task(process), first)
    assert stage_now(process) == ["second_review"] * 2
    assert not Vote.objects.filter(seat__run__closed_at=None).exists()


def test_supplement_comes_before_every_stage():
    process, _first, target = returning(sign_mode="all", signers=2, quorum=2, is_veto=False)
    people = members(2, "second_review")
    one, other = open_tasks(process)
    answered(one, people[0], "return", return_to=target)
    answered(other, people[1], "supplement")
    assert Application.objects.get(process=process).status == "supplement"


def test_added_signer_and_refusal():
    holder, asked = members(1)[0], members(1, "second_review")[0]
    process = started_with(sign_mode="all", signers=2, quorum=2)
    one, _other = open_tasks(process)
    take_seat(task=one, by=holder, at=timezone.now())
    seat = add_signer(
        task=one, person=asked, where=Origin.BEFORE, by=holder, reason="请核。", at=timezone.now()
    )
    answered(task_of(seat), asked, "refuse")
    assert Application.objects.get(process=process).status == "refused"
    assert open_tasks(process) == []
    assert not Vote.objects.filter(by=holder).exists()


def test_refusal_of_an_added_signer_without_veto_speaks_for_its_place_alone():
    holder, asked, third = *members(1), *members(1, "second_review"), *members(1)
    process = started_with(sign_mode="quorum", signers=2, quorum=1, is_veto=False)
    one, other = open_tasks(process)
    take_seat(task=one, by=holder, at=timezone.now())
    seat = add_signer(
        task=one, person=asked, where=Origin.BEFORE, by=holder, reason="请核。", at=timezone.now()
    )
    answered(task_of(seat), asked, "refuse")
    assert open_tasks(process) == [other]
    answered(other, third)
    assert stage_now(process) == ["second_review"]


def test_return_until_its_limit_is_reached():
    process, first, target = returning(max_returns=2)
    (second,) = members(1, "second_review")
    for _ in range(2):
        answered(open_task(process), second, "return", return_to=target)
        answered(open_task(process), first)
    run = StageRun.objects.get(process=process, closed_at=None)
    assert (run.round_no, Choice.RETURN in choices_at(run, process)) == (3, False)
    answered(open_task(process), second)
    assert Application.objects.get(process=process).status == "passed"


def test_two_people_have_the_form_of_one_task_open(client):
    one, other = members(2)
    process = started()
    task = taken(process, one)
    address = reverse("tasks:open", args=[process.pk, task.pk])
    late = Client()
    client.force_login(one)
    late.force_login(one)
    assert client.get(address).status_code == late.get(address).status_code == 200
    transfer_seat(task=task, to=other, by=one, reason="出差。", at=timezone.now())
    client.force_login(other)
    posted = {"choice": "approve", "opinion": "属实。"}
    assert client.post(address, posted).status_code == 302
    refused = late.post(address, posted)
    assert refused.status_code == 409
    assert "已被他人处理" in refused.content.decode()
    assert Vote.objects.get().by == other


def test_form_open_while_a_signer_is_added_before(client):
    """The task left; the same person signs in a new one afterwards."""
    one, asked = members(1)[0], members(1, "second_review")[0]
    process = started()
    task = taken(process, one)
    seat = add_signer(
        task=task, person=asked, where=Origin.BEFORE, by=one, reason="请核。", at=timezone.now()
    )
    client.force_login(one)
    old = reverse("tasks:open", args=[process.pk, task.pk])
    posted = {"choice": "approve", "opinion": "属实。"}
    refused = client.post(old, posted)
    assert (refused.status_code, client.get(old).status_code) == (409, 200)
    answered(task_of(seat), asked)
    new = reverse("tasks:open", args=[process.pk, open_task(process).pk])
    assert client.post(new, posted).status_code == 302


def test_quorum_and_recusal():
    people = members(4)
    process = started_with(sign_mode="quorum", signers=3, quorum=2, is_veto=False)
    for task, person in zip(open_tasks(process)[:2], people, strict=False):
        take_seat(task=task, by=person, at=timezone.now())
    answered(open_tasks(process)[0], people[0])
    recuse(process=process, by=people[0], reason="系近亲属。", at=timezone.now())
    run = process.runs.get()
    assert tally.settled(run.sign_rule, seats_of(run)) is None
    answered(open_tasks(process)[0], people[1])
    free = next(task for task in open_tasks(process) if task.owner is None)
    answered(free, people[2])
    assert stage_now(process) == ["second_review"]


def test_transfer_and_proxy():
    holder, absent, deputy = members(3)
    today = timezone.localdate()
    process = started()
    task = taken(process, holder)
    make_proxy(
        absent=absent, deputy=deputy, starts_on=today, ends_on=today + timedelta(days=2), reason="休假。", by=absent,
        at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(PersonAbsentError):
        transfer_seat(task=task, to=absent, by=holder, reason="请接办。", at=timezone.now())
    transfer_seat(
        task=task, to=absent, by=holder, reason="请接办。", at=timezone.now(), is_absence_known=True
    )
    answered(open_task(process), deputy)
    vote = Vote.objects.get()
    assert (vote.by, vote.standing_for, seat_now(task).signer) == (deputy, absent, deputy)


def test_taking_back_when_the_stage_was_just_settled():
    people = members(3)
    process = started_with(sign_mode="quorum", signers=3, quorum=2, is_veto=False)
    one, two, _three = open_tasks(process)
    answered(one, people[0])
    vote = Vote.objects.get()
    answered(two, people[1])
    with pytest.raises(RunClosedError):
        take_back_vote(vote=vote, by=people[0], reason="误点。", at=timezone.now())
    assert Vote.objects.filter(pk=vote.pk).exists()
    assert stage_now(process) == ["second_review"]
