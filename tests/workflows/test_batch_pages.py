"""批量办理的页面：tick, confirm, send once, watch; what cannot be done is said before and after."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import StaffGroup
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory
from tests.factories.workflows import answered, open_task, started, taken
from tests.queries import queries_of
from tests.workflows.test_hidden_columns import hiding
from workflows.inbox.batch_check import checked
from workflows.inbox.seats import with_rows
from workflows.review.batches import batch_progress, queue_batch, work_batches
from workflows.review.models import Batch, BatchItem, Recusal, Seat, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    person = staff_in_group("first_review")
    client.force_login(person)
    return person


def cases(count):
    round_ = RoundFactory()
    return [started(round=round_) for _ in range(count)]


def confirmed(client, tasks, choice="approve", **more):
    posted = {"task": [task.pk for task in tasks], "choice": choice, "tab": "group", **more}
    return client.post(reverse("inbox:batch_confirm"), posted)


def sent(client, tasks, key=None, opinion="材料齐备。", choice="approve"):
    posted = {
        "task": [task.pk for task in tasks],
        "choice": choice,
        "key": str(key or uuid4()),
        "opinion": opinion,
    }
    return client.post(reverse("inbox:batch_start"), posted)


def test_ticked_rows_are_confirmed_sent_worked_and_shown(client, reviewer):
    tasks = [open_task(case) for case in cases(3)]
    response = confirmed(client, tasks[:2])
    assert [seat.task_id for seat, _row in response.context["able"]] == [task.pk for task in tasks[:2]]
    assert response.context["barred"] == []
    assert not Batch.objects.exists()
    response = sent(client, tasks[:2])
    batch = Batch.objects.get()
    assert response["Location"] == reverse("inbox:batch", args=[batch.pk])
    assert "正在办理：0 / 2 件" in client.get(response["Location"]).content.decode()
    assert work_batches() == 2
    page = client.get(response["Location"] + "?part").content.decode()
    assert "已全部处理，共 2 件" in page
    assert page.count("已办理") == 2
    assert Vote.objects.filter(by=reviewer).count() == 2


def test_all_that_match_the_filter_are_chosen_at_once(client, reviewer):
    first, second = cases(2)
    response = confirmed(client, [], all="1", text=first.application.number)
    assert [seat.task_id for seat, _row in response.context["able"]] == [open_task(first).pk]
    response = confirmed(client, [], all="1")
    assert {seat.task_id for seat, _row in response.context["able"]} == {
        open_task(first).pk,
        open_task(second).pk,
    }


def test_confirmation_says_what_the_work_would_say(client, reviewer):
    """The forecast in a fixed number of queries agrees with the refusal each item gets when it is worked."""
    lost, held, party, recused, free = cases(5)
    tasks = [open_task(case) for case in (lost, held, party, recused, free)]
    answered(open_task(lost), staff_in_group("first_review"))
    taken(held, staff_in_group("first_review"))
    party.application.organisation.memberships.create(user=reviewer)
    Recusal.objects.create(process=recused, person=reviewer, reason="亲属", at=timezone.now())
    said = {seat.task_id: reason for seat, _row, reason in confirmed(client, tasks).context["barred"]}
    batch = queue_batch(tasks=tasks, choice="approve", opinion="属实。", by=reviewer, at=timezone.now())
    work_batches()
    refused = dict(BatchItem.objects.filter(batch=batch, status="refused").values_list("task", "sentence"))
    assert said == refused
    assert [refused[task.pk] for task in tasks[:4]] == [
        "该任务已被他人处理，您的操作未生效。",
        "该任务已由他人领取，未办理。",
        "您与申报人存在利害关系，须回避。",
        "您已声明回避本件，不能参与签核。",
    ]
    assert batch_progress(batch) == {"queued": 0, "done": 1, "refused": 4}


def test_supplement_used_up_is_foreseen(client, reviewer):
    (case,) = cases(1)
    case.application.supplement_count = 9
    case.application.save(update_fields=["supplement_count"])
    (row,) = confirmed(client, [open_task(case)], "supplement").context["barred"]
    assert row[2] == "请选择当前环节允许的审核结论。"


def test_double_click_makes_one_batch(client, reviewer):
    tasks, key = [open_task(case) for case in cases(2)], uuid4()
    assert sent(client, tasks, key)["Location"] == sent(client, tasks, key)["Location"]
    assert (Batch.objects.count(), BatchItem.objects.count()) == (1, 2)


def test_running_batch_lists_only_what_could_not_be_done(client, reviewer):
    stale, second, third = cases(3)
    address = sent(client, [open_task(case) for case in (stale, second, third)])["Location"]
    assert client.get(address + "?part").context["items"] == []
    answered(open_task(stale), staff_in_group("first_review"))
    work_batches(limit=2)
    shown = client.get(address + "?part").context["items"]
    assert [row.number for _item, row in shown] == [stale.application.number]
    work_batches()
    assert len(client.get(address + "?part").context["items"]) == 3


def test_stale_selection_is_refused_item_by_item(client, reviewer):
    stale, fresh = cases(2)
    tasks = [open_task(stale), open_task(fresh)]
    answered(open_task(stale), staff_in_group("first_review"))
    response = sent(client, tasks)
    work_batches()
    page = client.get(response["Location"]).content.decode()
    assert page.count("该任务已被他人处理，您的操作未生效。") == 1
    assert batch_progress(Batch.objects.get()) == {"queued": 0, "done": 1, "refused": 1}


@pytest.mark.parametrize(
    ("given", "status"),
    [({"opinion": " "}, 422), ({"choice": "refuse"}, 302), ({"choice": "return"}, 302), ({"key": "x"}, 302)],
)
def test_bad_form_makes_no_batch(client, reviewer, given, status):
    task = open_task(started())
    assert sent(client, [task], **given).status_code == status
    assert not Batch.objects.exists()


def test_nothing_chosen_leads_back(client, reviewer):
    assert confirmed(client, [])["Location"] == reverse("inbox:list")
    assert (
        client.post(
            reverse("inbox:batch_confirm"), {"task": ["x", "9" * 30], "choice": "approve"}
        ).status_code
        == 302
    )


def test_others_do_not_see_my_batch(client, reviewer):
    address = sent(client, [open_task(started())])["Location"]
    client.force_login(staff_in_group("first_review"))
    assert client.get(address).status_code == 404
    client.force_login(staff_in_group("second_review"))
    assert client.get(address).status_code == 404


def test_what_a_later_stage_hides_from_the_reader_is_in_no_page_of_a_batch(client, reviewer):
    task = open_task(hiding("name", stage=1))
    assert "隐名园区" in confirmed(client, [task]).content.decode()
    progress = sent(client, [task])["Location"]
    work_batches()
    reviewer.groups.add(StaffGroup.objects.get(code="second_review").group)
    for page in (client.get(progress), confirmed(client, [task])):
        assert "隐名园区" not in page.content.decode()


def test_check_costs_the_same_for_one_and_for_many(client, reviewer):
    tasks = [open_task(case).pk for case in cases(6)]

    def check(pks):
        return lambda: checked(with_rows(Seat.objects.filter(task__in=pks)), choice="supplement", by=reviewer)

    assert queries_of(check(tasks[:1])) == queries_of(check(tasks))
