"""签核人 on the case page: who is asked in which place, who has spoken; and the deputy's way to it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import staff_in_group
from tests.factories.workflows import answered, open_task, open_tasks, seat_now, started, started_with, taken
from workflows.inbox.asked import asked_at
from workflows.review.actions import add_signer, make_proxy, recuse
from workflows.review.models import Origin, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    person = staff_in_group("first_review")
    client.force_login(person)
    return person


def case_url(task):
    return reverse("tasks:open", args=[task.process_id, task.pk])


def away(absent, deputy):
    now = timezone.now()
    today = timezone.localdate(now)
    make_proxy(
        absent=absent, deputy=deputy, starts_on=today, ends_on=today + timedelta(days=3), reason="出差。", by=absent, at=now
    )  # fmt: skip


def test_asked_names_the_chain_in_turn(client, reviewer):
    task = taken(started(), reviewer)
    before = staff_in_group("second_review")
    add_signer(
        task=task, person=before, where=Origin.BEFORE, by=reviewer, reason="请先看。", at=timezone.now()
    )
    run = Seat.objects.get(signer=before).run
    said = [(one.who, one.came_by, one.state) for one in asked_at(run)]
    assert said == [(str(before), "前加签", "办理中"), (str(reviewer), "", "未轮到")]


def test_asked_shows_what_was_answered_and_who_stands_aside(client, reviewer):
    process = started_with(sign_mode="all", signers=2, quorum=2)
    first, second = open_tasks(process)
    answered(first, reviewer)
    other = staff_in_group("first_review")
    recuse(process=process, by=other, reason="亲属。", at=timezone.now())
    page = client.get(case_url(second))
    assert [(one.who, one.state) for one in page.context["asked"]] == [
        (str(reviewer), "通过"),
        (str(seat_now(second).group), "待领取"),
    ]
    assert [one.person for one in page.context["recused"]] == [other]
    assert "亲属。" not in page.content.decode()


def test_asked_takes_the_same_queries_for_one_and_ten_seats(client, reviewer):
    run = seat_now(open_task(started())).run
    with CaptureQueriesContext(connection) as one:
        assert len(asked_at(run)) == 1
    seat = Seat.objects.get(run=run)
    for place in range(10, 19):
        Seat.objects.create(run=run, place=place, group=seat.group)
    with CaptureQueriesContext(connection) as ten:
        assert len(asked_at(run)) == 10
    assert len(one) == len(ten) == 1


def test_deputy_finds_claims_and_decides_what_waits_for_the_absent(client, reviewer):
    absent = staff_in_group("first_review")
    task = taken(started(), absent)
    deputy = staff_in_group("second_review")
    away(absent, deputy)
    client.force_login(deputy)
    inbox = client.get(reverse("inbox:list"), {"tab": "group"})
    assert [row.record.task_id for row in inbox.context["table"].paginated_rows] == [task.pk]
    page = client.get(case_url(task))
    assert (page.context["is_free"], page.context["absent"], page.context["bar"]) == (True, absent, "")
    client.post(reverse("tasks:claim", args=[task.process_id, task.pk]))
    task = open_task(task.process.coerced)
    page = client.get(case_url(task))
    assert (page.context["is_mine"], page.context["bar"]) == (True, "")
    assert f"代 {absent} 办理" in page.content.decode()
    client.post(case_url(task), {"choice": "refuse", "opinion": "不符合。"})
    vote = Seat.objects.get(task=task).vote
    assert (vote.by, vote.standing_for, vote.choice) == (deputy, absent, "refuse")


def test_colleague_without_a_proxy_cannot_claim_it(client, reviewer):
    task = taken(started(), staff_in_group("first_review"))
    page = client.get(case_url(task))
    assert (page.context["is_free"], page.context["absent"]) == (False, None)
    assert client.post(reverse("tasks:claim", args=[task.process_id, task.pk])).status_code == 409
