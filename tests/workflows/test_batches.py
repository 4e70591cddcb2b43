"""批量办理：each item done once or refused with its sentence, whatever happens in between."""

import pytest
from django.db import OperationalError
from django.utils import timezone

from audit.models import Event
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory
from tests.factories.workflows import answered, open_task, stage_now, started, taken
from tests.queries import queries_of
from workflows.review import batches
from workflows.review.batches import batch_progress, queue_batch, work_batches
from workflows.review.exceptions import OpinionMissingError, ReviewError
from workflows.review.models import BatchItem, StageRun, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return staff_in_group("first_review")


def processes(count):
    round_ = RoundFactory()
    return [started(round=round_) for _ in range(count)]


def queued(cases, by, choice="approve", opinion="材料齐备。"):
    return queue_batch(
        tasks=[open_task(case) for case in cases], choice=choice, opinion=opinion, by=by, at=timezone.now()
    )


def test_items_are_taken_and_answered_by_the_sweep(reviewer):
    cases = processes(3)
    taken(cases[0], reviewer)
    batch = queued(cases, reviewer)
    assert batch_progress(batch) == {"queued": 3, "done": 0, "refused": 0}
    assert (work_batches(limit=2), work_batches(), work_batches()) == (2, 1, 0)
    assert batch_progress(batch) == {"queued": 0, "done": 3, "refused": 0}
    assert [stage_now(case) for case in cases] == [["second_review"]] * 3
    assert set(Vote.objects.values_list("opinion", "by")) == {("材料齐备。", reviewer.pk)}


def test_item_that_may_not_be_signed_says_why_and_stops_nobody(reviewer):
    lost, own, free = processes(3)
    own.application.organisation.memberships.create(user=reviewer)
    batch = queued([lost, own, free], reviewer)
    answered(open_task(lost), staff_in_group("first_review"))
    work_batches()
    assert batch_progress(batch) == {"queued": 0, "done": 1, "refused": 2}
    sentences = list(BatchItem.objects.filter(status="refused").values_list("sentence", flat=True))
    assert sentences == ["该任务已被他人处理，您的操作未生效。", "您与申报人存在利害关系，须回避。"]
    assert Vote.objects.filter(by=reviewer).count() == 1


def test_item_somebody_else_has_taken_meanwhile_says_so(reviewer):
    (held,) = cases = processes(1)
    batch = queued(cases, reviewer)
    taken(held, staff_in_group("first_review"))
    work_batches()
    assert batch.items.get().sentence == "该任务已由他人领取，未办理。"
    assert not Vote.objects.exists()


def test_supplement_is_asked_for_in_a_batch(reviewer):
    cases = processes(2)
    queued(cases, reviewer, "supplement", "请补充名册。")
    assert work_batches() == 2
    assert {case.application.__class__.objects.get(process=case).status for case in cases} == {"supplement"}


def failing(monkeypatch, error):
    """Every item fails after it was signed."""
    sign = batches._sign

    def then_fail(item, rules):
        sign(item, rules)
        raise error

    monkeypatch.setattr(batches, "_sign", then_fail)


def test_worker_killed_between_the_vote_and_the_mark_leaves_neither(reviewer, monkeypatch):
    (case,) = processes(1)
    batch = queued([case], reviewer)
    with monkeypatch.context() as broken:
        failing(broken, SystemExit())
        with pytest.raises(SystemExit):
            work_batches()
    assert not Vote.objects.exists()
    assert batch_progress(batch)["queued"] == 1
    assert (work_batches(), Vote.objects.count()) == (1, 1)


def test_database_that_is_busy_is_tried_again(reviewer, monkeypatch):
    batch = queued(processes(1), reviewer)
    with monkeypatch.context() as broken:
        failing(broken, OperationalError("busy"))
        assert work_batches() == 0
    assert batch_progress(batch)["queued"] == 1
    assert work_batches() == 1


def test_fault_of_ours_does_not_hold_up_the_others(reviewer, monkeypatch, caplog):
    batch = queued(processes(1), reviewer)
    failing(monkeypatch, ValueError())
    assert work_batches() == 1
    assert batch_progress(batch)["refused"] == 1
    assert not Vote.objects.exists()
    assert "could not be worked" in caplog.text


def test_batch_of_somebody_deactivated_is_refused(reviewer):
    cases = processes(1)
    batch = queued(cases, reviewer)
    reviewer.is_active = False
    reviewer.save()
    work_batches()
    assert batch_progress(batch)["refused"] == 1


@pytest.mark.parametrize("choice", ["refuse", "return", "crown"])
def test_only_approvals_and_supplements_come_in_batches(reviewer, choice):
    with pytest.raises(ReviewError):
        queued(processes(1), reviewer, choice)


def test_batch_has_its_limits(reviewer, monkeypatch):
    cases = processes(2)
    with pytest.raises(OpinionMissingError):
        queued(cases, reviewer, opinion=" ")
    with pytest.raises(ReviewError, match="请至少选择一件"):
        queued([], reviewer)
    monkeypatch.setattr(batches, "MOST", 1)
    with pytest.raises(ReviewError, match="最多办理 1 件"):
        queued(cases, reviewer)


def test_progress_is_one_query(reviewer, django_assert_num_queries):
    batch = queued(processes(2), reviewer)
    with django_assert_num_queries(1):
        batch_progress(batch)


ITEM, SHARED = 80, 15
"""Statements of one item that nobody has taken yet; and of a call of the sweep: its list, the rules, what they hide and the calendar, the chain."""


def test_item_costs_an_exact_number_of_statements(reviewer):
    cases = processes(6)
    queued(cases, reviewer)
    one = queries_of(lambda: work_batches(limit=1))
    three = queries_of(lambda: work_batches(limit=3))
    assert (one, three) == (SHARED + ITEM, SHARED + 3 * ITEM)


def test_taken_item_is_signed_in_the_same_turn(reviewer):
    (case,) = processes(1)
    queued([case], reviewer)
    work_batches()
    verbs = ["application.begin_review", "review.take", "review.vote", "review.open_stage"]
    assert (
        list(Event.objects.filter(verb__in=verbs).order_by("-pk").values_list("verb", flat=True)[:4])
        == verbs[::-1]
    )


def test_stages_are_read_once_for_a_batch_but_runs_for_each_case(reviewer):
    cases = processes(3)
    queued(cases, reviewer)
    work_batches()
    runs = StageRun.objects.filter(process__in=cases).order_by("process", "pk")
    assert (
        list(runs.values_list("stage__code", "outcome"))
        == [("first_review", "approve"), ("second_review", "")] * 3
    )


def test_events_of_a_batch_are_chained_when_it_ends(reviewer):
    queued(processes(2), reviewer)
    work_batches()
    assert not Event.objects.filter(seq=None).exists()
