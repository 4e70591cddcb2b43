"""流程监控: what waits where, the worst first, and what an administrator may do about it."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from audit.models import Event
from messaging.models import Message
from policies.models import PolicyVersion
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory, base_data, submitted_expert, submitted_station
from tests.factories.workflows import open_task, passed, policy_with, seat_now, started, taken
from workflows.application.models import ApplicationProcess
from workflows.review.models import StageRun

pytestmark = pytest.mark.django_db
LIST = "/admin/monitor/"


@pytest.fixture
def administrator(client):
    base_data()
    person = staff_in_group("administrator")
    staff_in_group("first_review")
    client.force_login(person)
    return person


def failed_recognition() -> Task:
    """A recognition that could not be written, as the sweep leaves it: scrubbed, waiting."""
    process = passed()
    task = Task.objects.get(process_id=process.pk, flow_task__endswith="await_publicity")
    task.status, task.finished = STATUS.ERROR, timezone.now()
    task.data = {"_exception": {"title": "号码 *** 未登记", "traceback": ""}}
    task.save()
    return task


def names(response):
    return [row.record.pk for row in response.context["table"].paginated_rows]


def act(client, task, verb, **typed):
    return client.post(reverse(f"monitor:{verb}", args=[task.process_id, task.pk]), typed)


def test_monitor_lists_failed_then_unattended_then_overdue(client, administrator):
    round_ = RoundFactory()
    plain, late, stuck = (started(round=round_) for _ in range(3))
    StageRun.objects.filter(process=late).update(due_on=timezone.localdate() - timedelta(days=1))
    StageRun.objects.filter(process=stuck).update(unattended_since=timezone.now())
    broken = failed_recognition()
    response = client.get(LIST)
    assert names(response) == [broken.process_id, stuck.pk, late.pk, plain.pk]
    assert [count for _value, _words, _tone, count in response.context["counts"]] == [1, 1, 1, 1]
    assert names(client.get(LIST, {"state": "1"})) == [stuck.pk]


def test_monitor_says_where_who_and_since_when(client, administrator):
    process = started()
    reviewer = staff_in_group("first_review")
    cells = next(iter(client.get(LIST).context["table"].paginated_rows))
    assert cells.get_cell("node") == "初审 · 签核"
    assert cells.get_cell("holder") == "初审组（待领取）"
    taken(process, reviewer)
    cells = next(iter(client.get(LIST).context["table"].paginated_rows))
    assert cells.get_cell("holder") == str(reviewer)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"flow": "application"}, 2),
        ({"flow": "publicity"}, 0),
        ({"stage": "初审"}, 2),
        ({"stage": "复审"}, 0),
        ({"province": "33"}, 2),
        ({"province": "11"}, 0),
        ({"text": "钱湾"}, 1),
        ({"state": "9"}, 2),
    ],
)
def test_monitor_is_narrowed(client, administrator, asked, found):
    started(submitted_station())
    started(submitted_expert())
    assert len(names(client.get(LIST, asked))) == found


def test_monitor_asks_the_same_whatever_it_lists(client, administrator):
    round_ = RoundFactory()
    started(round=round_)
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(LIST)
    for _ in range(2):
        started(round=round_)
    with CaptureQueriesContext(connection) as three:
        client.get(LIST)
    assert len(one) == len(three)


def test_retry_runs_the_failed_node_again_on_record(client, administrator):
    task = failed_recognition()
    page = client.get(reverse("monitor:process", args=[task.process_id])).content.decode()
    assert "“等待公示结果”执行失败：号码 *** 未登记" in page
    answer = act(client, task, "retry", reason="已补登记")
    assert answer.status_code == 302
    assert Task.objects.get(pk=task.pk).status == STATUS.REVIVED
    assert Task.objects.get(flow_task=task.flow_task, status=STATUS.NEW).process_id == task.process_id
    event = Event.objects.get(verb="task.retry")
    assert (event.actor, event.after) == (administrator, {"task": "await_publicity", "reason": "已补登记"})


def test_retry_wants_a_reason_and_happens_once(client, administrator):
    task = failed_recognition()
    assert act(client, task, "retry", reason=" ").status_code == 422
    assert Task.objects.get(pk=task.pk).status == STATUS.ERROR
    act(client, task, "retry", reason="再试")
    again = act(client, task, "retry", reason="再试")
    assert again.status_code == 409
    assert "该任务已被他人处理" in again.content.decode()
    assert Event.objects.filter(verb="task.retry").count() == 1


def test_retry_that_breaks_the_transaction_changes_nothing(client, administrator):
    task = failed_recognition()
    with patch("workflows.monitor.actions.record_event", side_effect=DatabaseError):
        answer = act(client, task, "retry", reason="再试")
    assert answer.status_code == 409
    assert "重试没有成功" in answer.content.decode()
    assert Task.objects.get(pk=task.pk).status == STATUS.ERROR


def test_seat_is_taken_back_from_whoever_holds_it(client, administrator):
    process = started()
    task = taken(process, staff_in_group("first_review"))
    assert act(client, task, "vacate", reason="休假").status_code == 302
    assert seat_now(open_task(process)).signer is None
    assert Event.objects.get(verb="review.vacate").after["reason"] == "休假"
    refused = act(client, task, "vacate", reason="休假")
    assert refused.status_code == 409
    assert "还没有人领取" in refused.content.decode()


def test_administrator_hands_a_seat_to_a_member_but_not_to_himself(client, administrator):
    process = started()
    task, member = open_task(process), staff_in_group("first_review")
    assert act(client, task, "transfer", to=administrator.pk, reason="x").status_code == 422
    assert act(client, task, "transfer", to=member.pk, reason="专人办理").status_code == 302
    assert seat_now(open_task(process)).signer == member


def test_urging_tells_the_holder_once(client, administrator):
    process = started()
    member = staff_in_group("first_review")
    task = taken(process, member)
    assert act(client, task, "urge").status_code == 302
    assert Message.objects.filter(recipient=member, idempotency_key__contains=":urge:").exists()
    assert act(client, task, "urge").status_code == 409


def newer(**first_stage) -> PolicyVersion:
    policy = policy_with(**first_stage)
    policy.status, policy.effective_on, policy.content_hash = "published", timezone.localdate(), "0" * 64
    policy.published_at = timezone.now()
    policy.save()
    return policy


def test_case_moves_to_a_newer_version_where_nothing_done_changes(client):
    process, policy = started(), newer()
    client.force_login(staff_in_group("decision_maker"))
    page = client.get(reverse("monitor:process", args=[process.pk])).content.decode()
    assert "可以换用" in page
    url = reverse("monitor:move", args=[process.pk])
    assert client.post(url, {"policy": policy.pk, "reason": "新办法"}).status_code == 302
    assert ApplicationProcess.objects.get(pk=process.pk).policy == policy


def test_move_that_changes_what_was_done_is_refused_in_words(client):
    process, policy = started(), newer(limit_days=9)
    client.force_login(staff_in_group("decision_maker"))
    sentence = "环节“初审”在新版中不同，本件须按原版办完。"
    assert sentence in client.get(reverse("monitor:process", args=[process.pk])).content.decode()
    url = reverse("monitor:move", args=[process.pk])
    answer = client.post(url, {"policy": policy.pk, "reason": "新办法"})
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert ApplicationProcess.objects.get(pk=process.pk).policy != policy


def test_history_shows_every_kind_of_trace(client, administrator):
    process = passed()
    moments = client.get(reverse("monitor:process", args=[process.pk])).context["history"]
    assert {str(moment.sort) for moment in moments} == {"任务", "环节", "意见", "消息", "审计"}
    assert moments == sorted(moments, key=lambda moment: moment.at, reverse=True)


def test_monitor_is_for_administrators(client):
    process = started()
    task = open_task(process)
    client.force_login(staff_in_group("first_review"))
    assert client.get(LIST).status_code in {302, 403}
    client.force_login(staff_in_group("decision_maker"))
    assert client.get(LIST).status_code == 200
    for verb in ("retry", "vacate", "transfer"):
        assert act(client, task, verb, reason="x").status_code in {302, 403}
    assert Event.objects.filter(verb__in=["task.retry", "review.vacate", "review.transfer"]).count() == 0


def test_task_of_another_process_is_not_found(client, administrator):
    one, two = started(), started()
    url = reverse("monitor:vacate", args=[one.pk, open_task(two).pk])
    assert client.post(url, {"reason": "x"}).status_code == 404
    assert client.get(f"{LIST}{10**30}/").status_code == 404
