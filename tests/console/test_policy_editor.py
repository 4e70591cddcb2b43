"""The editor of a draft: stages as cards, an old form keeps what was typed, nothing is loosened, everything is tried out first."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from audit.models import Event
from policies.actions import add_stage, set_stage_parts
from policies.models import PolicyVersion, Stage
from recruitment.actions.correcting import NEVER
from recruitment.dossiers import dossier_columns
from tests.factories.accounts import staff_in_group

pytestmark = pytest.mark.django_db

FLOW = "/admin/rules/policies/2/flow/station_application/"
AT = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ROWS = ("named_signers", "desks", "conditions", "checks", "fields")


@pytest.fixture
def administrator(client):
    person = staff_in_group("administrator", name="演示管理员甲")
    for code in ("first_review", "second_review", "second_review", "second_review"):
        staff_in_group(code)
    client.force_login(person)
    client.post("/admin/rules/policies/1/draft/", {"title": "演示草稿"})
    return person


@pytest.fixture
def draft(administrator):
    return PolicyVersion.objects.get(number=2)


def stage_of(policy, code):
    return policy.stages.get(flow_kind="station_application", code=code)


def said(stage, *, revision=0, rows=(), **changed):
    """What a browser sends for a stage when nothing but `changed` differs; `rows` are (list, fields) pairs."""
    form = {name: getattr(stage, name) for name in ("name", "signer_source", "desk_fact", "sign_mode", "quorum", "signers", "limit_days", "on_limit", "max_returns")}  # fmt: skip
    form |= {"group": stage.group_id, "revision": revision}
    form |= {name: "on" for name in ("is_veto", "is_other_person", "may_return") if getattr(stage, name)}
    counts = dict.fromkeys(ROWS, 0)
    for name, fields in rows:
        form |= {f"{name}-{counts[name]}-{field}": value for field, value in fields.items()}
        counts[name] += 1
    for name, count in counts.items():
        form |= {f"{name}-TOTAL_FORMS": count, f"{name}-INITIAL_FORMS": 0}
    return {name: value for name, value in {**form, **changed}.items() if value is not None}


def test_stage_is_saved_with_rows_named_in_chinese(client, draft):
    client.post(FLOW + "add/", {"revision": 0})
    stage = stage_of(draft, "stage_3")
    rows = [
        (
            "conditions",
            {"fact": "station_kind", "operator": "one_of", "threshold": "中小企业园区；特色产业集群"},
        ),
        ("conditions", {"fact": "staff_count", "operator": "at_least", "threshold": "50"}),
        ("checks", {"text": "核对印章", "is_required": "on", "ORDER": "2"}),
        ("checks", {"text": "核对名称", "ORDER": "1"}),
        ("checks", {"is_required": "on"}),  # left empty
        ("fields", {"name": "contact_name", "access": "hidden"}),
    ]
    form = said(stage, revision=1, rows=rows, name="专家评议", sign_mode="quorum", signers=3, quorum=2)
    assertRedirects(client.post(FLOW + "stage_3/change/", form), FLOW + "?stage=stage_3#stage-stage_3")
    stage.refresh_from_db()
    assert (stage.name, stage.sign_mode, stage.signers, stage.quorum) == ("专家评议", "quorum", 3, 2)
    assert list(stage.conditions.values_list("fact", "threshold")) == [
        ("station_kind", "park,cluster"),
        ("staff_count", "50"),
    ]
    assert list(stage.checks.values_list("order", "text", "is_required")) == [
        (1, "核对名称", False),
        (2, "核对印章", True),
    ]
    assert list(stage.fields.values_list("name", "access")) == [("contact_name", "hidden")]


@pytest.mark.parametrize(("rows", "sentence"), [
    ([("conditions", {"fact": "station_kind", "operator": "one_of", "threshold": "火星"})], "没有名为“火星”的取值"),
    ([("conditions", {"fact": "staff_count", "operator": "one_of", "threshold": "5"})], "“专职人员数”只能用：不少于、不超过。"),
    ([("conditions", {"fact": "staff_count", "operator": "at_least", "threshold": "多"})], "请填写数字。"),
    ([("fields", {"name": "name", "access": "edit"}), ("fields", {"name": "name", "access": "hidden"})], "同一项写了两次，请删去一行。"),
    ([("fields", {"name": "uscc", "access": "edit"})], "“统一社会信用代码”只能由申报人填写，不能开放更正。"),
])  # fmt: skip
def test_wrong_row_is_refused_beside_it_and_kept(client, draft, rows, sentence):
    client.post(FLOW + "add/", {"revision": 0})
    form = said(stage_of(draft, "stage_3"), revision=1, rows=rows, name="评议甲乙丙")
    page = client.post(FLOW + "stage_3/change/", form)
    assertContains(page, sentence, status_code=422)
    assertContains(page, 'value="评议甲乙丙"', status_code=422)
    assert stage_of(draft, "stage_3").name == "新环节"


def test_columns_only_the_applicant_says_stand_apart(client, draft):
    page = client.get(FLOW, {"stage": "first_review"})
    offered = page.context["form"].rows["fields"].empty_form.fields["name"].choices
    apart = dict(offered)["只由申报人填写，不能更正"]
    assert {name for name, _label in apart} == NEVER & dossier_columns("station_application").keys()
    assert not NEVER & {name for name, _label in offered}


def test_row_is_added_without_a_script(client, draft):
    stage = stage_of(draft, "first_review")
    page = client.post(FLOW + "first_review/change/", said(stage, more="checks", name="初审改"))
    assertContains(page, 'name="checks-0-text"')
    assertContains(page, 'value="初审改"')
    assert not Event.objects.filter(verb="policy.change_stage").exists()


def test_rows_left_as_they_were_are_kept(client, draft, administrator):
    stage = stage_of(draft, "second_review")
    set_stage_parts(
        stage=stage, parts={"checks": [{"order": 1, "text": "核对印章"}]}, by=administrator, at=AT
    )
    row = {"text": "核对印章", "clause": "", "is_required": "on", "ORDER": "1"}
    form = said(stage, revision=1, rows=[("checks", row)], limit_days=12) | {"checks-INITIAL_FORMS": 1}
    assert client.post(FLOW + "second_review/change/", form).status_code == 302
    assert list(stage.checks.values_list("text", flat=True)) == ["核对印章"]
    client.post(FLOW + "second_review/change/", form | {"revision": 2, "checks-0-DELETE": "on"})
    assert not stage.checks.exists()


def test_more_signers_than_there_are_is_refused(client, draft):
    form = said(stage_of(draft, "second_review"), sign_mode="quorum", signers=2, quorum=3)
    assertContains(
        client.post(FLOW + "second_review/change/", form), "2 人中不可能有 3 人同意。", status_code=422
    )


@pytest.mark.clause("S-5-2")
def test_required_stage_quotes_its_article_and_refuses(client, draft):
    assertContains(client.get(FLOW + "?stage=first_review"), "S-5-2 要求“初审”环节，不得删除。")
    page = client.post(FLOW + "first_review/remove/", {"revision": 0})
    assertContains(page, "S-5-2 要求“初审”环节，不得删除。", status_code=422)
    page = client.post(FLOW + "first_review/change/", said(stage_of(draft, "first_review"), limit_days=4))
    assertContains(page, "时限不得少于 5 个工作日。", status_code=422)
    page = client.post(FLOW + "first_review/move/", {"to": "down", "revision": 0})
    assertContains(page, "不得改变必设环节之间的先后次序。", status_code=422)
    assert list(draft.stages.filter(flow_kind="station_application").values_list("code", "limit_days")) == [
        ("first_review", 10),
        ("second_review", 10),
    ]


def test_old_form_keeps_what_was_typed_and_says_what_the_other_did(client, draft):
    other = staff_in_group("administrator", name="演示管理员乙")
    client.force_login(other)
    client.post(FLOW + "second_review/change/", said(stage_of(draft, "second_review"), limit_days=8))
    client.force_login(staff_in_group("administrator"))
    page = client.post(
        FLOW + "second_review/change/", said(stage_of(draft, "second_review"), name="复核", limit_days=12)
    )
    for words in (
        "草稿已被修改，您的内容尚未保存。",
        "演示管理员乙",
        "时限由 10 个工作日改为 8 个工作日",
        'value="复核"',
        'value="12"',
    ):
        assertContains(page, words, status_code=409)
    assert stage_of(draft, "second_review").limit_days == 8
    assert page.context["policy"].revision == 1  # so that saving again is done knowingly
    form = said(stage_of(draft, "second_review"), name="复核", limit_days=12, revision=1)
    assert client.post(FLOW + "second_review/change/", form).status_code == 302


def test_stage_somebody_removed_meanwhile_is_said(client, draft):
    client.post(FLOW + "add/", {"revision": 0})
    form = said(stage_of(draft, "stage_3"), revision=1)
    client.post(FLOW + "stage_3/remove/", {"revision": 1})
    page = client.post(FLOW + "stage_3/change/", form)
    assertContains(page, "此环节已被删除，您的内容没有保存。", status_code=409)


def test_preview_shows_what_would_be_and_changes_nothing(client, draft):
    form = said(stage_of(draft, "second_review"), sign_mode="quorum", signers=3, quorum=2, limit_days=8)
    page = client.post(FLOW + "second_review/preview/", form)
    assertContains(page, "“复审”由 1 人改为 3 人中 2 人")
    assertContains(page, "3 人中 2 人 · 8 日")
    assert (
        stage_of(draft, "second_review").signers,
        Event.objects.filter(verb="policy.change_stage").count(),
    ) == (1, 0)


def test_preview_says_what_saving_would_refuse(client, draft):
    form = said(stage_of(draft, "second_review"), limit_days=3)
    assertContains(
        client.post(FLOW + "second_review/preview/", form),
        "保存时会被拒绝：S-5-2 要求“复审”环节，时限不得少于 5 个工作日。",
    )


@pytest.mark.parametrize("to", ["", "sideways", "²", "99999"])
def test_move_to_nowhere_is_refused_in_words(client, draft, to):
    page = client.post(FLOW + "second_review/move/", {"to": to, "revision": 0})
    assertContains(page, "请说明移到第几步。", status_code=422)


def test_published_version_has_no_editor(client, administrator):
    assertRedirects(
        client.get("/admin/rules/policies/1/flow/station_application/"), "/admin/rules/policies/1/"
    )
    assert client.get("/admin/rules/policies/1/flow/colour/").status_code == 404
    assert client.get(FLOW.replace("station_application", "request")).status_code == 404


def test_old_parameters_are_refused_and_kept(client, draft):
    from tests.console.test_policy_desk import form_values

    client.post("/admin/rules/policies/2/change/", form_values(publicity__days=7))
    page = client.post("/admin/rules/policies/2/change/", form_values(publicity__days=9))
    assertContains(page, "公示期由 5 个工作日改为 7 个工作日", status_code=409)
    assertContains(page, 'value="9"', status_code=409)


def test_comparison_names_every_difference_and_every_fault(client, draft, administrator):
    client.post(
        FLOW + "second_review/change/", said(stage_of(draft, "second_review"), sign_mode="all", signers=5)
    )
    page = client.get("/admin/rules/policies/2/compare/")
    assertContains(page, "“复审”由 1 人改为 5 人会签")
    assertContains(page, "“复审组”在岗 3 人，不足 5 个席位。")
    client.force_login(staff_in_group("decision_maker"))
    page = client.post("/admin/rules/policies/2/publish/", {"effective_on": "2099-01-01"})
    assertContains(page, "“复审组”在岗 3 人，不足 5 个席位。", status_code=422)


def test_published_version_is_read_with_its_differences(client, draft):
    client.post(FLOW + "second_review/change/", said(stage_of(draft, "second_review"), limit_days=12))
    client.force_login(staff_in_group("decision_maker"))
    client.post("/admin/rules/policies/2/publish/", {"effective_on": "2099-01-01"})
    page = client.get("/admin/rules/policies/2/")
    assertContains(page, "“复审”时限由 10 个工作日改为 12 个工作日")
    assertContains(page, "任一人 · 12 日")
    assertNotContains(page, "比较与发布")


def test_exported_version_comes_back_as_a_draft(client, draft):
    file = client.get("/admin/rules/policies/2/export/")
    assert file["Content-Disposition"] == 'attachment; filename="policy-v2.json"'
    assert (file["Content-Type"], file["X-Content-Type-Options"]) == (
        "application/json; charset=utf-8",
        "nosniff",
    )
    upload = SimpleUploadedFile("policy.json", file.content, "application/json")
    assertRedirects(
        client.post("/admin/rules/policies/import/", {"file": upload}), "/admin/rules/policies/3/compare/"
    )
    assert Event.objects.get(verb="policy.import_draft").after == {"hash": json.loads(file.content)["hash"]}


def test_file_that_is_no_version_is_refused_in_words(client, administrator):
    for content, sentence in (
        (b"{", "文件不是规则版本的 JSON 文件"),
        (b"", "文件是空的。"),
        (b"[]", "文件应是一个规则版本"),
    ):
        page = client.post("/admin/rules/policies/import/", {"file": SimpleUploadedFile("a.json", content)})
        assertContains(page, sentence, status_code=422)
    assertContains(client.post("/admin/rules/policies/import/", {}), "请选择要导入的文件。", status_code=422)
    assert PolicyVersion.objects.count() == 2


def test_editor_asks_as_often_for_ten_stages_as_for_one(client, draft, administrator):
    def count():
        client.get(FLOW + "?stage=second_review")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(FLOW + "?stage=second_review").status_code == 200
        return len(queries)

    few = count()
    group = stage_of(draft, "second_review").group
    for n in range(8):
        add_stage(
            policy=draft,
            flow_kind="station_application",
            name=f"环节{n}",
            group=group,
            by=administrator,
            at=AT,
        )
    assert Stage.objects.filter(policy=draft, flow_kind="station_application").count() == 10
    assert count() == few


def test_card_says_what_a_veto_costs_a_vote_of_some(client, draft):
    client.post(FLOW + "add/", {"revision": 0})
    page = client.get(FLOW + "?stage=stage_3").text
    assert '<p class="desk-more" id="veto-note" data-when="sign_mode:quorum">' in page
    assert "3 人中已有 2 人同意，仍要等第 3 人" in page
