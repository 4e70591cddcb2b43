"""The sentences of certificate and letter: default as ever, changed for what comes after, refused when they do not fit."""

import pytest
from django.conf import settings

from audit.models import Event
from policies.enums import Kind
from registry.drawing import certificate_pdf
from registry.models import Wording
from registry.queries import current_wordings
from registry.rendering import render_due
from registry.sentences import SENTENCES
from registry.wording_actions import SentenceRefused, change_sentence, checked_sentence, sample
from tests.factories.accounts import StaffFactory
from tests.factories.registry import issued_certificate
from tests.registry.test_rendering import words_of

pytestmark = pytest.mark.django_db
NEW = "你单位经认定为*中小企业志愿服务工作站*，有效期${years}年，自${start}起至${end}止。"


def printed(certificate):
    with certificate.pdf.open() as file:
        return words_of(file.read())


def test_default_sheet_says_what_it_always_said():
    station, expert = (words_of(certificate_pdf(sample(kind))) for kind in (Kind.STATION, Kind.EXPERT))
    assert (
        "经评审和公示，你单位符合《中小企业志愿服务工作站管理办法》第四条规定的条件，依照该办法第五条认定为中小企业志愿服务工作站"
        "。本证书有效期三年，自2026年11月22日起至2029年11月22日止。"
    ) in station
    assert (
        "依照《中小企业志愿服务专家管理办法》第四条、第九条，兹聘请您为中小企业志愿服务专家，自愿、无偿为中小企业提供志愿服务。"
        "聘期三年，自2026年11月22日起至2029年11月22日止。特颁此聘书。"
    ) in expert


def test_changed_sentence_stands_on_what_is_drawn_afterwards_only():
    first = issued_certificate()
    render_due()
    first.refresh_from_db()
    change_sentence(key="station_body", text=NEW, seen=0, by=StaffFactory())
    second = issued_certificate()
    assert render_due() == 1
    second.refresh_from_db()
    assert "你单位经认定为中小企业志愿服务工作站，有效期三年" in printed(second)
    assert "经评审和公示" in printed(first)


def test_change_is_on_record_and_refused_to_whoever_looked_at_an_older_text():
    person = StaffFactory()
    change_sentence(key="station_body", text=NEW, seen=0, by=person)
    with pytest.raises(SentenceRefused, match="保存前已有人修改了这段用语"):
        change_sentence(key="station_body", text=NEW, seen=0, by=StaffFactory())
    event = Event.objects.get(verb="wording.change")
    assert (event.actor, event.before, event.after) == (
        person,
        {"text": SENTENCES["station_body"].text},
        {"text": NEW},
    )


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("station_body", "认定为*工作站*。", "变量须恰为：end、start、years。"),
        ("station_body", NEW.replace("*", ""), "称号须用一对 . 标出一次"),
        ("station_body", NEW.replace("你", "𠮷"), "印刷字库没有“𠮷”"),
        ("station_body", NEW + "请为中小企业做好志愿服务。" * 9, "行，版面只有 3 行，请缩短。"),
        ("expert_closing", "特颁此聘书" * 12, "“聘书结语”排成 2 行，版面只有 1 行，请缩短。"),
        ("expert_closing", "*特颁*此聘书。", "这一段没有称号"),
        ("expert_closing", "", "正文不能为空。"),
    ],
)
def test_sentence_that_breaks_the_sheet_is_refused(key, text, sentence):
    with pytest.raises(SentenceRefused, match=sentence):
        change_sentence(key=key, text=text, seen=0, by=StaffFactory())
    assert current_wordings().get(key, SENTENCES[key].text) == SENTENCES[key].text


def test_every_default_passes_its_own_check():
    for key, sentence in SENTENCES.items():
        assert checked_sentence(key=key, text=sentence.text)[0] == sentence.text
    assert settings.CERTIFICATE_ISSUER
    assert not Wording.objects.exists()
