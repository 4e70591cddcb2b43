"""申报: one story for each way an application can end, played through the doors of every room."""

from datetime import timedelta

import pytest
from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import PROCESS, STATUS

from audit.models import Event
from messaging.models import Message
from publicity.actions import drop_entry, hold_entry, release_entry
from recruitment.actions import resubmit_application, retract_application
from recruitment.enums import Status
from recruitment.models import Application
from registry.actions import recognize
from registry.models import Certificate
from tests.factories.accounts import staff_in_group
from tests.factories.publicity import confirmed, gathered_window, opened
from tests.factories.recruitment import RoundFactory, submitted_expert, submitted_station
from tests.factories.workflows import open_task, open_tasks, passed, signed, started
from workflows.application.actions import advance_application, advance_applications
from workflows.application.models import ApplicationProcess

pytestmark = pytest.mark.django_db


def fresh(process):
    return Application.objects.get(process=process)


def advance(process, at=None):
    advance_application(application_pk=process.application_id, at=at or timezone.now())
    return ApplicationProcess.objects.get(pk=process.pk)


def said_to(application):
    return list(
        Message.objects.filter(recipient=application.applicant)
        .order_by("id")
        .values_list("template__key", flat=True)
    )


@pytest.mark.clause("S-5-2")
@pytest.mark.clause("E-4-2")
@pytest.mark.parametrize("submitted", [submitted_station, submitted_expert])
def test_application_passes_two_stages_signed_by_two_persons(submitted):
    process = started(submitted())
    first, second = staff_in_group("first_review"), staff_in_group("second_review")
    signed(process, first)
    assert fresh(process).status == Status.REVIEWING
    process = signed(process, second)
    assert fresh(process).status == Status.PASSED
    assert [(run.stage.code, run.outcome) for run in process.runs.all()] == [
        ("first_review", "approve"),
        ("second_review", "approve"),
    ]
    waiting = Task.objects.filter(process_id=process.pk, finished=None)
    assert [task.flow_task.name for task in waiting] == ["await_publicity"]


@pytest.mark.clause("S-5-2")
@pytest.mark.clause("E-4-2")
@pytest.mark.parametrize("submitted", [submitted_station, submitted_expert])
def test_application_is_refused_with_a_reason_the_applicant_reads(submitted):
    process = started(submitted())
    process = signed(process, staff_in_group("first_review"), "refuse", "证照与申报单位不一致。")
    application = fresh(process)
    assert (application.status, application.decision_reason) == (Status.REFUSED, "证照与申报单位不一致。")
    assert (process.outcome, process.status, open_tasks(process)) == ("refused", PROCESS.DONE, [])
    assert said_to(application) == ["submitted", "rejected"]


@pytest.mark.clause("S-5-2")
def test_application_is_supplemented_then_passes():
    process = started()
    signed(process, staff_in_group("first_review"), "supplement", "请补充专职人员名册。")
    application = fresh(process)
    assert (application.status, application.supplement_count) == (Status.SUPPLEMENT, 1)
    assert open_tasks(process) == []
    resubmit_application(application=application, by=application.applicant, at=timezone.now())
    process = advance(process)
    signed(process, staff_in_group("first_review"))
    process = signed(process, staff_in_group("second_review"))
    assert fresh(process).status == Status.PASSED
    assert [(run.stage.code, run.round_no, run.outcome) for run in process.runs.all()] == [
        ("first_review", 1, "supplement"),
        ("first_review", 2, "approve"),
        ("second_review", 2, "approve"),
    ]
    assert said_to(application) == ["submitted", "supplement"]


@pytest.mark.clause("S-5-2")
def test_application_lapses_when_the_supplement_stays_out():
    process = started()
    signed(process, staff_in_group("first_review"), "supplement", "请补充材料。")
    last_day = fresh(process).supplement_due_on
    midnight = timezone.make_aware(timezone.datetime(last_day.year, last_day.month, last_day.day))
    advance(process, midnight + timedelta(hours=23, minutes=59))
    assert fresh(process).status == Status.SUPPLEMENT
    process = advance(process, midnight + timedelta(days=1))
    assert fresh(process).status == Status.LAPSED
    assert (process.outcome, process.status) == ("lapsed", PROCESS.DONE)


def test_application_retracted_before_review_cancels_its_tasks():
    process = started()
    task = open_task(process)
    application = fresh(process)
    retract_application(application=application, by=application.applicant, at=timezone.now())
    process = advance(process)
    assert (process.outcome, process.status) == ("retracted", PROCESS.CANCELED)
    assert Task.objects.get(pk=task.pk).status == STATUS.CANCELED


@pytest.mark.clause("N-3")
@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
@pytest.mark.parametrize("submitted", [submitted_station, submitted_expert])
def test_application_without_objection_is_recognized_with_one_certificate_and_one_message(submitted):
    process = passed(submitted())
    confirmed(gathered_window([fresh(process)]))
    process = advance(process)
    application = fresh(process)
    assert application.status == Status.RECOGNIZED
    assert (process.outcome, process.status) == ("recognized", PROCESS.DONE)
    assert Certificate.objects.filter(term__application=application).count() == 1
    assert said_to(application) == ["submitted", "publicity", "included"]


@pytest.mark.clause("S-5-3")
def test_held_application_waits_while_the_others_are_recognized_and_follows_when_released():
    round_ = RoundFactory()
    held, free = passed(round=round_), passed(round=round_)
    window = gathered_window([fresh(held), fresh(free)])
    officer = staff_in_group("publicity_officer")
    hold_entry(entry=fresh(held).entry, by=officer, at=timezone.now(), reason="有人反映材料不实。")
    confirmed(window)
    assert (advance_applications(), advance_applications()) == (1, 0)
    assert (fresh(held).status, fresh(free).status) == (Status.HELD, Status.RECOGNIZED)
    release_entry(entry=fresh(held).entry, by=officer, at=timezone.now(), reason="经核查，反映不属实。")
    assert advance_applications() == 1
    assert (fresh(held).status, ApplicationProcess.objects.get(pk=held.pk).outcome) == (
        Status.RECOGNIZED,
        "recognized",
    )


@pytest.mark.clause("S-5-3")
def test_application_with_an_upheld_objection_is_dropped_with_its_reason():
    process = passed()
    window = opened(gathered_window([fresh(process)]))
    officer = staff_in_group("publicity_officer")
    entry = window.entries.get()
    hold_entry(entry=entry, by=officer, at=timezone.now(), reason="有人反映材料不实。")
    drop_entry(entry=entry, by=officer, at=timezone.now(), reason="经核查，反映属实。")
    process = advance(process)
    application = fresh(process)
    assert (application.status, application.decision_reason) == (Status.DROPPED, "经核查，反映属实。")
    assert (process.outcome, process.status) == ("dropped", PROCESS.DONE)
    assert not Certificate.objects.exists()


def test_application_recognized_before_its_process_noticed_ends_all_the_same():
    process = passed()
    confirmed(gathered_window([fresh(process)]))
    recognize(application=fresh(process), by=None, at=timezone.now())
    process = advance(process)
    assert (process.outcome, process.status) == ("recognized", PROCESS.DONE)
    assert Certificate.objects.count() == 1


def test_many_released_applications_are_recognized_in_pieces():
    round_ = RoundFactory()
    processes = [passed(round=round_) for _ in range(5)]
    confirmed(gathered_window([fresh(process) for process in processes]))
    assert [advance_applications(limit=2) for _ in range(4)] == [2, 2, 1, 0]
    numbers = Certificate.objects.values_list("number", flat=True)
    assert len(set(numbers)) == 5


def test_every_step_of_the_review_leaves_an_event():
    reviewer = staff_in_group("first_review")
    process = started()
    signed(process, reviewer, "refuse", "不符合条件。")
    verbs = Event.objects.filter(target_type="recruitment.application", target_id=process.application_id)
    assert list(verbs.order_by("id").values_list("verb", flat=True))[-6:] == [
        "application.submit",
        "review.open_stage",
        "application.begin_review",
        "review.take",
        "review.vote",
        "application.refuse",
    ]


def test_events_advance_the_process_at_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        application = submitted_station()
    process = ApplicationProcess.objects.get(application=application)
    assert open_task(process).flow_task.name == "sign"


def test_sweep_does_what_a_lost_event_should_have_done():
    application = submitted_station()
    assert not ApplicationProcess.objects.filter(application=application).exists()
    assert (advance_applications(), advance_applications()) == (1, 0)
    assert ApplicationProcess.objects.filter(application=application).count() == 1
