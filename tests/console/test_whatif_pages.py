"""试算 on the desk: who may start it, what the pages say, what leaves as a workbook."""

from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from audit.models import Event
from console.policies.whatif_actions import cancel_trial
from console.policies.whatif_models import Trial, TrialCase, TrialStatus
from policies.actions import change_policy
from policies.models import PolicyVersion
from recruitment.models import Application
from tests.factories.accounts import staff_in_group
from tests.factories.trials import a_round, asked, reviewed, tried_version, worked
from tests.queries import queries_of
from typeset.workbook_text import keep_text, quoted

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    person = staff_in_group("administrator")
    client.force_login(person)
    return person


def blocked_trial(count=1, **values):
    """A finished trial in which so many stations served too few."""
    round_ = a_round()
    for _ in range(count):
        reviewed(round_, "approve", "approve", served_last_year=186)
    return worked(asked(tried_version(**(values or {"station__min_served": 200})), round_))


def test_a_trial_is_started_for_a_year_or_a_round_and_cancelled(client, administrator):
    application = reviewed(a_round(), "approve", "approve")
    number = tried_version().number
    address = f"/admin/rules/policies/{number}/trials/"
    assertContains(client.get(address), "本版本还没有试算过")
    year = timezone.localtime(application.round.opens_at).year
    response = client.post(f"{address}start/", {"years": [year], "rounds": [application.round_id]})
    trial = Trial.objects.get()
    assertRedirects(response, f"/admin/rules/trials/{trial.pk}/")
    assert (trial.scope, trial.total, trial.by) == (f"{year}年全部批次", 1, administrator)
    assertContains(client.get(response.url), "已算 0 / 1 件")
    page = client.post(f"/admin/rules/trials/{trial.pk}/cancel/", follow=True)
    assertContains(page, "试算没有算完，不显示结果。")
    page = client.post(f"/admin/rules/trials/{trial.pk}/cancel/", follow=True)
    assertContains(page, "试算已经结束。")


@pytest.mark.parametrize(
    "said", [{}, {"rounds": ["x"]}, {"years": ["1999"]}, {"rounds": ["99999999999999999999"]}]
)
def test_a_scope_that_is_none_is_refused_in_words(client, administrator, said):
    reviewed(a_round(), "approve", "approve")
    number = tried_version().number
    response = client.post(f"/admin/rules/policies/{number}/trials/start/", said)
    assert (response.status_code, Trial.objects.count()) == (422, 0)
    assertContains(response, "desk-error", status_code=422)


def test_a_second_trial_of_a_running_version_is_refused_in_words(client, administrator):
    round_ = a_round()
    reviewed(round_, "approve", "approve")
    trial = asked(tried_version(), round_)
    address = f"/admin/rules/policies/{trial.policy.number}/trials/start/"
    response = client.post(address, {"rounds": [round_.pk]})
    assertContains(response, "该版本正在试算，请等待完成或先取消。", status_code=422)


def test_the_result_says_numbers_sentences_and_cases(client, administrator):
    trial = blocked_trial()
    page = client.get(f"/admin/rules/trials/{trial.pk}/")
    assertContains(page, "按演示批次的 1 件申报试算，1 件结果会有不同。")
    assertContains(page, "S-4-2 上年服务 186 家：不少于 150 家 → 不少于 200 家，由符合变为不符合")
    assertContains(page, Application.objects.get().number)
    assertContains(page, "年度考核结果")
    assertContains(page, "无历史数据")
    assertNotContains(page, "19900009999")
    assertContains(client.get(f"/admin/rules/trials/{trial.pk}/?effect=decision"), "没有符合条件的申报")


def test_a_trial_without_effect_says_so(client, administrator):
    trial = blocked_trial(station__min_served=150)
    page = client.get(f"/admin/rules/trials/{trial.pk}/")
    assertContains(page, "没有一件的结果会有不同")
    assertContains(page, "没有受影响的申报")
    assertNotContains(page, "导出 Excel")


def test_a_draft_changed_afterwards_makes_its_trial_stale(client, administrator):
    trial = blocked_trial()
    address = f"/admin/rules/trials/{trial.pk}/"
    assertNotContains(client.get(address), "草稿在试算后又有修改，请重新试算。")
    policy = PolicyVersion.objects.get(pk=trial.policy_id)
    change_policy(policy=policy, values={"station.min_served": 180}, by=administrator, at=timezone.now())
    assertContains(client.get(address), "草稿在试算后又有修改，请重新试算。")
    assertContains(client.get(f"/admin/rules/policies/{policy.number}/trials/"), "已过时")


def test_who_may_only_read_versions_reads_results_and_starts_nothing(client):
    trial = blocked_trial()
    client.force_login(staff_in_group("first_review"))
    assertContains(client.get(f"/admin/rules/trials/{trial.pk}/"), "受影响的申报")
    list_address = f"/admin/rules/policies/{trial.policy.number}/trials/"
    assertNotContains(client.get(list_address), "开始试算")
    assert client.post(f"{list_address}start/", {"years": ["2026"]}).url == "/admin/"
    assert client.post(f"/admin/rules/trials/{trial.pk}/cancel/").url == "/admin/"
    assert Trial.objects.get().status == TrialStatus.DONE


def test_the_workbook_holds_the_affected_and_no_contact_data(client, administrator):
    trial = blocked_trial()
    Application.objects.update(name="=cmd|'/c calc'!A1")
    response = client.get(f"/admin/rules/trials/{trial.pk}/cases.xlsx")
    book = load_workbook(BytesIO(response.content))
    number, name, *rest = [cell.value for cell in book["受影响的申报"][2]]
    assert (number, name) == (Application.objects.get().number, "=cmd|'/c calc'!A1")
    assert rest[:4] == [
        "工作站",
        "浙江省",
        "提交时被拦截",
        "S-4-2 上年服务 186 家：不少于 150 家 → 不少于 200 家，由符合变为不符合",
    ]
    said = str([[cell.value for row in sheet for cell in row] for sheet in book])
    assert "1990000" not in said
    assert Event.objects.filter(verb="trial.export").count() == 1


def test_a_trial_that_has_not_ended_is_not_exported(client, administrator):
    round_ = a_round()
    reviewed(round_, "approve", "approve")
    trial = asked(tried_version(), round_)
    response = client.get(f"/admin/rules/trials/{trial.pk}/cases.xlsx")
    assertRedirects(response, f"/admin/rules/trials/{trial.pk}/")
    cancel_trial(trial=trial, by=administrator, at=timezone.now())
    assert client.get(f"/admin/rules/trials/{trial.pk}/cases.xlsx").status_code == 302


@pytest.mark.parametrize("start", ["=1", "+1", "-1", "@a", "＝1", "\t=1"])
def test_a_cell_that_begins_like_a_formula_stays_text(start):
    """One way for every export: the words stay as they are, and the cell is marked as text."""
    out = BytesIO()
    book = Workbook()
    book.active.append([start])
    keep_text(book.active["A1"])
    book.save(out)
    cell = load_workbook(out).active["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (start, "s", True)
    assert quoted(start) == f"'{start}"


def test_the_result_costs_the_same_with_one_case_and_with_many(client, administrator):
    trial = blocked_trial()
    address = f"/admin/rules/trials/{trial.pk}/"
    client.get(address)
    one = queries_of(lambda: client.get(address))
    for _ in range(3):
        application = reviewed(a_round(), "approve", "approve")
        TrialCase.objects.create(trial=trial, application=application, effect="blocked")
    assert queries_of(lambda: client.get(address)) == one


def test_the_version_links_to_its_trials(client, administrator):
    assertContains(client.get("/admin/rules/policies/1/"), "/admin/rules/policies/1/trials/")


def test_request_types_have_no_trials(client, administrator):
    policy = tried_version()
    PolicyVersion.objects.filter(pk=policy.pk).update(scope="leave")
    assert client.get(f"/admin/rules/policies/{policy.number}/trials/").status_code == 404
