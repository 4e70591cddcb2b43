"""Eight at once on one task: one winner, the others are told politely, nothing fails; and the race with the lock off."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from viewflow.workflow.lock import NoLock
from viewflow.workflow.models import Task

from policies.models import Stage
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import submitted_station
from tests.factories.workflows import open_task, started, taken
from workflows.application.actions import advance_application
from workflows.application.flow import ApplicationFlow
from workflows.application.models import ApplicationProcess
from workflows.review import actions
from workflows.review.actions import taking
from workflows.review.exceptions import TaskTakenError
from workflows.review.models import StageRun, Vote

pytestmark = [pytest.mark.race, pytest.mark.slow, pytest.mark.usefixtures("committed_db")]
AT_ONCE = 8
is_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def at_once(acts: list[Any]) -> list[Any]:
    """Run the acts in as many threads, released together; what each returned."""
    gate = threading.Barrier(len(acts))

    def run(act: Any) -> Any:
        gate.wait()
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def signed_in(person: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def address(name: str, task: Task) -> str:
    return reverse(f"tasks:{name}", args=[task.process_id, task.pk])


def answer(client: Client, url: str) -> int:
    return client.post(url, {"choice": "approve", "opinion": "属实。"}).status_code


@pytest.mark.clause("S-5-2")
def test_eight_parallel_decisions_give_one_winner():
    reviewer = staff_in_group("first_review")
    process = started()
    url = address("open", taken(process, reviewer))
    clients = [signed_in(reviewer) for _ in range(AT_ONCE)]
    answers = at_once([partial(answer, client, url) for client in clients])
    assert Counter(answers) == {302: 1, 409: AT_ONCE - 1}
    assert Vote.objects.count() == 1
    assert Task.objects.filter(process_id=process.pk, flow_task=ApplicationFlow.sign).count() == 2
    assert StageRun.objects.filter(process=process).count() == 2


def test_eight_parallel_claims_give_one_winner():
    process = started()
    task = open_task(process)
    clients = [signed_in(staff_in_group("first_review")) for _ in range(AT_ONCE)]
    answers = at_once([partial(answer, client, address("claim", task)) for client in clients])
    assert Counter(answers) == {302: 1, 409: AT_ONCE - 1}


def test_eight_parallel_starts_make_one_process(monkeypatch):
    monkeypatch.setattr("workflows.application.receivers.advance_application", lambda **_: False)
    application = submitted_station()
    at = timezone.now()
    moved = at_once(
        [lambda: advance_application(application_pk=application.pk, at=at) for _ in range(AT_ONCE)]
    )
    assert moved.count(True) == 1
    assert ApplicationProcess.objects.filter(application=application).count() == 1
    assert Task.objects.filter(flow_task=ApplicationFlow.sign).count() == 1


def test_signers_of_one_stage_at_once_are_all_counted():
    from tests.factories.recruitment import RoundFactory
    from tests.factories.workflows import open_tasks, policy_with

    round_ = RoundFactory(policy=policy_with(sign_mode="all", signers=4, quorum=4))
    process = started(submitted_station(round=round_))
    acts = []
    for task in open_tasks(process):
        person = staff_in_group("first_review")
        actions.take_seat(task=task, by=person, at=timezone.now())
        acts.append(partial(answer, signed_in(person), address("open", task)))
    assert at_once(acts) == [302] * 4
    assert Vote.objects.count() == 4
    assert Task.objects.filter(process_id=process.pk, flow_task=ApplicationFlow.join_votes).count() == 1
    assert [run.stage.code for run in StageRun.objects.filter(process=process)] == [
        "first_review",
        "second_review",
    ]
    assert Stage.objects.filter(policy=round_.policy).exists()


@pytest.mark.skipif(is_sqlite, reason="SQLite serialises writers by itself; the race needs PostgreSQL")
def test_with_the_lock_off_two_claims_both_win(monkeypatch):
    """The control: the same claims, without the flow's row lock, all believe they won."""
    process = started()
    task = open_task(process)
    everybody_has_read = threading.Barrier(AT_ONCE)
    monkeypatch.setattr(ApplicationFlow, "lock_impl", NoLock())
    monkeypatch.setattr(taking, "require_no_bar", lambda *_, **__: everybody_has_read.wait())
    people = [staff_in_group("first_review") for _ in range(AT_ONCE)]

    def claim(person: Any) -> bool:
        try:
            actions.take_seat(task=Task.objects.get(pk=task.pk), by=person, at=timezone.now())
        except TaskTakenError:
            return False
        return True

    won = at_once([lambda person=person: claim(person) for person in people])
    assert won.count(True) == AT_ONCE
