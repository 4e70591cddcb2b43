"""The public list of a window: what it shows, what it never shows, and how it leaves as a file."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from content.models import HomePage, PublicityPage
from objections.actions import accept_objection, decline_objection, dismiss_objection
from policies.calendar_actions import confirm_correction, propose_correction
from policies.seeding import SpecialDay
from publicity.actions import (
    close_window,
    confirm_window,
    drop_entry,
    hold_entry,
    open_window,
    recompute_window,
)
from publicity.models import Window
from recruitment.actions import withdraw_application
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.objections import DURING, lodged
from tests.factories.publicity import (
    OVER,
    PUBLISHED,
    bare_window,
    confirmed,
    gathered_window,
    passed_application,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def published(window: Window) -> PublicityPage:
    """What the editor and the worker do."""
    with time_machine.travel(PUBLISHED, tick=False):
        PublicityPage.objects.get(window=window).get_latest_revision().publish()
        open_window(window=Window.objects.get(pk=window.pk), at=timezone.now())
    return PublicityPage.objects.get(window=window)


def test_name_leaves_page_files_and_interface_with_whoever_applied(home: HomePage, client: Client) -> None:
    pair = [passed_application(name=name) for name in ("(演示)去者园区", "(演示)留者园区")]
    page = published(gathered_window(pair))
    paths = [page.url, f"{page.url}?all=1", f"/api/windows/{page.window_id}/entries/"]

    def named(name: str) -> list[bool]:
        texts = [client.get(path).content.decode() for path in paths]
        sheet = load_workbook(BytesIO(client.get(files_of(page)[1]).content)).worksheets[0]
        return [name in text for text in [*texts, str(list(sheet.values))]]

    assert (named("去者"), named("留者")) == ([True] * 4, [True] * 4)
    withdraw_application(application=pair[0], by=pair[0].applicant, at=DURING)
    assert (named("去者"), named("留者")) == ([False] * 4, [True] * 4)


def files_of(page: PublicityPage) -> list[str]:
    return [f"/publicity/{page.window_id}/list.{ext}" for ext in ("pdf", "xlsx")]


def test_gathered_list_gets_a_draft_that_nobody_reads(home: HomePage, client: Client) -> None:
    page = PublicityPage.objects.get(window=bare_window())

    assert (page.live, page.has_unpublished_changes) == (False, True)
    assert [client.get(path).status_code for path in (page.url, *files_of(page))] == [404, 404, 404]


@pytest.mark.clause("S-5-3")
@pytest.mark.clause("E-4-3")
def test_page_prints_both_dates_and_how_to_object(home: HomePage, client: Client) -> None:
    page = published(bare_window())
    html = client.get(page.url).text

    assert "2026年9月18日公示，2026年9月24日 24:00 止" in re.sub(r"\s*<[^>]+>\s*", "", html)
    assert page.objection_phone in html


@pytest.mark.clause("S-5-3")
def test_page_says_that_its_last_day_was_changed(home: HomePage, client: Client) -> None:
    page = published(bare_window())
    assert "截止日已变更" not in client.get(page.url).text
    days = {date(2026, 9, 23): SpecialDay(is_workday=False, name="中秋节")}
    at = PUBLISHED + timedelta(days=3)
    change = propose_correction(
        year=2026, special_days=days, source="（演示）通知", reason="放假安排调整", by=UserFactory(), at=at
    )
    confirm_correction(change=change, by=UserFactory(), at=at)
    recompute_window(window=page.window, at=at)
    html = client.get(page.url).text

    assert "由 2026年9月24日 改为 2026年9月28日（2026年9月21日变更）" in html
    assert "2026年9月28日 24:00" in html


def test_publishing_again_does_not_restart_the_clock(home: HomePage) -> None:
    page = published(bare_window())
    page.save_revision().publish()

    assert Window.objects.get(pk=page.window_id).published_at == PUBLISHED


@pytest.mark.clause("E-4-3")
@pytest.mark.parametrize("kind", ["station", "expert"])
def test_no_mobile_or_email_is_in_page_or_files(home: HomePage, client: Client, kind: str) -> None:
    application = passed_application(kind)
    dossier = application.station if kind == "station" else application.expert
    secrets = {application.applicant.mobile, getattr(dossier, "contact_mobile", ""), getattr(dossier, "email", "")} - {""}  # fmt: skip
    page = published(gathered_window([application]))
    pdf, xlsx = (client.get(path).content for path in files_of(page))
    cells = [str(cell.value) for sheet in load_workbook(BytesIO(xlsx)) for row in sheet for cell in row]
    shown = client.get(page.url).text + PdfReader(BytesIO(pdf)).pages[0].extract_text() + "".join(cells)

    assert dossier.name in shown
    assert [secret for secret in secrets if secret in shown] == []


def test_dropped_entry_leaves_the_list_and_held_one_stays_unmarked(home: HomePage, client: Client) -> None:
    page = published(bare_window(["(演示)甲园区", "(演示)乙园区", "(演示)丙园区"]))
    officer = staff_in_group("publicity_officer")
    first, second, _third = page.window.entries.order_by("order")
    hold_entry(entry=first, by=officer, at=timezone.now(), reason="有人反映成立时间不实。")
    hold_entry(entry=second, by=officer, at=timezone.now(), reason="有人反映重复申报。")
    drop_entry(entry=second, by=officer, at=timezone.now(), reason="经核查属实。")
    html = client.get(page.url).text

    assert [name in html for name in ("(演示)甲园区", "(演示)乙园区", "(演示)丙园区")] == [True, False, True]
    assert "有人反映" not in html


def test_all_names_stand_on_one_page(home: HomePage, client: Client) -> None:
    names = [f"(演示)第{number}园区" for number in range(45)] + ["<script>甲"]
    page = published(bare_window(names))
    paged, whole = client.get(page.url), client.get(page.url, {"all": "1"})

    shown = re.findall(r'<td data-label="单位名称">(.*?)</td>', whole.text)
    assert shown == [*names[:-1], "&lt;script&gt;甲"]
    assert 'href="?all=1#list"' in paged.text
    assert paged.text.count("<td") < whole.text.count("<td")


def test_list_is_searched_by_any_part_of_a_name(home: HomePage, client: Client) -> None:
    page = published(bare_window(["(演示)青禾科技园服务有限公司", "(演示)云溪众创空间"]))
    html = client.get(page.url, {"q": "科技园"}).text

    assert ("青禾科技园" in html, "云溪众创" in html) == (True, False)


@pytest.mark.parametrize("query", [{"page": "999"}, {"page": "x"}, {"kind": "nobody"}, {"province": "zz"}, {"q": "\x00'\"<"}])  # fmt: skip
def test_nonsense_in_the_query_is_a_page(home: HomePage, client: Client, query: dict[str, str]) -> None:
    assert client.get(published(bare_window()).url, query).status_code == 200


@pytest.mark.parametrize("name", ["=1+1", "+8613", "-x", "@cmd", "＝1", "＠甲"])
def test_formula_in_a_name_stays_text_in_the_workbook(home: HomePage, client: Client, name: str) -> None:
    page = published(bare_window([name]))
    cell = load_workbook(BytesIO(client.get(files_of(page)[1]).content)).worksheets[0]["B4"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)


def test_markup_in_a_name_is_printed_literally(home: HomePage, client: Client) -> None:
    page = published(bare_window(["<script>alert(1)</script>"]))
    pdf = PdfReader(BytesIO(client.get(files_of(page)[0]).content))

    assert "<script>alert" not in client.get(page.url).text
    assert "<script>alert(1)</script>" in pdf.pages[0].extract_text().replace("\n", "")


@pytest.mark.parametrize("path", ["page", "whole", "index"])
def test_query_count_does_not_grow_with_the_list(home: HomePage, client: Client, path: str) -> None:
    counts = []
    for names in (["(演示)甲"], [f"(演示)园区{n}" for n in range(30)]):
        page = published(bare_window(names))
        url = {"page": page.url, "whole": f"{page.url}?all=1", "index": "/publicity/"}[path]
        client.get(url)
        counts.append(queries_of(lambda url=url: client.get(url)))
        page.delete()

    assert counts[0] == counts[1]


def test_result_is_said_after_confirmation(home: HomePage, client: Client) -> None:
    window = bare_window()
    page = PublicityPage.objects.get(window=window)
    with time_machine.travel(PUBLISHED, tick=False):
        page.get_latest_revision().publish()
    confirmed(window)

    assert "已确认" in client.get(page.url).text


def test_result_counts_the_recognized_and_the_dropped_and_names_no_dropped(home: HomePage, client: Client) -> None:  # fmt: skip
    page = published(bare_window(["(演示)甲园区", "(演示)乙园区", "(演示)丙园区"]))
    officer = staff_in_group("publicity_officer")
    second = page.window.entries.get(order=2)
    hold_entry(entry=second, by=officer, at=timezone.now(), reason="有人反映重复申报。")
    drop_entry(entry=second, by=officer, at=timezone.now(), reason="经核查属实。")
    assert "公示结果" not in client.get(page.url).text
    close_window(window=Window.objects.get(pk=page.window_id), at=OVER)
    decider = staff_in_group("decision_maker")
    confirm_window(window=Window.objects.get(pk=page.window_id), by=decider, at=OVER)
    response = client.get(page.url)
    result = response.context["result"]

    assert ([(one.kind, one.count) for one in result.recognized], result.held, result.dropped) == (
        [("station", 2)],
        0,
        1,
    )
    assert ("(演示)甲园区" in response.text, "(演示)乙园区" in response.text) == (True, False)
    assert "公示期已满。" in response.text


def test_result_counts_objections_by_how_they_ended_and_names_nobody(home: HomePage, client: Client) -> None:
    page = published(bare_window(["(演示)甲园区", "(演示)乙园区"]))
    first, second = page.window.entries.order_by("order")
    handler = UserFactory()
    rows = [lodged(first), lodged(first), lodged(second)]
    accept_objection(objection=rows[0], by=handler, at=DURING)
    dismiss_objection(objection=rows[0], by=handler, at=DURING, reason="经核查，登记信息一致。")
    for row in rows[1:]:
        decline_objection(objection=row, by=handler, at=DURING, reason="与公示对象无关。")
    assert "收到异议" not in client.get(page.url).text
    close_window(window=Window.objects.get(pk=page.window_id), at=OVER)
    confirm_window(window=Window.objects.get(pk=page.window_id), by=staff_in_group("decision_maker"), at=OVER)
    text = client.get(page.url).text
    assert "公示期间收到异议 3 件：不予受理 2 件，异议不成立 1 件。" in text
    assert not any(row.real_name in text or row.number in text for row in rows)
