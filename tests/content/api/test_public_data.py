from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Consent
from content.models import HomePage, NoticePage, PublicityPage, RulesPage
from policies.enums import Kind
from publicity.models import WindowStatus
from recruitment.models import Round
from registry.models import Certificate, CertificateStatus, HolderStatus, Term
from tests.content.api import world
from tests.factories.recruitment import RoundFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]


def names(answer: Any) -> list[str]:
    return [one["name"] for one in answer["items"]]


def test_rounds_say_their_phase_and_their_notice(home: HomePage, ask: Ask) -> None:
    now, day = timezone.now(), timedelta(days=1)
    over = RoundFactory(title="过去", opens_at=now - 9 * day, closes_at=now - day)
    ahead = RoundFactory(title="将来", opens_at=now + day, closes_at=now + 9 * day)
    running = RoundFactory(title="现在", opens_at=now - day, closes_at=now + day)
    NoticePage.objects.update(round=running)

    mine = {over.pk, ahead.pk, running.pk}
    shown = [one for one in ask("/api/rounds/", limit=100)["items"] if one["id"] in mine]

    assert [(one["title"], one["phase"]["name"], bool(one["notice_url"])) for one in shown] == [
        ("将来", "尚未开始", False),
        ("现在", "申报中", True),
        ("过去", "已截止", False),
    ]
    for phase, one in (("ahead", ahead), ("open", running), ("over", over)):
        found = {row["id"] for row in ask("/api/rounds/", phase=phase, limit=100)["items"]}
        assert found & mine == {one.pk}


def test_window_shows_days_counts_and_where_to_object(home: HomePage, ask: Ask) -> None:
    window = world.publicity(world.station(), world.expert(), world.dropped(world.station("乙")))

    shown = ask(f"/api/windows/{window.pk}/")

    assert (shown["opened_on"], shown["last_day"], shown["status"]["name"]) == (
        "2026-11-19",
        "2026-11-26",
        "公示中",
    )
    assert [(one["kind"]["name"], one["count"]) for one in shown["counts"]] == [
        ("工作站", 1),
        ("志愿专家", 1),
    ]
    assert shown["objection_phone"] == "010-68200000 199****5678"
    assert shown["xlsx_url"] == f"http://localhost:8000/publicity/{window.pk}/list.xlsx"


def test_entries_have_the_columns_of_the_page_and_no_dropped_one(home: HomePage, ask: Ask) -> None:
    window = world.publicity(
        world.station(),
        world.held(world.expert()),
        world.dropped(world.station("乙")),
        world.station("丙", province="11"),
    )
    path = f"/api/windows/{window.pk}/entries/"

    first, second = ask(path)["items"][:2]

    assert first == {
        "order": 1, "kind": {"code": "station", "name": "工作站"}, "name": "(演示)甲园区",
        "province": {"code": "33", "name": "浙江省"}, "station_kind": "中小企业园区", "employer": "", "field_names": "",
    }  # fmt: skip
    assert second == {
        "order": 2, "kind": {"code": "expert", "name": "志愿专家"}, "name": "欧阳喆堃",
        "province": None, "station_kind": "", "employer": "大学", "field_names": "信贷融资",
    }  # fmt: skip
    assert names(ask(path, order="-order")) == ["丙", "欧阳喆堃", "(演示)甲园区"]
    assert names(ask(path, kind="station", province="33", q="甲园")) == ["(演示)甲园区"]


def test_window_is_public_with_its_page_only(home: HomePage, ask: Ask) -> None:
    draft, waiting, shown = (world.publicity(world.station()) for _ in range(3))
    PublicityPage.objects.get(window=draft).unpublish()
    none = dict.fromkeys(("opened_on", "last_day", "closes_at"))
    type(waiting).objects.filter(pk=waiting.pk).update(status=WindowStatus.PREPARED, **none)

    assert [one["id"] for one in ask("/api/windows/")["items"]] == [shown.pk]
    for hidden in (draft, waiting):
        for path in (f"/api/windows/{hidden.pk}/", f"/api/windows/{hidden.pk}/entries/"):
            assert Client().get(path).status_code == 404


def test_windows_are_filtered_by_status(home: HomePage, ask: Ask) -> None:
    running, over = world.publicity(), world.publicity(status=WindowStatus.CONFIRMED)
    assert [one["id"] for one in ask("/api/windows/", status="open")["items"]] == [running.pk]
    assert [one["id"] for one in ask("/api/windows/", status="confirmed")["items"]] == [over.pk]


def test_directory_lists_active_holders_and_experts_who_agreed(ask: Ask) -> None:
    world.holder(name="甲站")
    world.holder(Kind.EXPERT, name="同意的")
    world.holder(Kind.EXPERT, name="没有同意的", agreed=False)
    withdrawn = world.holder(Kind.EXPERT, name="撤回同意的")
    Consent.objects.filter(user=withdrawn.user).update(withdrawn_at=timezone.now() + timedelta(seconds=1))
    world.holder(name="今日期满", years=0)
    Term.objects.filter(holder=world.holder(name="任期已满")).update(
        starts_on=date(2020, 1, 1), ends_on=timezone.localdate() - timedelta(days=1)
    )
    world.ended(world.holder(name="撤销的"), HolderStatus.REVOKED, CertificateStatus.REVOKED)
    world.ended(world.holder(name="退出的"), HolderStatus.WITHDRAWN, CertificateStatus.WITHDRAWN)

    assert names(ask("/api/holders/")) == ["今日期满", "同意的", "甲站"]


def test_directory_is_filtered(ask: Ask) -> None:
    world.holder(name="甲站", province="11")
    world.holder(Kind.EXPERT, name="乙", employer="某大学")
    assert names(ask("/api/holders/", kind="station")) == ["甲站"]
    assert names(ask("/api/holders/", province="11")) == ["甲站"]
    assert names(ask("/api/holders/", q="大学")) == ["乙"]
    assert names(ask("/api/holders/", order="id")) == ["甲站", "乙"]


def test_holder_shows_its_term_but_no_number(ask: Ask) -> None:
    one = world.holder()
    shown = ask(f"/api/holders/{one.pk}/")
    assert shown["ends_on"] == str(one.terms.get().ends_on)
    assert Certificate.objects.get().number not in str(shown)


def test_hidden_holder_is_not_found() -> None:
    one = world.holder(Kind.EXPERT, agreed=False)
    assert Client().get(f"/api/holders/{one.pk}/").status_code == 404


def test_certificate_of_an_expert_shows_a_masked_name(ask: Ask) -> None:
    number = Certificate.objects.get(term__holder=world.holder(Kind.EXPERT)).number
    assert ask(f"/api/certificates/{number.lower().replace('-', ' ')}/")["holder"] == "欧**堃"


def test_certificate_of_a_revoked_expert_says_so(ask: Ask) -> None:
    one = world.ended(world.holder(Kind.EXPERT), HolderStatus.REVOKED, CertificateStatus.REVOKED)
    number = Certificate.objects.get(term__holder=one).number
    assert ask(f"/api/certificates/{number}/")["status"] == {"code": "revoked", "name": "已取消"}


def test_wrong_and_unknown_numbers_get_one_answer(db: None) -> None:
    answers = [
        Client().get(f"/api/certificates/{text}/")
        for text in ("GZZ-2026-33-00020-C", "GZZ-2026-33-00020-0", "随便")
    ]
    assert {(one.status_code, one.json()["message"]) for one in answers} == {
        (404, "没有查到与之相符的证书，请核对编号后再试。")
    }
    assert {one["Cache-Control"] for one in answers} == {"no-store"}


def test_certificates_are_counted_with_the_checks_of_the_page(ask: Ask) -> None:
    number = Certificate.objects.get(term__holder=world.holder()).number
    for _ in range(15):
        ask(f"/api/certificates/{number}/")
        Client().get("/verify/", {"number": number})
    refused = Client().get(f"/api/certificates/{number}/")
    assert (refused.status_code, refused["Retry-After"].isdigit()) == (429, True)
    assert refused.json()["message"].startswith("操作过于频繁，请在 ")
    assert Client().get("/verify/", {"number": number}).status_code == 429


def test_figures_count_everybody_by_kind_and_province(home: HomePage, ask: Ask) -> None:
    world.holder(province="11")
    world.holder(province="33")
    world.holder(province="33")
    world.holder(Kind.EXPERT, agreed=False)
    world.publicity()

    shown = ask("/api/figures/")

    stations, experts = shown["registry"]
    assert [(one["province"]["name"], one["count"]) for one in stations["provinces"]] == [
        ("浙江省", 2),
        ("北京市", 1),
    ]
    assert (stations["count"], experts["count"], shown["windows_open"]) == (3, 1, 1)
    assert (
        shown["rounds_open"]
        == Round.objects.filter(opens_at__lte=timezone.now(), closes_at__gte=timezone.now()).count()
    )


def test_regulations_come_article_by_article(home: HomePage, ask: Ask) -> None:
    assert [one["code"] for one in ask("/api/regulations/")["items"]] == ["N", "S", "E"]
    chapter = ask("/api/regulations/S/")["chapters"][1]
    article = chapter["articles"][0]
    assert (chapter["title"], article["name"]) == ("第二章 申报条件", "第四条 基本条件")
    whole = ask("/api/clauses/S-4-2/")
    assert whole["text"].startswith("（二）具有成熟的服务中小企业模式")
    assert whole["regulation"]["code"] == "S"


def test_regulation_is_public_with_a_page_only(home: HomePage) -> None:
    RulesPage.objects.get(regulation__code="S").unpublish()
    assert Client().get("/api/regulations/S/").status_code == 404
    assert Client().get("/api/clauses/S-4-2/").status_code == 404


def _rounds(number: int) -> None:
    for _ in range(number):
        RoundFactory()


def _windows(number: int) -> None:
    for _ in range(number):
        world.publicity(world.station())


def _entries(number: int) -> None:
    world.publicity(*(world.station(f"{n}") for n in range(number)))


def _holders(number: int) -> None:
    for n in range(number):
        world.holder(Kind.EXPERT if n % 2 else Kind.STATION)


LISTS: list[tuple[str, Callable[[int], None]]] = [
    ("/api/rounds/?limit=100", _rounds),
    ("/api/windows/?limit=100", _windows),
    ("/api/windows/{window}/entries/?limit=100", _entries),
    ("/api/holders/?limit=100", _holders),
    ("/api/figures/", _holders),
]


@pytest.mark.parametrize(("path", "make"), LISTS, ids=[path for path, _make in LISTS])
def test_list_costs_the_same_for_one_and_thirty(
    home: HomePage, ask: Ask, path: str, make: Callable[[int], None]
) -> None:
    def cost() -> int:
        newest = PublicityPage.objects.order_by("-pk").first()
        asked = path.format(window=newest.window_id if newest else 0)
        ask(asked)
        return queries_of(lambda: ask(asked))

    make(1)
    one = cost()
    make(30)
    assert cost() == one
