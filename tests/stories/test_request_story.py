"""自定义事项: one story for each way a request can end, played through the doors of every room."""

from datetime import timedelta

import pytest
from django.utils import timezone
from viewflow.workflow.status import PROCESS

from audit.models import Event
from matters.actions import resubmit_request, retract_request, save_request
from matters.enums import Status
from matters.exceptions import RequestStatusError, SupplementOverError
from matters.models import Request
from messaging.models import Message
from tests.factories.accounts import staff_in_group
from tests.factories.matters import submitted_request
from tests.factories.workflows import open_tasks, signed, taken
from workflows.request.actions import advance_request, advance_requests
from workflows.request.models import RequestProcess

pytestmark = pytest.mark.django_db


def fresh(process):
    return Request.objects.get(process=process)


def advance(process, at=None):
    advance_request(request_pk=process.request_id, at=at or timezone.now())
    return RequestProcess.objects.get(pk=process.pk)


def decided(process, choice, opinion):
    signed(process, staff_in_group("first_review"), choice, opinion)
    return RequestProcess.objects.get(pk=process.pk)


def said_to(request):
    rows = Message.objects.filter(recipient=request.applicant).order_by("id")
    return [(message.template.key, message.channel) for message in rows.select_related("template")]


def test_request_is_approved_and_the_applicant_reads_the_opinion():
    process = decided(submitted_request(), "approve", "同意使用一年。")
    request = fresh(process)
    assert (request.status, request.decision_reason) == (Status.APPROVED, "同意使用一年。")
    assert (process.outcome, process.status, open_tasks(process)) == ("approved", PROCESS.DONE, [])
    assert [row.status for row in request.milestones.all()] == ["submitted", "reviewing", "approved"]
    assert said_to(request) == [
        ("request_submitted", "sms"),
        ("request_submitted", "site"),
        ("request_decided", "sms"),
        ("request_decided", "site"),
    ]
    assert Message.objects.get(recipient=request.applicant, template__key="request_decided", channel="sms").text == (
        f"您的“使用平台标识许可”申请{request.number}已办结：已同意。详情请登录志愿平台查看。"
    )  # fmt: skip


def test_request_is_refused_with_its_reason():
    process = decided(submitted_request(), "refuse", "用途与志愿服务无关。")
    request = fresh(process)
    assert (request.status, request.decision_reason) == (Status.REFUSED, "用途与志愿服务无关。")
    assert (process.outcome, process.status) == ("refused", PROCESS.DONE)
    assert Event.objects.filter(verb="request.refuse").count() == 1


def test_request_is_supplemented_and_then_approved():
    process = decided(submitted_request(), "supplement", "请写明用途。")
    request = fresh(process)
    assert (request.status, request.supplement_count) == (Status.SUPPLEMENT, 1)
    by, now = request.applicant, timezone.now()
    request = save_request(request=request, answers={"volunteers": 30}, revision=request.revision, by=by, at=now)  # fmt: skip
    resubmit_request(request=request, by=by, at=now)
    process = advance(process)
    process = decided(process, "approve", "同意。")
    assert (fresh(process).status, process.round_no) == (Status.APPROVED, 2)
    assert [snapshot.content["answers"] for snapshot in request.snapshots.all()] == [
        {"volunteers": "25"},
        {"volunteers": "30"},
    ]


def test_request_lapses_after_the_last_day_of_its_supplement():
    process = decided(submitted_request(), "supplement", "请写明用途。")
    request = fresh(process)
    Request.objects.filter(pk=request.pk).update(supplement_is_provisional=False)
    last = timezone.localtime().replace(hour=12) + (request.supplement_due_on - timezone.localdate())
    assert advance(process, last).outcome == ""
    process = advance(process, last + timedelta(days=1))
    request = fresh(process)
    assert (request.status, process.outcome, process.status) == (Status.LAPSED, "lapsed", PROCESS.DONE)
    with pytest.raises(RequestStatusError, match="申请当前状态为“逾期未补正”"):
        resubmit_request(request=request, by=request.applicant, at=last)


def test_request_cannot_be_resubmitted_after_its_last_day():
    process = decided(submitted_request(), "supplement", "请写明用途。")
    request = fresh(process)
    Request.objects.filter(pk=request.pk).update(supplement_is_provisional=False)
    late = timezone.now() + timedelta(days=60)
    with pytest.raises(SupplementOverError, match="补正期限已过"):
        resubmit_request(request=fresh(process), by=request.applicant, at=late)


def test_request_is_retracted_until_somebody_takes_it():
    process = submitted_request()
    request = fresh(process)
    retract_request(request=request, by=request.applicant, at=timezone.now())
    process = advance(process)
    assert (fresh(process).status, process.outcome) == (Status.RETRACTED, "retracted")
    assert (process.status, open_tasks(process)) == (PROCESS.CANCELED, [])
    other = submitted_request(type_=request.type)
    taken(other, staff_in_group("first_review"))
    with pytest.raises(RequestStatusError, match="申请当前状态为“审核中”"):
        retract_request(request=fresh(other), by=fresh(other).applicant, at=timezone.now())


def test_sweep_starts_what_no_hint_started_and_does_nothing_twice():
    process = submitted_request()
    assert advance_requests() == 0
    assert [run.stage.name for run in process.runs.all()] == ["审核"]
