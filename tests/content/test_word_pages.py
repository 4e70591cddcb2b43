"""News, cases, commended lists and the calendar: what they show, refuse, and cost."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.blocks import StructBlockValidationError

from content.body_blocks import CallBlock, FigureBlock, GeneralBody
from content.models import (
    CalendarPage,
    CaseIndexPage,
    CasePage,
    Commended,
    CommendedIndexPage,
    CommendedLink,
    CommendedListPage,
    EventPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    NoticePage,
    StandardPage,
)
from content.month import month_asked
from demo.words import case_body, make_words
from policies.enums import Kind
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
BODY = [
    ("heading", {"text": "小标题", "level": "2"}),
    ("paragraph", "<p>正文<b>重点</b></p>"),
    ("official", {"title": "关于某事的通知", "number": "", "body": [("paragraph", "原文第一段。")]}),
    ("call", {"text": "想参加？", "label": "去申报", "page": None, "url": "https://example.org/"}),
    ("publicity", {"heading": "公示", "which": "all", "count": 5}),
    ("holders", {"heading": "名录", "kind": "station", "province": "", "count": 5}),
    *case_body("困难"),
]


def test_every_block_is_drawn_on_a_standard_page(home: HomePage, client: Client) -> None:
    page = home.add_child(
        instance=StandardPage(title="关于平台", slug="about", summary="平台做什么", body=BODY)
    )
    html = client.get(page.url).text

    for words in ("<h2>小标题</h2>", "<b>重点</b>", "原文第一段。", 'href="https://example.org/">去申报', "目前没有这样的公示。", "名录中目前没有符合的。", "上门了解情况", "来源：志愿日记（演示）", "平台实时统计"):  # fmt: skip
        assert words in html


def test_body_offers_eleven_blocks() -> None:
    assert list(GeneralBody().child_blocks) == [
        "heading", "paragraph", "picture", "table", "figures", "timeline", "attachments", "call", "official", "publicity", "holders",
    ]  # fmt: skip


def test_picture_without_words_is_refused() -> None:
    assert GeneralBody().child_blocks["picture"].child_blocks["alt"].required


def test_typed_figure_without_a_source_is_refused() -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        FigureBlock().clean({"live": "", "label": "企业", "value": "3 家", "source": ""})

    assert list(refused.value.block_errors) == ["source"]


@pytest.mark.parametrize("url", ["", "https://example.org/"])
def test_call_leads_to_one_place(home: HomePage, url: str) -> None:
    with pytest.raises(StructBlockValidationError):
        CallBlock().clean({"text": "", "label": "去", "page": home if url else None, "url": url})


def test_demo_words_stand_on_their_pages_and_on_the_home_page(home: HomePage, client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=SHANGHAI), tick=False):
        make_words(date(2026, 11, 20))
        make_words(date(2026, 11, 20))
        html = client.get("/").text

    assert [kind.objects.count() for kind in (NewsPage, CasePage, CommendedListPage, EventPage)] == [
        4,
        3,
        1,
        4,
    ]
    assert "工作站联络员线上培训举行（演示）" in html.replace("<wbr>", "")
    assert "2025 年度全部名单（5）" in html


@pytest.mark.parametrize("path", ["/news/", "/cases/", "/commended/", "/events/"])
def test_empty_column_says_what_will_come(home: HomePage, client: Client, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, 'class="empty"' in response.text) == (200, True)


def test_photo_without_words_and_row_without_name_are_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        Commended(kind=Kind.STATION, citation="服务突出", photo_id=1).clean()

    assert set(refused.value.message_dict) == {"name", "photo_alt"}


def test_commended_row_shows_province_reason_and_report(home: HomePage, client: Client) -> None:
    page = CommendedListPage(title="表扬名单", slug="2025", year=2025, issuer="中心")
    row = Commended(kind=Kind.EXPERT, name="林某某", province="11", citation="审查合同 137 次")
    row.links.set([CommendedLink(title="媒体报道", url="https://example.org/r")])
    page.rows.set([row])
    CommendedIndexPage.objects.get().add_child(instance=page)
    html = client.get("/commended/2025/").text

    for words in ("<h3>林某某</h3>", "北京市", "审查合同 137 次", 'href="https://example.org/r"'):
        assert words in html


def test_event_stands_on_each_of_its_days_and_ends_in_the_past(home: HomePage, client: Client) -> None:
    begin, end = datetime(2026, 12, 3, 14, tzinfo=SHANGHAI), datetime(2026, 12, 5, 16, tzinfo=SHANGHAI)
    CalendarPage.objects.get().add_child(instance=EventPage(title="服务周", slug="e", summary="集中服务", starts_at=begin, ends_at=end, place="各地"))  # fmt: skip
    with time_machine.travel(datetime(2026, 12, 1, tzinfo=SHANGHAI), tick=False):
        before = client.get("/events/", {"month": "2026-12"})
    with time_machine.travel(datetime(2026, 12, 6, tzinfo=SHANGHAI), tick=False):
        after = client.get("/events/", {"month": "2026-12"})

    days = [day.date for week in before.context["weeks"] for day in week if day.events]
    assert days == [date(2026, 12, 3), date(2026, 12, 4), date(2026, 12, 5)]
    assert [len(page.context["coming"]) for page in (before, after)] == [1, 0]
    assert [len(page.context["over"]) for page in (before, after)] == [0, 1]


@pytest.mark.parametrize("asked", ["", "x", "2026-13", "2026-0", "0000-01", "99999999-1", "2026-11-1", "²-1"])
def test_nonsense_for_a_month_is_this_month(asked: str) -> None:
    assert month_asked(asked, date(2026, 11, 23)).first == date(2026, 11, 1)


def test_month_knows_its_neighbours() -> None:
    assert month_asked("2026-12", date(2026, 11, 23)) == (date(2026, 12, 1), "2026-11", "2027-01")


def test_event_that_ends_before_it_starts_is_refused() -> None:
    at = datetime(2026, 12, 3, 14, tzinfo=SHANGHAI)
    with pytest.raises(ValidationError) as refused:
        EventPage(title="x", starts_at=at, ends_at=at.replace(hour=13)).clean()

    assert list(refused.value.message_dict) == ["ends_at"]


@pytest.mark.parametrize(
    ("index", "kind", "values"),
    [(NewsIndexPage, NewsPage, {}), (CaseIndexPage, CasePage, {"outcome": "有效", "province": "11"})],
)
def test_query_count_does_not_grow_with_the_column(home: HomePage, client: Client, index: Any, kind: Any, values: Any) -> None:  # fmt: skip
    parent, counts = index.objects.get(), []
    for number in range(10):
        parent.add_child(instance=kind(title=f"第{number}篇", slug=f"p{number}", summary="摘要", **values))
        if number in (0, 9):
            client.get(parent.url)
            counts.append(queries_of(lambda: client.get(parent.url)))

    assert counts[0] == counts[1]


def test_notices_are_found_by_category_year_and_words(home: HomePage, client: Client) -> None:
    from content.models import NoticeIndexPage

    index = NoticeIndexPage.objects.get()
    for slug, title, category, day in (("a", "举办培训的通知", "work", date(2025, 3, 1)), ("b", "表扬通报", "commendation", date(2026, 3, 1))):  # fmt: skip
        index.add_child(
            instance=NoticePage(title=title, slug=slug, issuer="中心", category=category, issued_on=day)
        )

    def titles(**asked: str) -> list[str]:
        return [one.title for one in client.get("/notices/", asked).context["notices"]]

    assert titles(q="培训") == ["举办培训的通知"]
    assert titles(category="commendation") == ["表扬通报"]
    assert titles(year="2025") == ["举办培训的通知"]
    assert titles(year="2025", category="commendation") == []
    assert len(titles(year="x", category="y", q="\x00")) == 3


@pytest.mark.parametrize(("form", "root"), [("rss", "<rss "), ("atom", "<feed ")])
def test_feed_carries_the_newest_notice_with_its_full_address(home: HomePage, client: Client, form: str, root: str) -> None:  # fmt: skip
    response = client.get(f"/notices/feed.{form}")

    assert root in response.text
    assert "http://testserver/notices/2023-8/" in response.text


@pytest.mark.parametrize("path", ["/notices/feed.json", "/secrets/feed.rss", "/media/images/yiqi.sqlite3", "/media/images/"])  # fmt: skip
def test_other_feeds_and_files_do_not_exist(home: HomePage, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_files_beside_the_pictures_stay_in(home: HomePage, client: Client) -> None:
    assert client.get("/media/images/../../yiqi.sqlite3").status_code == 400
