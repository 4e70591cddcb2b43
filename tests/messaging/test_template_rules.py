"""What a wording must keep to: gateway rules, the same variables, and one change at a time."""

import pytest

from audit.models import Event
from messaging.models import Template
from messaging.template_actions import WordingRefused, add_template, change_wording, gateway_faults
from messaging.variables import filled, variable_named
from messaging.wording import sms_length, sms_segments
from tests.factories.accounts import StaffFactory

OWN = {"no": {"label": "受理编号", "longest": 14}}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("您的申请${no}已办结。", []),
        ("", ["正文不能为空。"]),
        ("【中心】您好", ["正文不能含有【】或网址：签名由网关添加，链接须另行报备。"]),
        ("见 www.example.org", ["正文不能含有【】或网址：签名由网关添加，链接须另行报备。"]),
        ("见 evil.com/x", ["正文不能含有【】或网址：签名由网关添加，链接须另行报备。"]),
        ("奖金 $ 100", ["正文中的 $ 只能用于变量，例如 ${no}。"]),
        ("您的${type}${no}已办结", ["两个变量不能紧挨着，中间须有文字。"]),
        ("您的${type} ${no}已办结", ["两个变量不能紧挨着，中间须有文字。"]),
        ("第${m}次" * 20, []),
        ("第${m}次" * 21, ["变量最多 20 个，现有 21 个。"]),
        ("字" * 490, []),
        ("字" * 491, ["连同签名、变量按最长计不能超过 500 字，现为 501 字。"]),
    ],
)
def test_gateway_refuses_in_sentences(text, sentences):
    assert gateway_faults(text) == sentences


def test_length_counts_the_longest_values():
    text = "您的申请${no}材料需补正，请于${date}前登录志愿平台修改后重新提交，逾期视为放弃。"
    assert filled(text).startswith("您的申请ZY-2026-000123材料需补正，请于2026年12月31日（暂定）前")
    assert (sms_length(filled(text)), sms_segments(filled(text))) == (73, 2)


def test_variable_nobody_registered_counts_with_twenty_characters():
    assert len(variable_named("whatever").sample) == 20
    assert len(variable_named("no", OWN).sample) == 14


@pytest.mark.django_db
def test_every_wording_of_the_base_data_passes_the_gateway():
    faults = {row.key: gateway_faults(row.text) for row in Template.objects.all()}
    assert {key: said for key, said in faults.items() if said} == {}


@pytest.mark.django_db
def test_wording_changed_meanwhile_is_refused_and_nothing_lost():
    template, person = Template.objects.get(key="rejected"), StaffFactory()
    first = change_wording(template=template, text="您的申请${no}未通过。", by=person, seen=template.text)
    with pytest.raises(WordingRefused, match="保存前已有人修改了这条正文"):
        change_wording(template=template, text="您的申请${no}没有通过。", by=person, seen=template.text)
    assert Template.objects.get(pk=template.pk).text == first.text


@pytest.mark.django_db
def test_template_added_keeps_its_variables_and_leaves_an_event():
    person = StaffFactory()
    made = add_template(
        key="rename_decided", article="S-9", text="您的更名申请${no}已办结。", variables=OWN, by=person
    )
    assert (made.variable_names, made.sample) == ({"no"}, "您的更名申请示例文字示例文字示例文字示例已办结。")
    event = Event.objects.get(verb="template.add")
    assert (event.actor, event.after) == (
        person,
        {"text": "您的更名申请${no}已办结。", "article": "S-9", "variables": ["no"]},
    )
    with pytest.raises(WordingRefused, match="已有同名模板“rename_decided”"):
        add_template(key="rename_decided", article="", text="办结${no}。", variables=OWN, by=person)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "text", "variables", "sentence"),
    [
        ("Rename", "办结${no}。", OWN, "键由小写字母"),
        ("rename", "已办结。", OWN, "变量须与原来一致，请核对：no。"),
        ("rename", "办结${no}，${date}。", OWN, "变量须与原来一致，请核对：date。"),
        ("rename", "办结${No}。", {"No": {"label": "编号", "longest": 9}}, "变量名由小写字母"),
    ],
)
def test_template_that_does_not_add_up_is_refused(key, text, variables, sentence):
    with pytest.raises(WordingRefused, match=sentence):
        add_template(key=key, article="", text=text, variables=variables, by=StaffFactory())
    assert not Template.objects.filter(key=key).exists()
