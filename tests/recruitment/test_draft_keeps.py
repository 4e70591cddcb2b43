"""A draft loses nothing: partial, malformed, from two tabs, after a signed-out save."""

import pytest
from django.test import Client
from django.urls import reverse

from recruitment.actions import create_draft, save_draft
from recruitment.exceptions import StaleDraftError
from recruitment.models import Application
from tests.factories.recruitment import RoundFactory


@pytest.fixture
def draft(applicant) -> Application:
    round_ = RoundFactory()
    return create_draft(round=round_, kind="station", by=applicant, at=round_.opens_at)


def autosave(client: Client, draft: Application, code: str = "unit", **values: str):
    url = reverse("recruitment:autosave", args=[draft.pk, code])
    return client.post(url, {"revision": "0", **values})


def test_an_autosave_keeps_a_half_filled_step(mine, draft):
    said = autosave(mine, draft, name="(演示)半份", founded_on="2019-06-18").json()
    draft.station.refresh_from_db()
    assert (draft.station.name, str(draft.station.founded_on)) == ("(演示)半份", "2019-06-18")
    assert (said["revision"], said["errors"]) == (1, {})
    assert "S-4-1：独立法人资格未确认，需具有" in said["checks"]


def test_a_malformed_field_is_explained_and_the_others_are_saved(mine, draft):
    said = autosave(mine, draft, name="(演示)甲", contact_mobile="1380", founded_on="明天").json()
    assert said["errors"] == {
        "contact_mobile": ["请输入 11 位手机号码。"],
        "founded_on": ["请按“年-月-日”填写，例如 2019-06-18。"],
    }
    draft.station.refresh_from_db()
    assert (draft.station.name, draft.station.contact_mobile) == ("(演示)甲", "")


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("91330113", "统一社会信用代码应为 18 位，现有 8 位。"),
        (
            "9133O113DEM0000144",
            "统一社会信用代码前 8 位（登记部门、机构类别、行政区划）应为数字，第 5 位是“O”。",
        ),
        ("91330113DEO0000144", "统一社会信用代码第 11 位“O”有误：代码不使用字母 I、O、S、V、Z。"),
        ("91330113DEM0000145", "统一社会信用代码最后一位校验码不符，请逐位核对前 17 位和最后一位。"),
        ("\uff19\uff11330113dem 0000144", None),  # full-width, small, spaced: put right
    ],
)
@pytest.mark.clause("S-4-1")
def test_a_credit_code_says_which_part_is_wrong_and_is_kept(mine, draft, typed, advice):
    assert autosave(mine, draft, uscc=typed).json()["advice"].get("uscc") == advice


def test_two_tabs_the_second_is_asked_and_nothing_is_lost(mine, draft):
    autosave(mine, draft, name="(演示)第一个窗口")
    second = autosave(mine, draft, name="(演示)第二个窗口")
    assert second.status_code == 409
    assert "这份草稿刚刚在另一个窗口保存过，有 1 处内容不同" in second.json()["stale"]
    assert "(演示)第一个窗口" in second.json()["stale"]
    assert "(演示)第二个窗口" in second.json()["stale"]
    draft.station.refresh_from_db()
    assert draft.station.name == "(演示)第一个窗口"


def test_two_tabs_without_scripts_get_their_own_words_back(mine, draft):
    autosave(mine, draft, name="(演示)第一个窗口")
    url = reverse("recruitment:step", args=[draft.pk, "unit"])
    page = mine.post(url, {"revision": "0", "name": "(演示)第二个窗口"})
    assert page.status_code == 409
    assert 'value="(演示)第二个窗口"' in page.text
    assert 'name="revision" value="1"' in page.text
    mine.post(url, {"revision": "1", "name": "(演示)第二个窗口", "stay": "1"})
    draft.station.refresh_from_db()
    assert draft.station.name == "(演示)第二个窗口"


def test_the_same_words_from_a_stale_tab_are_no_conflict(mine, draft):
    autosave(mine, draft, name="(演示)一样")
    assert autosave(mine, draft, name="(演示)一样").status_code == 200


def test_the_action_itself_refuses_a_stale_revision(draft, applicant):
    at = draft.saved_at
    save_draft(application=draft, values={"name": "甲"}, revision=0, by=applicant, at=at)
    with pytest.raises(StaleDraftError) as stale:
        save_draft(application=draft, values={"name": "乙"}, revision=0, by=applicant, at=at)
    assert [(d.label, d.yours, d.saved) for d in stale.value.differences] == [("单位名称", "乙", "甲")]


def test_a_signed_out_autosave_is_led_to_the_door_not_lost_in_an_error(draft):
    response = autosave(Client(), draft, name="x")
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


@pytest.mark.clause("N-1")
def test_a_draft_survives_signing_out(mine, draft, applicant):
    autosave(mine, draft, "narrative", experience="做过的事")
    mine.logout()
    mine.force_login(applicant)
    assert "做过的事" in mine.get(reverse("recruitment:step", args=[draft.pk, "narrative"])).text


@pytest.mark.parametrize(
    ("code", "field", "typed", "sentence"),
    [
        ("unit", "name", "(演示)快乐🎉公司", "名称中的字符“🎉”（U+1F389）不能印在证书上，请改用规范汉字、字母或数字。"),
        ("unit", "name", "1234", "名称中没有文字，请填写全称。"),
        ("unit", "name", "长" * 101, "最多 100 字，现有 101 字。"),
        ("unit", "station_kind", "spaceship", "spaceship"),
        ("unit", "province", "99", "99"),
        ("unit", "founded_on", "9999-12-31", "日期应在 1900 年至今天之间，请核对。"),
        ("conditions", "served_last_year", "一百五", "请填写整数，不带单位。"),
        ("conditions", "served_last_year", "-1", "不能小于 0，请核对。"),
        ("conditions", "staff_count", "99999999999999999999", "不能大于 1000000，请核对。"),
        ("narrative", "experience", "长" * 5001, "最多 5000 字，现有 5001 字。"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence_at_its_field(mine, draft, code, field, typed, sentence):
    said = autosave(mine, draft, code, **{field: typed})
    assert said.status_code == 200
    assert sentence in said.json()["errors"][field][0]


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
def test_a_mangled_revision_is_a_conflict_not_an_error(mine, draft, revision):
    url = reverse("recruitment:autosave", args=[draft.pk, "unit"])
    assert mine.post(url, {"revision": revision, "name": "(演示)甲"}).status_code == 409


def test_script_is_shown_as_text(mine, draft):
    autosave(mine, draft, name="<script>alert(1)</script>甲", address="\u202e倒\x00写")
    for name, args in (("step", [draft.pk, "unit"]), ("preview", [draft.pk]), ("print", [draft.pk])):
        page = mine.get(reverse(f"recruitment:{name}", args=args)).text
        assert "<script>alert(1)" not in page
        assert "\u202e" not in page
