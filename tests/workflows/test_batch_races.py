"""A batch and people deciding at the same moment: every case is answered once."""

from functools import partial

import pytest
from django.utils import timezone

from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory
from tests.factories.workflows import open_task, started, taken
from tests.workflows.test_parallel_decisions import address, answer, at_once, signed_in
from workflows.review.actions import take_back_vote
from workflows.review.batches import batch_progress, queue_batch, work_batches
from workflows.review.exceptions import ReviewError
from workflows.review.models import StageRun, Vote

pytestmark = [pytest.mark.race, pytest.mark.slow, pytest.mark.usefixtures("committed_db")]


def test_batch_and_single_decisions_at_once():
    reviewer = staff_in_group("first_review")
    round_ = RoundFactory()
    tasks = [taken(started(round=round_), reviewer) for _ in range(6)]
    batch = queue_batch(tasks=tasks, choice="approve", opinion="属实。", by=reviewer, at=timezone.now())
    by_hand = [partial(answer, signed_in(reviewer), address("open", task)) for task in tasks[:3]]
    answers = at_once([*by_hand, work_batches, work_batches])
    while work_batches():
        pass
    progress = batch_progress(batch)
    assert Vote.objects.count() == 6
    assert StageRun.objects.count() == 12
    assert set(answers[:3]) <= {302, 409}
    assert answers[:3].count(302) == progress["refused"]
    assert progress == {"queued": 0, "done": 6 - progress["refused"], "refused": progress["refused"]}


def test_taking_back_and_settling_at_once():
    from tests.factories.recruitment import submitted_station
    from tests.factories.workflows import answered, open_tasks, policy_with

    one, other = staff_in_group("first_review"), staff_in_group("first_review")
    round_ = RoundFactory(policy=policy_with(sign_mode="all", signers=2, quorum=2))
    process = started(submitted_station(round=round_))
    first, second = open_tasks(process)
    answered(first, one)
    vote = Vote.objects.get()

    def take_back():
        try:
            take_back_vote(vote=vote, by=one, reason="误点。", at=timezone.now())
        except ReviewError as refusal:
            return str(refusal)
        return "taken back"

    def settle():
        answered(second, other)
        return "signed"

    said = at_once([take_back, settle])
    assert said[1] == "signed"
    run = StageRun.objects.filter(process=process).order_by("id").first()
    if said[0] == "taken back":
        assert (run.closed_at, open_task(process).owner) == (None, one)
    else:
        assert (run.outcome, said[0]) == ("approve", "本环节已办结，不能再更改。")
