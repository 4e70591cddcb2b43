"""Stages of a request type that depend on what its own questions were answered."""

import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import StaffGroup
from audit.models import Event
from matters.actions import open_type
from matters.models import RequestType
from policies.actions import add_stage, publish_policy, set_stage_parts
from policies.conditions import ONE_OF
from policies.content import questions_said
from policies.exceptions import PolicyIncompleteError, PortableError
from policies.facts import facts_of
from policies.models import PolicyVersion, Question
from policies.portable import exported, read_portable
from questions.actions import remove_question
from tests.factories.accounts import StaffFactory, staff_in_group
from tests.factories.matters import drafted_type, submitted_request
from tests.factories.questions import PLEDGE, TRADE, TRADES
from tests.factories.workflows import signed, stage_now
from workflows.request.models import RequestProcess

pytestmark = pytest.mark.django_db

HEADCOUNT = {"code": "headcount", "kind": "number", "label": "参加人数", "unit": "人"}
HELD_ON = {"code": "held_on", "kind": "date", "label": "举办日期"}
ASKED = (HEADCOUNT, {**TRADE, "options": TRADES}, HELD_ON, {**PLEDGE, "is_required": False})
FIFTY = {"fact": "headcount", "operator": "at_least", "threshold": "50"}


@pytest.fixture
def draft():
    """A version of one stage, with a second that is to depend on an answer."""
    drafted_type("event", *ASKED, title="举办活动")
    staff_in_group("second_review")
    policy = PolicyVersion.objects.get(scope="event")
    group = StaffGroup.objects.get(code="second_review").group
    add_stage(policy=policy, flow_kind="request", name="大型活动复核", group=group, by=policy.author, at=timezone.now())  # fmt: skip
    return policy


def conditioned(policy, *rows):
    stage = policy.stages.get(name="大型活动复核")
    set_stage_parts(stage=stage, parts={"conditions": list(rows)}, by=policy.author, at=timezone.now())
    return stage


def opened(policy):
    now = timezone.now()
    publish_policy(policy=policy, by=StaffFactory(), at=now, effective_on=timezone.localdate(now))
    return open_type(type=RequestType.objects.get(code=policy.scope), by=StaffFactory(), at=now)


def asked_for(type_, headcount):
    return submitted_request(type_, headcount=headcount, trade="o1", held_on=date(2027, 3, 1))


def flow_url(policy, *more):
    return "/".join([f"/admin/rules/policies/{policy.number}/flow/request", *more, ""])


@pytest.mark.parametrize(
    ("headcount", "stages", "outcome"),
    [(50, ["审核", "大型活动复核"], "approved"), (49, ["审核"], "approved")],
)
def test_stage_is_held_only_for_requests_whose_answer_meets_its_condition(draft, headcount, stages, outcome):
    conditioned(draft, FIFTY)
    process = asked_for(opened(draft), headcount)
    taken = []
    while codes := stage_now(process):
        stage = draft.stages.get(code=codes[0])
        taken.append(stage.name)
        signed(process, staff_in_group(stage.group.staff.code))
    process = RequestProcess.objects.get(pk=process.pk)
    assert (taken, process.outcome) == (stages, outcome)
    skipped = Event.objects.filter(verb="review.skip_stage")
    assert [event.after["conditions"] for event in skipped] == ([] if headcount == 50 else [["headcount at_least 50"]])  # fmt: skip


def test_facts_of_a_request_are_what_is_counted_and_what_can_be_compared(draft):
    questions = [{"code": "unmet_count", "kind": "number", "label": "自编", "options": []}]
    said = [(fact.code, fact.kind) for fact in facts_of("request", questions)]
    assert said == [("supplement_count", "number"), ("unmet_count", "number")]
    own = list(facts_of("request", questions_said(draft.question_set)))[2:]
    assert [(fact.code, fact.label, fact.kind, fact.unit) for fact in own] == [
        ("headcount", "参加人数", "number", "人"),
        ("trade", "主要服务行业", "choice", ""),
        ("held_on", "举办日期", "date", ""),
    ]
    assert dict(own[1].names) == {"o1": "制造业", "o2": "软件业", "o3": "其他"}
    assert facts_of("station_application", questions_said(draft.question_set)) == facts_of("station_application")  # fmt: skip


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({**FIFTY, "fact": "colour"}, "“大型活动复核”：适用条件中的“colour”不是此流程的事实。"),
        ({**FIFTY, "fact": "pledge_file"}, "“大型活动复核”：适用条件中的“pledge_file”不是此流程的事实。"),
        ({**FIFTY, "operator": ONE_OF}, "“大型活动复核”：适用条件“参加人数”不能这样比较。"),
        ({**FIFTY, "threshold": "许多"}, "“大型活动复核”：适用条件“参加人数”：请填写数字。"),
        ({"fact": "trade", "operator": ONE_OF, "threshold": "o1,o9"}, "“大型活动复核”：适用条件“主要服务行业”没有取值“o9”。"),
    ],
)  # fmt: skip
def test_condition_that_does_not_fit_the_questions_keeps_a_version_from_being_published(draft, row, sentence):
    conditioned(draft, row)
    with pytest.raises(PolicyIncompleteError) as refusal:
        opened(draft)
    assert refusal.value.faults == [sentence]


def test_question_removed_under_its_condition_is_found_before_publication(draft):
    conditioned(draft, FIFTY)
    question = Question.objects.get(question_set=draft.question_set, code="headcount")
    remove_question(question=question, by=draft.author, at=timezone.now())
    with pytest.raises(PolicyIncompleteError) as refusal:
        opened(draft)
    assert refusal.value.faults == ["“大型活动复核”：适用条件中的“headcount”不是此流程的事实。"]


def test_editor_offers_the_questions_and_says_the_condition_in_words(client, draft):
    client.force_login(staff_in_group("administrator"))
    stage = draft.stages.get(name="大型活动复核")
    page = client.get(flow_url(draft), {"stage": stage.code})
    offered = [
        label for _code, label in page.context["form"].rows["conditions"].empty_form.fields["fact"].choices
    ]
    assert offered == ["事实", "已补正次数", "资格核对不符项数", "参加人数", "主要服务行业", "举办日期"]
    form = {name: getattr(stage, name) for name in ("name", "signer_source", "desk_fact", "sign_mode", "quorum", "signers", "limit_days", "on_limit", "max_returns")}  # fmt: skip
    form |= {"group": stage.group_id, "revision": PolicyVersion.objects.get(pk=draft.pk).revision}
    rows = [("headcount", "at_least", "50"), ("trade", "one_of", "制造业；软件业")]
    for place, row in enumerate(rows):
        form |= dict(zip((f"conditions-{place}-{name}" for name in ("fact", "operator", "threshold")), row, strict=True))  # fmt: skip
    counts = dict.fromkeys(("named_signers", "desks", "checks", "fields"), 0) | {"conditions": len(rows)}
    for name, count in counts.items():
        form |= {f"{name}-TOTAL_FORMS": count, f"{name}-INITIAL_FORMS": 0}
    answer = client.post(flow_url(draft, stage.code, "change"), form)
    assertRedirects(answer, flow_url(draft) + f"?stage={stage.code}#stage-{stage.code}")
    assert list(stage.conditions.values_list("fact", "operator", "threshold")) == [
        ("headcount", "at_least", "50"),
        ("trade", "one_of", "o1,o2"),
    ]
    said = "参加人数不少于 50 人，且主要服务行业属于“制造业、软件业”"
    assertContains(client.get(reverse("rules:policy", args=[draft.number])), said)


def test_draft_of_a_request_type_is_not_offered_a_trial_it_has_no_history_for(client, draft):
    client.force_login(staff_in_group("administrator"))
    trials = reverse("rules:trials", args=[draft.number])
    for address in (flow_url(draft), reverse("rules:compare_policy", args=[draft.number])):
        assertNotContains(client.get(address), trials)


def test_version_is_carried_with_its_questions_and_conditions(draft):
    conditioned(draft, FIFTY)
    said = exported(draft)
    portable = read_portable(json.dumps(said).encode(), None, scope="event")
    assert portable.said["stages"][1]["conditions"] == [FIFTY]
    assert next(question["code"] for question in portable.said["questions"]) == "headcount"


def test_carried_condition_on_a_question_that_is_not_carried_is_refused(draft):
    conditioned(draft, {**FIFTY, "fact": "colour"})
    with pytest.raises(PortableError) as refusal:
        read_portable(json.dumps(exported(draft)).encode(), None, scope="event")
    assert refusal.value.faults == ["环节“大型活动复核”：适用条件中的“colour”不是此流程的事实。"]
