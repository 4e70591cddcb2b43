"""The sweep: one application at a time, resumable, safe with several runners; a failure stops nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import PROCESS, STATUS

from recruitment.models import Application
from tests.factories.recruitment import RoundFactory, submitted_station
from tests.factories.workflows import open_task, started
from workflows.application import flow
from workflows.application.actions import advance_application, advance_applications
from workflows.application.models import ApplicationProcess

pytestmark = pytest.mark.django_db


def test_sweep_stops_at_its_limit_and_goes_on_next_time():
    round_ = RoundFactory()
    for _ in range(3):
        submitted_station(round=round_)
    assert (advance_applications(limit=2), advance_applications(limit=2), advance_applications()) == (2, 1, 0)
    assert ApplicationProcess.objects.count() == 3


def test_failing_application_is_kept_in_error_and_the_others_go_on(monkeypatch):
    round_ = RoundFactory()
    bad, good = submitted_station(round=round_), submitted_station(round=round_)

    def fail_for_bad(activation):
        if activation.process.application_id == bad.pk:
            secret = "联系 19900001234 或 a@example.org"
            raise ValueError(secret)

    monkeypatch.setattr(flow.ApplicationFlow.check_eligibility, "_func", fail_for_bad)
    advance_applications()
    assert open_task(ApplicationProcess.objects.get(application=good)).flow_task.name == "sign"
    failed = Task.objects.get(
        process__reviewprocess__applicationprocess__application=bad, status=STATUS.ERROR
    )
    assert failed.data["_exception"]["title"] == "联系 *** 或 ***"
    assert "locals" not in failed.data["_exception"]
    assert "19900001234" not in str(failed.data)


def test_failed_task_is_tried_again_later_and_then_goes_on(monkeypatch):
    application = submitted_station()

    def fail(_activation):
        raise ValueError

    with monkeypatch.context() as broken:
        broken.setattr(flow.ApplicationFlow.check_eligibility, "_func", fail)
        advance_applications()
        assert advance_applications() == 0
        advance_application(application_pk=application.pk, at=timezone.now() + timedelta(minutes=11))
    tried = Task.objects.filter(flow_task=flow.ApplicationFlow.check_eligibility).order_by("id")
    assert [task.status for task in tried] == [STATUS.REVIVED, STATUS.ERROR]
    advance_application(application_pk=application.pk, at=timezone.now() + timedelta(minutes=11))
    assert open_task(ApplicationProcess.objects.get(application=application)).flow_task.name == "sign"


def test_failed_task_waits_for_a_person_after_five_tries(monkeypatch):
    application = submitted_station()

    def fail(_activation):
        raise ValueError

    monkeypatch.setattr(flow.ApplicationFlow.check_eligibility, "_func", fail)
    later = timezone.now() + timedelta(minutes=11)
    tries = [advance_application(application_pk=application.pk, at=later) for _ in range(7)]
    assert tries == [True] * 5 + [False] * 2


def test_error_outside_a_node_is_rolled_back_and_tried_again(monkeypatch, caplog):
    application = submitted_station()
    with monkeypatch.context() as broken:
        broken.setattr("workflows.application.actions._start", lambda _pk: 1 / 0)
        assert advance_applications() == 0
    assert "could not be advanced" in caplog.text
    assert advance_applications() == 1
    assert ApplicationProcess.objects.get(application=application).status == PROCESS.NEW


def test_sweep_asks_only_for_applications_with_something_to_do(django_assert_num_queries):
    started()
    with django_assert_num_queries(1):
        assert advance_applications() == 0
    assert Application.objects.count() == 1
