"""公示异议: one story for each way an objection can end, played through the doors of every room."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from viewflow.workflow.status import PROCESS

from accounts.models import StaffGroup
from audit.models import Event
from objections.actions import accept_objection, decline_objection, withdraw_objection
from objections.exceptions import NotShownError
from objections.models import Objection
from publicity.actions import close_window, confirm_window, drop_entry
from publicity.models import Entry, EntryStatus
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.objections import DURING, lodged
from tests.factories.policies import PolicyFactory
from tests.factories.publicity import OVER, gathered_window, opened
from tests.factories.workflows import answered, open_task, open_tasks, signed, started, taken
from workflows.application.models import ApplicationProcess
from workflows.objection.following import advance_objection, advance_objections
from workflows.objection.models import ObjectionProcess
from workflows.review.batches import queue_batch, work_batches
from workflows.review.exceptions import ChoiceError, MayNotSignError

pytestmark = pytest.mark.django_db
NO = "经核对营业执照，成立日期与申报一致。"
YES = "经核查，该单位成立不满两年。"


@pytest.fixture
def entry():
    return opened(gathered_window()).entries.order_by("order").first()


def advance(row):
    advance_objection(objection_pk=row.pk, at=timezone.now())
    return ObjectionProcess.objects.get(objection=row)


def handled(entry, **given):
    """Lodged and accepted by the officer; its one stage waits for the decision maker."""
    row = lodged(entry, **given)
    advance(row)
    accept_objection(objection=row, by=staff_in_group("publicity_officer"), at=DURING)
    return advance(row)


def decided(process, choice, opinion):
    return signed(process, staff_in_group("decision_maker"), choice, opinion)


def standing(process):
    row = Objection.objects.get(process=process)
    return row.status, row.entry.status, process.outcome, process.status


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
def test_upheld_objection_takes_the_entry_off_with_its_reason(entry):
    process = decided(handled(entry), "approve", YES)
    assert standing(process) == ("upheld", EntryStatus.DROPPED, "upheld", PROCESS.DONE)
    assert (process.objection.reason, Entry.objects.get(pk=entry.pk).settle_reason) == (YES, YES)
    assert process.objection.settled_by.groups.get().staff.code == "decision_maker"
    assert open_tasks(process) == []


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
def test_dismissed_objection_lets_the_entry_go_on(entry):
    process = decided(handled(entry), "refuse", NO)
    assert standing(process) == ("dismissed", EntryStatus.LISTED, "dismissed", PROCESS.DONE)
    assert process.objection.reason == NO


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
def test_dismissed_after_the_window_closed_is_recognised_at_once(entry):
    process = handled(entry)
    window = close_window(window=entry.window, at=OVER)
    confirm_window(window=window, by=staff_in_group("decision_maker"), at=OVER)
    assert Entry.objects.get(pk=entry.pk).status == EntryStatus.HELD
    process = decided(process, "refuse", NO)
    assert standing(process) == ("dismissed", EntryStatus.RELEASED, "dismissed", PROCESS.DONE)


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
def test_withdrawn_objection_ends_its_open_tasks(entry):
    process = handled(entry)
    row = process.objection
    assert len(open_tasks(process)) == 1
    withdraw_objection(objection=row, by=row.objector, at=DURING)
    process = advance(row)
    assert standing(process) == ("withdrawn", EntryStatus.LISTED, "withdrawn", PROCESS.CANCELED)
    assert open_tasks(process) == []


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
def test_declined_objection_never_reaches_a_stage(entry):
    row = lodged(entry)
    advance(row)
    decline_objection(
        objection=row, by=staff_in_group("publicity_officer"), at=DURING, reason="与公示对象无关。"
    )
    process = advance(row)
    assert standing(process) == ("declined", EntryStatus.LISTED, "declined", PROCESS.DONE)
    assert process.runs.count() == 0


def test_objection_ends_with_an_entry_dropped_for_another_reason(entry):
    process = handled(entry)
    drop_entry(entry=entry, by=staff_in_group("decision_maker"), at=DURING, reason="申报人放弃。")
    process = advance(process.objection)
    assert standing(process) == ("upheld", EntryStatus.DROPPED, "dropped", PROCESS.CANCELED)
    assert open_tasks(process) == []


def test_second_objection_falls_with_the_entry_the_first_took_off(entry):
    first, second = handled(entry), handled(entry, by=UserFactory())
    decided(first, "approve", YES)
    assert standing(advance(second.objection)) == ("upheld", EntryStatus.DROPPED, "dropped", PROCESS.CANCELED)


def test_entry_waits_for_the_last_of_its_objections(entry):
    first, second = handled(entry), handled(entry, by=UserFactory())
    decided(first, "refuse", NO)
    assert Entry.objects.get(pk=entry.pk).status == EntryStatus.HELD
    decided(second, "refuse", NO)
    assert Entry.objects.get(pk=entry.pk).status == EntryStatus.LISTED


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
def test_late_objection_starts_nothing(entry):
    with pytest.raises(NotShownError, match="公示期已于2026年9月24日届满"):
        lodged(entry, at=OVER + timedelta(hours=1))
    assert (advance_objections(), ObjectionProcess.objects.count()) == (0, 0)


def test_sweep_starts_and_follows_what_no_hint_did_and_nothing_twice(entry):
    row = lodged(entry)
    assert (advance_objections(), advance_objections()) == (1, 0)
    accept_objection(objection=row, by=staff_in_group("publicity_officer"), at=DURING)
    assert (advance_objections(), advance_objections()) == (1, 0)
    process = ObjectionProcess.objects.get(objection=row)
    assert [run.stage.code for run in process.runs.all()] == ["objection_decision"]


def test_trace_of_the_flow_never_names_the_objector(entry):
    process = decided(handled(entry), "approve", YES)
    events = Event.objects.filter(target_type="objections.objection", target_id=process.objection_id)
    assert events.exists()
    assert not events.filter(actor=process.objection.objector).exists()


@pytest.fixture
def reviewed(entry):
    """The entry of an application that somebody has signed; and who."""
    reviewer = staff_in_group("first_review")
    process = started()
    answered(open_task(process), reviewer)
    ApplicationProcess.objects.filter(pk=process.pk).update(application=entry.application)
    return entry, reviewer


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
def test_whoever_reviewed_the_application_is_barred_from_its_objection(reviewed):
    entry, reviewer = reviewed
    reviewer.groups.add(StaffGroup.objects.get(code="decision_maker").group)
    process = handled(entry)
    assert process.parties() == {process.objection.objector_id, entry.application.applicant_id, reviewer.pk}
    assert [row.person for row in process.recusals.all()] == [reviewer]
    with pytest.raises(MayNotSignError):
        taken(process, reviewer)
    assert set(ObjectionProcess.staff_parties()) == {(process.pk, reviewer.pk)}
    assert standing(decided(process, "refuse", NO))[0] == "dismissed"


def test_rules_without_stages_for_objections_leave_the_decision_to_the_desk(entry):
    row = lodged(entry)
    Objection.objects.filter(pk=row.pk).update(policy=PolicyFactory())
    accept_objection(objection=row, by=staff_in_group("publicity_officer"), at=DURING)
    assert (advance_objections(), ObjectionProcess.objects.count()) == (0, 0)


def test_withdrawn_objection_takes_no_answer_before_its_process_has_heard(entry):
    process = handled(entry)
    withdraw_objection(objection=process.objection, by=process.objection.objector, at=DURING)
    with pytest.raises(ChoiceError):
        decided(process, "approve", YES)
    assert standing(process)[:2] == ("withdrawn", EntryStatus.LISTED)


def test_signer_reads_the_case_without_its_objector_and_answers_in_its_words(client, entry):
    process = handled(entry)
    signer = staff_in_group("decision_maker")
    task = taken(process, signer)
    client.force_login(signer)
    url = reverse("tasks:open", args=[process.pk, task.pk])
    page = client.get(url).text
    assert process.objection.grounds in page
    assert process.objection.real_name not in page
    assert "异议不成立 <kbd>2</kbd>" in page
    assert entry.name in client.get(reverse("inbox:list")).text
    desk = reverse("desk_objections:one", args=[process.objection_id])
    assert desk not in page
    assert process.objection.real_name not in client.get(desk, follow=True).text
    answer = client.post(url, {"choice": "refuse", "opinion": NO}, follow=True)
    assert f"{process.objection.number} 已提交：异议不成立。" in answer.text
    assert standing(process)[:2] == ("dismissed", EntryStatus.LISTED)


def test_no_batch_decides_an_objection(entry):
    process, signer = handled(entry), staff_in_group("decision_maker")
    batch = queue_batch(
        tasks=[open_task(process)], choice="approve", opinion=YES, by=signer, at=timezone.now()
    )
    assert work_batches() == 1
    assert batch.items.values_list("status", "sentence").get() == ("refused", "公示异议须逐件办理。")
    assert standing(process) == ("handling", EntryStatus.HELD, "", PROCESS.NEW)
    assert len(open_tasks(process)) == 1
