"""One address for every human task: what does not belong together is not found, who is late is told so."""

import pytest
from django.apps import apps
from django.urls import reverse
from viewflow.workflow.base import Flow
from viewflow.workflow.lock import SelectForUpdateLock
from viewflow.workflow.models import Process, Task

from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory, submitted_station
from tests.factories.workflows import open_task, passed, signed, started, taken
from workflows.review.models import Seat, Vote

FLOWS = [flow for flow in Flow.__subclasses__() if flow.__module__.startswith("workflows.")]


def url(name, process, task):
    return reverse(f"tasks:{name}", args=[process, task])


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.__name__)
def test_every_flow_locks_its_process_row_and_waits_for_it(flow):
    assert isinstance(flow.lock_impl, SelectForUpdateLock)
    assert flow.lock_impl.nowait is False


def test_sqlite_takes_its_write_lock_at_begin(settings):
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.__name__)
def test_every_human_task_has_a_permission(flow):
    human = [node for node in flow.instance.nodes() if node.task_type == "HUMAN"]
    assert all(node._owner_permission for node in human)


def test_flows_are_loaded_with_the_app():
    assert apps.get_app_config("workflows")
    assert "ApplicationFlow" in [flow.__name__ for flow in FLOWS]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["open", "claim", "release"])
def test_task_of_another_process_is_not_found(client, name, method):
    reviewer = staff_in_group("first_review")
    client.force_login(reviewer)
    round_ = RoundFactory()
    one, other = started(round=round_), started(round=round_)
    task = taken(one, reviewer)
    if name != "open" and method == "get":
        assert client.get(url(name, one.pk, task.pk)).status_code == 405
    else:
        assert getattr(client, method)(url(name, other.pk, task.pk)).status_code == 404
        assert getattr(client, method)(url(name, one.pk, task.pk + 9999)).status_code == 404
    assert not Vote.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["open", "claim", "release"])
def test_no_node_but_a_human_one_has_an_address(client, name, method):
    client.force_login(staff_in_group("first_review"))
    process = passed()
    others = Task.objects.filter(process_id=process.pk).exclude(flow_task_type="HUMAN")
    assert {task.flow_task.name for task in others} >= {
        "start", "check_eligibility", "open_stage", "call_signers", "join_votes", "settle_stage", "await_publicity",
    }  # fmt: skip
    for task in others:
        answer = getattr(client, method)(url(name, process.pk, task.pk)).status_code
        assert answer == (405 if name != "open" and method == "get" else 404)


@pytest.mark.django_db
def test_second_submit_of_one_answer_is_told_politely(client):
    reviewer = staff_in_group("first_review")
    client.force_login(reviewer)
    process = started()
    address = url("open", process.pk, taken(process, reviewer).pk)
    posted = {"choice": "approve", "opinion": "属实。"}
    first, second = client.post(address, posted), client.post(address, posted)
    assert (first.status_code, second.status_code) == (302, 409)
    page = second.content.decode()
    assert "已被他人处理" in page
    assert "您填写的内容没有保存，可由此复制" in page
    assert "属实。</blockquote>" in page  # what was written is not lost
    assert Vote.objects.count() == 1


@pytest.mark.django_db
def test_answer_to_an_unclaimed_task_is_refused(client):
    client.force_login(staff_in_group("first_review"))
    process = started()
    answer = client.post(
        url("open", process.pk, open_task(process).pk), {"choice": "approve", "opinion": "属实。"}
    )
    assert answer.status_code == 403
    assert not Vote.objects.exists()


@pytest.mark.django_db
def test_second_claim_is_told_politely(client):
    process = started()
    task = taken(process, staff_in_group("first_review"))
    client.force_login(staff_in_group("first_review"))
    answer = client.post(url("claim", process.pk, task.pk))
    assert answer.status_code == 409
    assert "已被他人处理" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.clause("S-5-2")
@pytest.mark.clause("E-4-2")
def test_second_stage_is_signed_by_another_person(client):
    person = staff_in_group("first_review")
    person.groups.add(staff_in_group("second_review").groups.get())
    process = started()
    signed(process, person)
    client.force_login(person)
    answer = client.post(url("claim", process.pk, open_task(process).pk))
    assert answer.status_code == 403
    assert "本环节须由他人办理" in answer.content.decode()
    assert Seat.objects.get(task=open_task(process)).signer is None


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["second_review", "administrator"])
def test_other_groups_may_not_take_the_task(client, code):
    process = started()
    client.force_login(staff_in_group(code))
    assert client.post(url("claim", process.pk, open_task(process).pk)).status_code == 403
    assert open_task(process).owner is None


@pytest.mark.django_db
def test_applicant_and_colleagues_never_sign_their_own_application(client):
    reviewer = staff_in_group("first_review")
    application = submitted_station()
    application.organisation.memberships.create(user=reviewer)
    process = started(application)
    client.force_login(reviewer)
    answer = client.post(url("claim", process.pk, open_task(process).pk))
    assert answer.status_code == 403
    assert "回避" in answer.content.decode()


@pytest.mark.django_db
def test_released_task_returns_to_its_group(client):
    reviewer = staff_in_group("first_review")
    process = started()
    task = taken(process, reviewer)
    client.force_login(reviewer)
    assert client.post(url("release", process.pk, task.pk)).status_code == 302
    task.refresh_from_db()
    assert (task.owner, task.status, task.owner_permission) == (
        None,
        "NEW",
        f"group.{reviewer.groups.get().pk}",
    )


NODES = [node for flow in FLOWS for node in flow.instance.nodes()]


@pytest.mark.django_db
@pytest.mark.parametrize("node", NODES, ids=lambda node: f"{node.flow_class.__name__}.{node.name}")
def test_task_of_any_node_is_not_found_under_another_process(client, node):
    client.force_login(staff_in_group("first_review"))
    one, other = (
        Process.objects.create(flow_class=node.flow_class),
        Process.objects.create(flow_class=node.flow_class),
    )
    task = Task.objects.create(process=one, flow_task=node)
    wrong = [url(name, other.pk, task.pk) for name in ("open", "claim", "release")]
    if node.task_type != "HUMAN":
        wrong += [url(name, one.pk, task.pk) for name in ("open", "claim", "release")]
    assert {client.post(address).status_code for address in wrong} == {404}
    assert {client.get(address).status_code for address in wrong if address.endswith(f"/{task.pk}/")} == {404}
