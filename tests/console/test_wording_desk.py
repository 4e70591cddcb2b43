"""The wordings at the desk: preview, history, adding, two people at once."""

import pytest
from pytest_django.asserts import assertContains

from messaging.models import Template
from tests.factories.accounts import UserFactory, staff_in_group
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
ADD, PREVIEW = "/admin/messages/wordings/add/", "/admin/messages/wordings/preview/"


@pytest.fixture
def administrator(client):
    person = staff_in_group("administrator")
    client.force_login(person)
    return person


def test_preview_shows_the_signed_message_with_the_longest_values(client, administrator):
    template = Template.objects.get(key="rejected")
    page = client.post(PREVIEW, {"template": template.pk, "text": "您的申请${no}未通过。"})
    assertContains(page, "【中小企业志愿服务】您的申请ZY-2026-000123未通过。")
    assertContains(page, "含签名 32 字，计费 1 条")
    assertContains(page, "受理编号")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"template": "x", "text": "办结${no}。"}, "变量须与声明的一致，请核对：no。"),
        ({"variables": "no 编号 99", "text": "办结${no}。"}, "这一行读不懂，请检查：no 编号 99"),
        ({"template": "9" * 30, "text": "【x】"}, "不能含有【】"),
        ({}, "写下正文后"),
    ],
)
def test_preview_survives_whatever_is_typed(client, administrator, asked, sentence):
    assertContains(client.post(PREVIEW, asked), sentence)


def test_history_of_a_wording_comes_from_the_audit_chain(client, administrator):
    template = Template.objects.get(key="rejected")
    url = f"/admin/messages/wordings/{template.pk}/"
    assertContains(client.get(url), "装载以来没有改过。")
    client.post(url, {"text": "您的申请${no}未通过审核。", "seen": template.text})
    page = client.get(url)
    assertContains(page, f"<del>{template.text}</del>", html=True)
    assertContains(page, "<ins>您的申请${no}未通过审核。</ins>", html=True)
    assertContains(page, administrator.name)


def test_second_of_two_people_is_told_and_keeps_what_he_typed(client, administrator):
    template = Template.objects.get(key="rejected")
    url = f"/admin/messages/wordings/{template.pk}/"
    client.post(url, {"text": "您的申请${no}未通过审核。", "seen": template.text})
    page = client.post(url, {"text": "您的申请${no}没有通过。", "seen": template.text})
    assertContains(page, "保存前已有人修改了这条正文")
    assertContains(page, "您的申请${no}没有通过。")
    assert Template.objects.get(key="rejected").text == "您的申请${no}未通过审核。"


def test_template_is_added(client, administrator):
    said = {"key": "rename_decided", "article": "S-9", "variables": "no 受理编号 14", "text": "更名${no}已办结。"}  # fmt: skip
    assert client.post(ADD, said)["Location"] == "/admin/messages/wordings/"
    made = Template.objects.get(key="rename_decided")
    assert (made.text, made.article, made.variables) == (
        "更名${no}已办结。",
        "S-9",
        {"no": {"label": "受理编号", "longest": 14}},
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"article": "X-1"}, "没有编号为“X-1”的条款。"),
        ({"key": "code"}, "已有同名模板“code”"),
        ({"variables": "no 编号 0"}, "这一行读不懂"),
        ({"text": "更名已办结。"}, "变量须与原来一致"),
        ({"text": ""}, "必需字段"),
    ],
)
def test_template_refused_says_why_and_keeps_the_form(client, administrator, change, sentence):
    said = {"key": "rename_decided", "article": "S-9", "variables": "no 受理编号 14", "text": "更名${no}已办结。"}  # fmt: skip
    page = client.post(ADD, said | change)
    assertContains(page, sentence)
    assertContains(page, (said | change)["variables"])
    assert not Template.objects.filter(key="rename_decided").exists()


def test_wordings_cost_the_same_queries_for_one_more(client, administrator):
    client.get("/admin/messages/wordings/")
    before = queries_of(lambda: client.get("/admin/messages/wordings/"))
    Template.objects.create(key="one_more", text="一条。")
    assert queries_of(lambda: client.get("/admin/messages/wordings/")) == before


def test_outsider_sees_no_wording(client):
    client.force_login(UserFactory())
    assert client.get(ADD).status_code in (302, 403)
    assert client.post(PREVIEW, {"text": "x"}).status_code in (302, 403)
