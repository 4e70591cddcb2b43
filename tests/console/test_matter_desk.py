"""自定义事项 at the desk: define, ask, publish by another, open; the register; the signer's page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import StaffGroup
from matters.actions import open_type
from matters.exceptions import NotPublishedError
from matters.models import RequestType
from matters.queries import median_workdays
from policies.actions import draft_policy, publish_policy
from policies.exceptions import PolicyIncompleteError, PolicyNotDraftError, SelfApprovalError
from policies.models import PolicyVersion, Question
from questions.actions import change_question
from questions.exceptions import RefusedEditError
from tests.factories.accounts import StaffFactory, UserFactory, staff_in_group
from tests.factories.matters import drafted_type, opened_type, submitted_request
from tests.factories.questions import VOLUNTEERS, coming_round
from tests.factories.workflows import open_task, signed
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    person = staff_in_group("administrator")
    client.force_login(person)
    return person


def new_type(**given):
    group = StaffGroup.objects.get(code="first_review").group
    return {
        "title": "使用平台标识许可",
        "code": "logo",
        "asker": "anyone",
        "stage": "审核",
        "group": group.pk,
        **given,
    }


def test_administrator_defines_a_type_with_its_first_draft(client, administrator):
    response = client.post(reverse("desk_matters:type_add"), new_type())
    assert response["Location"] == reverse("desk_matters:type", args=["logo"])
    draft = PolicyVersion.objects.get(scope="logo")
    assert [(stage.flow_kind, stage.name, stage.group.name) for stage in draft.stages.all()] == [
        ("request", "审核", "初审组")
    ]
    page = client.get(response["Location"]).content.decode()
    assert "还没有题目" in page
    assert "还没有生效的版本，不能开放申请。" in page
    again = client.post(reverse("desk_matters:type_add"), new_type(title="另一个"))
    assert "代码“logo”已被另一事项使用，请换一个。" in again.content.decode()
    assert RequestType.objects.count() == 1


def test_type_is_published_by_another_person_and_only_then_opened():
    made = drafted_type("logo", VOLUNTEERS)
    draft = PolicyVersion.objects.get(scope="logo")
    now = timezone.now()
    with pytest.raises(NotPublishedError):
        open_type(type=made, by=StaffFactory(), at=now)
    with pytest.raises(SelfApprovalError):
        publish_policy(policy=draft, by=draft.author, at=now, effective_on=timezone.localdate(now))
    publish_policy(policy=draft, by=StaffFactory(), at=now, effective_on=timezone.localdate(now))
    assert open_type(type=made, by=StaffFactory(), at=now).is_open


def test_published_questions_stand_still_and_a_new_draft_has_its_own():
    opened_type()
    first = PolicyVersion.objects.get(scope="logo")
    question = Question.objects.get(question_set=first.question_set)
    with pytest.raises((RefusedEditError, PolicyNotDraftError)):
        change_question(question=question, values={"label": "别的"}, by=StaffFactory(), at=timezone.now())
    draft = draft_policy(source=first, title="第二版", by=StaffFactory(), at=timezone.now())
    copied = Question.objects.get(question_set=draft.question_set)
    change_question(question=copied, values={"threshold": "30"}, by=StaffFactory(), at=timezone.now())
    draft.refresh_from_db()
    assert (draft.revision, Question.objects.get(pk=question.pk).threshold) == (1, "20")


def test_question_page_says_the_sentence_before_it_is_saved(client, administrator):
    round_ = coming_round()
    place = reverse("desk_questions:preview", args=[round_.question_set_id, "number"])
    said = {"label": "自有志愿者", "code": "v", "unit": "人", "operator": "at_least", "threshold": "20"}
    assert "本批次：自有志愿者 18 人，需不少于 20 人" in client.post(place, said).content.decode()
    assert "请填写数字。" in client.post(place, {**said, "threshold": "很多"}).content.decode()
    for typed in ("", "🙂", "-5", "1e999", "9" * 300):
        assert client.post(place, {**said, "threshold": typed}).status_code == 200
    add = reverse("desk_questions:add", args=[round_.question_set_id, "choice"])
    choice = {
        "label": "行业",
        "code": "trade",
        "options": "制造业\n软件业",
        "operator": "one_of",
        "threshold": "软件业",
    }
    assert client.post(add, choice).status_code == 302
    question = Question.objects.get()
    assert (question.threshold, [option.name for option in question.options.all()]) == (
        "o2",
        ["制造业", "软件业"],
    )
    twice = client.post(add, choice)
    assert (twice.status_code, "已被本表的另一题使用" in twice.content.decode()) == (422, True)
    assert client.get(reverse("desk_recruitment:round", args=[round_.pk])).status_code == 200


def test_signer_finds_requests_in_the_inbox_and_decides_beside_the_answers(client):
    process = submitted_request(by=UserFactory(name="演示申请人甲"))
    reviewer = staff_in_group("first_review")
    client.force_login(reviewer)
    inbox = reverse("inbox:list")
    for query, is_listed in (("kind=request:logo", True), ("kind=station", False), ("text=申请人甲", True), ("province=33", False)):  # fmt: skip
        page = client.get(f"{inbox}?tab=group&{query}").content.decode()
        assert (process.request.number in page) is is_listed, query
    task = open_task(process)
    client.post(reverse("tasks:claim", args=[process.pk, task.pk]))
    place = reverse("tasks:open", args=[process.pk, task.pk])
    page = client.get(place).content.decode()
    assert "自有志愿者" in page
    assert "25 人" in page
    assert process.request.applicant.mobile not in page
    client.post(place, {"choice": "approve", "opinion": "同意。"})
    process.request.refresh_from_db()
    assert process.request.status == "approved"
    record = client.get(reverse("desk_matters:request", args=[process.request_id]))
    assert "同意。" in record.content.decode()


@pytest.mark.slow
def test_inbox_and_register_ask_the_database_the_same_for_one_request_and_for_four(client):
    client.force_login(staff_in_group("first_review"))
    type_ = opened_type()
    submitted_request(type_)
    places = [f"{reverse('inbox:list')}?tab=group", reverse("desk_matters:register")]
    for place in places:
        client.get(place)
    one = [queries_of(lambda at=place: client.get(at)) for place in places]
    for _ in range(3):
        submitted_request(type_)
    assert [queries_of(lambda at=place: client.get(at)) for place in places] == one


def test_figures_count_by_status_and_take_the_middle_of_working_days(client, administrator):
    process = submitted_request()
    signed(process, staff_in_group("first_review"))
    type_ = process.request.type
    assert median_workdays(type_, timezone.now()) == 0.0
    page = client.get(reverse("desk_matters:type", args=[type_.code])).content.decode()
    assert "办结用时（近一年中位数）" in page
    assert client.get(reverse("desk_matters:types")).status_code == 200


def test_whoever_may_see_no_flow_has_no_inbox(client):
    client.force_login(staff_in_group("editor"))
    response = client.get(reverse("inbox:list"))
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_type_whose_group_may_not_see_requests_is_not_published():
    staff_in_group("editor")
    drafted_type("logo", VOLUNTEERS, group=StaffGroup.objects.get(code="editor").group)
    draft, now = PolicyVersion.objects.get(scope="logo"), timezone.now()
    with pytest.raises(PolicyIncompleteError) as refused:
        publish_policy(policy=draft, by=StaffFactory(), at=now, effective_on=timezone.localdate(now))
    assert refused.value.faults == ["“审核”：内容编辑没有查看申请的权限，无法办理。"]
