"""提出异议: the pages from the public list to the receipt."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from content.publicity_lists import kinds_shown, shown_table
from objections.models import Objection
from publicity.actions import drop_entry
from tests.factories.accounts import UserFactory
from tests.factories.files import named, pdf
from tests.factories.objections import DURING, GROUNDS, lodged
from tests.factories.publicity import OVER, bare_window, closed, gathered_window, opened

pytestmark = pytest.mark.django_db
NAME = "异议人（演示）"


@pytest.fixture
def handler():
    """Somebody who handles what is lodged."""
    person = UserFactory()
    person.user_permissions.add(Permission.objects.get(codename="handle_objection"))
    return person


@pytest.fixture
def now(monkeypatch, handler):
    """Moves the clock of the pages alone."""

    def moved(at):
        monkeypatch.setattr("objections.views.lodging.timezone.now", lambda: at)

    moved(DURING)
    return moved


@pytest.fixture
def entry(now):
    return opened(gathered_window()).entries.order_by("order").first()


@pytest.fixture
def objector(client):
    person = UserFactory(name=NAME)
    client.force_login(person)
    return person


def form_of(entry) -> str:
    return reverse("objections:lodge", args=[entry.pk])


def said(**changed):
    return {"real_name": NAME, "grounds": GROUNDS, **changed}


def test_visitor_signs_in_first_and_comes_back_to_the_form(client, entry):
    answer = client.get(form_of(entry))
    assert (answer.status_code, answer["Location"].split("?")[1]) == (302, f"next={form_of(entry)}")


def test_objection_is_lodged_with_files_and_its_number_is_shown(client, objector, entry):
    assert f'value="{NAME}"' in client.get(form_of(entry)).text
    files = [named("证据.pdf", pdf()), named("照片.pdf", pdf() + b"\n")]
    answer = client.post(form_of(entry), said(enclosures=files))
    row = Objection.objects.get()
    assert answer["Location"] == reverse("objections:receipt", args=[row.pk])
    assert (row.objector, row.real_name, row.grounds) == (objector, NAME, GROUNDS)
    assert list(row.files.values_list("name", flat=True)) == ["证据.pdf", "照片.pdf"]
    page = client.get(answer["Location"]).text
    assert "YY-2026-000001" in page
    assert "2 个文件" in page


def test_second_click_shows_the_same_receipt(client, objector, entry):
    first, second = (client.post(form_of(entry), said()) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Objection.objects.count() == 1


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(client, objector, entry):
    answer = client.post(form_of(entry), said(real_name=" ", enclosures=[named("证据.pdf", pdf())]))
    form = answer.context["form"]
    assert form.errors == {
        "real_name": ["异议须实名提出，请填写真实姓名或单位名称。"],
        "enclosures": ["请重新选择文件（浏览器不保留已选的文件）：证据.pdf"],
    }
    assert GROUNDS in answer.text
    assert not Objection.objects.exists()


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"grounds": "太短"}, {"grounds": ["请写明异议的事实和理由，不少于 20 个字。"]}),
        ({"grounds": "字" * 2001}, {"grounds": ["最多 2000 字，现有 2001 字。"]}),
        ({"real_name": "名" * 61}, {"real_name": ["最多 60 字，现有 61 字。"]}),
    ],
)
def test_words_out_of_bounds_are_answered_in_words(client, objector, entry, changed, errors):
    assert client.post(form_of(entry), said(**changed)).context["form"].errors == errors


def test_a_line_break_counts_once(client, objector, entry):
    client.post(form_of(entry), said(grounds="字\r\n" * 999 + "字字"))
    assert len(Objection.objects.get().grounds) == 2000


def test_what_is_no_evidence_is_refused_beside_the_files(client, objector, entry):
    answer = client.post(form_of(entry), said(enclosures=[named("坏.pdf", b"MZ\x90\x00")]))
    assert list(answer.context["form"].errors) == ["enclosures"]
    many = client.post(form_of(entry), said(enclosures=[named(f"{n}.pdf", pdf()) for n in range(11)]))
    assert many.context["form"].errors == {"enclosures": ["每次最多提交 10 个文件。"]}
    assert not Objection.objects.exists()


def test_after_the_last_day_a_sentence_stands_for_the_form(client, objector, entry, now):
    now(OVER)
    sentence = "公示期已于2026年9月24日届满，不再受理公示异议。"
    assert sentence in client.get(form_of(entry)).text
    late = client.post(form_of(entry), said())
    assert late.context["form"].non_field_errors() == [sentence]
    assert GROUNDS in late.text


def test_another_objection_to_the_same_entry_leads_to_the_first(client, objector, entry):
    row = lodged(entry, by=objector)
    page = client.get(form_of(entry)).text
    assert "您已对该公示对象提出异议（YY-2026-000001），正在处理中。" in page
    assert reverse("objections:objection", args=[row.pk]) in page
    other = client.post(form_of(entry), said(grounds=GROUNDS + "另有补充。"))
    assert other.context["form"].non_field_errors() == [
        "您已对该公示对象提出异议（YY-2026-000001），正在处理中。"
    ]


def test_sixth_objection_of_a_day_is_refused_in_words(client, objector, now):
    entries = list(opened(bare_window([f"(演示)园区{n}" for n in range(6)])).entries.order_by("order"))
    for one in entries[:5]:
        lodged(one, by=objector)
    assert "每人每天最多提出 5 件异议，请明天再提交。" in client.get(form_of(entries[5])).text
    now(DURING + timedelta(days=1))
    assert client.post(form_of(entries[5]), said()).status_code == 302


def test_a_list_nobody_knows_of_has_no_form(client, objector):
    entry = gathered_window().entries.first()
    assert client.get(form_of(entry)).status_code == 404
    assert client.post(form_of(entry), said()).status_code == 404


def test_a_dropped_entry_is_not_named(client, objector, entry):
    drop_entry(entry=entry, by=UserFactory(), at=DURING, reason="经核查不符合条件。")
    page = client.get(form_of(entry)).text
    assert "该公示对象已办结，不能再提出异议。" in page
    assert entry.name not in page
    assert entry.name not in client.post(form_of(entry), {}).text


def test_receipt_of_another_is_not_found(client, objector, entry):
    row = lodged(entry)
    assert client.get(reverse("objections:receipt", args=[row.pk])).status_code == 404


def test_list_offers_the_form_while_it_is_open(client, entry, rf):
    table, _filter = shown_table(rf.get("/"), entry.window, kinds_shown(entry.window))
    assert f'href="{form_of(entry)}"' in table.rows[0].get_cell("objection")
    over = closed(gathered_window())
    table, _filter = shown_table(rf.get("/"), over, kinds_shown(over))
    assert "objection" not in table.columns.names()


def test_until_somebody_handles_objections_the_list_names_no_door(client, rf, objector, entry, handler):
    handler.user_permissions.clear()
    for group in Group.objects.all():
        group.permissions.remove(Permission.objects.get(codename="handle_objection"))
    for answer in (client.get(form_of(entry)), client.post(form_of(entry), said())):
        assert "网上异议尚未开通" in answer.text
    table, _filter = shown_table(rf.get("/"), entry.window, kinds_shown(entry.window))
    assert "objection" not in table.columns.names()
    assert not Objection.objects.exists()
