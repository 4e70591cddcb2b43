"""更正：a reviewer puts right what the stage opens; findings, seal and trail follow, and the applicant reads why."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from messaging.models import Message
from policies.models import Stage, StageField
from recruitment.actions import resubmit_application
from recruitment.actions.correcting import NEVER, correct_dossier
from recruitment.dossiers import dossier_columns, saved_value
from recruitment.exceptions import ColumnClosedError
from recruitment.forms import ExpertPledgeForm, StationPledgeForm
from recruitment.models import Application
from recruitment.receivers import columns_unknown
from recruitment.supplements import Told, corrections_of, last_supplement
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import RoundFactory, submitted_expert, submitted_station
from tests.factories.workflows import policy_with, seat_now, signed, stages_of, started, taken
from tests.workflows.test_desk_pages import case_url
from workflows.application.actions import advance_application
from workflows.application.showing import open_columns

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    person = staff_in_group("first_review")
    client.force_login(person)
    return person


def opening(*names, stage=0):
    policy = policy_with()
    for name in names:
        StageField.objects.create(stage=stages_of(policy)[stage], name=name, access="edit")
    return started(submitted_station(round=RoundFactory(policy=policy)))


def url(task):
    return reverse("inbox:correct", args=[task.process_id, task.pk])


def row_of(process):
    return Application.objects.get(pk=process.application_id)


def posted(process, **values):
    return {"seen": row_of(process).snapshot_hash, "reason": "与名册不符。", **values}


def errors_on(response):
    return re.findall(r'<p class="desk-error" role="alert">(.*?)</p>', response.content.decode())


def test_correction_changes_the_column_its_finding_and_the_seal(client, reviewer):
    process = opening("served_last_year", "address")
    task, before = taken(process, reviewer), row_of(process)
    assert url(task) in client.get(case_url(task)).content.decode()
    response = client.post(url(task), posted(process, served_last_year="120", address=before.station.address))
    assert response["Location"] == case_url(task)
    after = row_of(process)
    finding = after.findings.get(label="上年服务")
    assert (after.station.served_last_year, finding.value, finding.is_met) == (120, "120 家", False)
    assert after.snapshot_hash != before.snapshot_hash
    assert after.snapshots.count() == 2
    assert last_supplement(after) is None
    (corrected,) = corrections_of(after)
    assert corrected.changes == [Told("served_last_year", "上年服务中小企业数", "186 家", "120 家")]
    event = Event.objects.get(verb="application.correct")
    assert (event.actor, event.before) == (reviewer, {"served_last_year": 186})
    assert event.after == {"served_last_year": 120, "reason": "与名册不符。", "stage": "初审", "hash": after.snapshot_hash}  # fmt: skip


def test_applicant_reads_what_was_corrected_and_why_and_not_by_whom(client, reviewer):
    process = opening("served_last_year")
    client.post(url(taken(process, reviewer)), posted(process, served_last_year="180"))
    client.force_login(process.application.applicant)
    page = client.get(reverse("recruitment:application", args=[process.application_id])).content.decode()
    assert "审核人员更正了申报材料" in page
    assert "上年服务中小企业数：186 家 → 180 家\n理由：与名册不符。" in page
    assert str(reviewer) not in page


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"served_last_year": "186"}, "没有改动任何内容。"),
        ({"served_last_year": "120", "reason": " "}, "请写明更正理由。"),
        ({"served_last_year": "120", "seen": "old"}, "材料在您打开本页后已有变动，请返回本件核对后再更正。"),
        ({"served_last_year": "许多"}, "请填写整数，不带单位。"),
    ],
)
def test_correction_that_may_not_be_is_refused_in_words(client, reviewer, values, sentence):
    process = opening("served_last_year")
    before = row_of(process).snapshot_hash
    response = client.post(url(taken(process, reviewer)), posted(process, **values))
    assert response.status_code == 422
    assert [sentence] == errors_on(response)
    assert row_of(process).snapshot_hash == before


def test_column_that_is_not_open_stays_as_it_was(client, reviewer):
    process = opening("served_last_year", "uscc")
    before = row_of(process).station
    client.post(
        url(taken(process, reviewer)), posted(process, served_last_year="120", address="新", uscc="新")
    )
    after = row_of(process).station
    assert (after.address, after.uscc, after.served_last_year) == (before.address, before.uscc, 120)


def test_only_whoever_holds_the_task_corrects(client, reviewer):
    process = opening("served_last_year")
    task = taken(process, staff_in_group("first_review"))
    assert client.post(url(task), posted(process, served_last_year="120")).status_code == 403
    assert row_of(process).station.served_last_year == 186


def test_action_refuses_a_closed_column_by_its_label():
    process = opening()
    row = row_of(process)
    with pytest.raises(ColumnClosedError, match=r"^本环节不能更正：办公地址、统一社会信用代码。$"):
        correct_dossier(
            application=row, values={"address": "新", "uscc": "新"}, allowed={"uscc"}, seen=row.snapshot_hash,
            stage="初审", reason="理由", by=staff_in_group("first_review"), at=timezone.now(),
        )  # fmt: skip


def test_column_hidden_from_the_reviewer_elsewhere_is_not_open(client, reviewer):
    process = opening("served_last_year")
    task = taken(process, reviewer)
    assert open_columns(seat_now(task).run, row_of(process), frozenset({"served_last_year"})) == frozenset()


PLEDGES = {*StationPledgeForm().fields, *ExpertPledgeForm().fields}


def test_columns_never_corrected_are_columns_that_exist():
    columns = dossier_columns("station_application") | dossier_columns("expert_application")
    assert NEVER - columns.keys() == set()
    assert {"uscc", "contact_mobile", "email", *PLEDGES} == NEVER


@pytest.mark.parametrize("name", sorted({"uscc", "contact_mobile"} | {*StationPledgeForm().fields}))
def test_rules_that_open_what_only_the_applicant_says_are_refused(name):
    stage = {"name": "初审", "flow_kind": "station_application", "fields": [{"name": name, "access": "edit"}]}
    label = dossier_columns("station_application")[name]
    said = [f"“初审”：“{label}”只能由申报人填写，不能开放更正。"]
    assert columns_unknown(None, content={"stages": [stage]}) == said
    stage["fields"][0]["access"] = "hidden"
    assert columns_unknown(None, content={"stages": [stage]}) == []


def test_experts_fields_in_another_order_are_no_correction(client, reviewer):
    policy = policy_with()
    stage = Stage.objects.get(policy=policy, flow_kind="expert_application", order=1)
    StageField.objects.create(stage=stage, name="fields", access="edit")
    process = started(submitted_expert(round=RoundFactory(policy=policy)))
    task, held = taken(process, reviewer), saved_value(row_of(process).expert, "fields")
    response = client.post(url(task), posted(process, fields=held[::-1]))
    assert errors_on(response) == ["没有改动任何内容。"]
    client.post(url(task), posted(process, fields=held[:1]))
    assert saved_value(row_of(process).expert, "fields") == held[:1]


def test_empty_correction_is_told_what_is_missing(client, reviewer):
    task = taken(opening("address"), reviewer)
    response = client.post(url(task))
    assert response.status_code == 422
    assert "请写明更正理由。" in errors_on(response)


def told(person):
    found = Message.objects.filter(recipient=person, template__key="review_corrected")
    return list(found.order_by("pk").values_list("text", flat=True))


def test_whoever_has_signed_is_told_of_a_later_correction_and_nobody_else(client, reviewer):
    process = opening("served_last_year", stage=1)
    signed(process, reviewer)
    second, bystander = staff_in_group("second_review"), staff_in_group("first_review")
    client.force_login(second)
    client.post(url(taken(process, second)), posted(process, served_last_year="120"))
    said = f"您签核过的“{process.label}”，{second}在复审更正了申报材料。理由：与名册不符。"
    assert (told(reviewer), told(second), told(bystander)) == ([said], [], [])


def test_who_answered_before_the_last_supplement_is_not_told(client, reviewer):
    process = opening("served_last_year")
    earlier = staff_in_group("first_review")
    signed(process, earlier, "supplement")
    row, at = row_of(process), timezone.now()
    resubmit_application(application=row, by=row.applicant, at=at)
    advance_application(application_pk=row.pk, at=at)
    client.post(url(taken(process, reviewer)), posted(process, served_last_year="120"))
    assert corrections_of(row_of(process))[0].row.by == reviewer
    assert told(earlier) == []


def test_corrected_title_moves_the_case_up_in_every_inbox(client, reviewer):
    process = opening("priority_title")
    run = process.runs.get()
    assert run.goes_first is False
    client.post(url(taken(process, reviewer)), posted(process, priority_title="platform"))
    run.refresh_from_db()
    assert (row_of(process).is_priority, run.goes_first) == (True, True)
