"""The way of an applicant through the pages, and what they read afterwards."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from recruitment import actions
from recruitment.models import Application
from tests.factories.accounts import StaffFactory
from tests.factories.recruitment import RoundFactory, drafted, station_values, submitted_station


def to(name: str, row: Application, *args: str) -> str:
    return reverse(f"recruitment:{name}", args=[row.pk, *args])


@pytest.mark.clause("S-5-1")
@pytest.mark.clause("N-1")
def test_submitting_shows_the_receipt_number(mine, applicant):
    draft = drafted("station", by=applicant)
    page = mine.post(to("submit", draft), follow=True)
    draft.refresh_from_db()
    assert page.redirect_chain[-1][0] == to("receipt", draft)
    assert draft.number in page.text


def test_a_second_click_shows_the_same_receipt(mine, applicant):
    draft = drafted("expert", by=applicant)
    mine.post(to("submit", draft))
    second = mine.post(to("submit", draft), follow=True)
    assert second.redirect_chain[-1][0] == to("receipt", draft)
    assert Application.objects.get().snapshots.count() == 1


def test_an_incomplete_draft_stays_on_the_preview_with_the_articles(mine, applicant):
    draft = drafted("station", by=applicant, served_last_year=149)
    page = mine.post(to("submit", draft), follow=True)
    assert page.redirect_chain[-1][0] == to("preview", draft)
    assert "尚有 1 项条件不符合（S-4-2），不能提交。" in page.text
    assert "S-4-2：上年服务 149 家，需不少于 150 家" in page.text
    assert to("step", draft, "conditions") in page.text
    assert "提交申报" not in page.text


def test_a_closed_round_keeps_the_draft_and_says_so(mine, applicant):
    draft = drafted("station", by=applicant)
    round_ = draft.round
    type(round_).objects.filter(pk=round_.pk).update(closes_at=round_.opens_at + timedelta(hours=1))
    assert "本批次不在申报时间内，不能提交" in mine.get(to("preview", draft)).text
    assert "截止，不能再提交。草稿仍为您保留。" in mine.post(to("submit", draft), follow=True).text


@pytest.mark.clause("S-5-1")
def test_a_submitted_application_is_no_longer_edited(mine, applicant):
    row = submitted_station(by=applicant)
    response = mine.post(to("step", row, "unit"), {"revision": row.revision, "name": "(演示)改名"})
    assert response.url == to("application", row)
    row.station.refresh_from_db()
    assert row.station.name != "(演示)改名"


def test_the_timeline_names_reasons_and_no_reviewer(mine, applicant):
    reviewer = StaffFactory(name="演示审核员甲")
    row = submitted_station(by=applicant)
    actions.begin_review(application=row, by=reviewer, at=timezone.now())
    actions.request_supplement(application=row, by=reviewer, at=timezone.now(), due_on=date(2099, 12, 4), reason="请补盖公章")  # fmt: skip
    page = mine.get(to("application", row)).text
    assert "请补盖公章" in page
    assert "补正期限：2099年12月4日" in page
    assert "演示审核员甲" not in page


def test_a_supplement_is_edited_and_resubmitted(mine, applicant):
    row = submitted_station(by=applicant)
    number = row.number
    actions.begin_review(application=row, by=None, at=timezone.now())
    row = actions.request_supplement(application=row, by=None, at=timezone.now(), due_on=date(2099, 12, 4), reason="请核对家数")  # fmt: skip
    step = mine.get(to("step", row, "conditions")).text
    assert "请核对家数" in step
    values = {"revision": row.revision, "has_service_model": "on", "served_last_year": "210", "premises": "大厅", "facilities": "会议室", "staff_count": "14", "plan_or_rules": "方案"}  # fmt: skip
    assert mine.post(to("step", row, "conditions"), values).status_code == 302
    assert "重新提交" in mine.get(to("preview", row)).text
    page = mine.post(to("submit", row), follow=True).text
    row.refresh_from_db()
    assert (row.status, row.number) == ("reviewing", number)
    assert "补正材料已重新提交" in page


def test_retraction_asks_first_and_ends_the_application(mine, applicant):
    row = submitted_station(by=applicant)
    assert "确定撤回" in mine.get(to("retract", row)).text
    assert "您已撤回申报" in mine.post(to("retract", row), follow=True).text


def test_the_save_button_leads_to_the_next_step(mine, applicant):
    draft = actions.create_draft(round=RoundFactory(), kind="station", by=applicant, at=timezone.now())
    values = {name: "on" if value is True else value for name, value in station_values().items()}
    response = mine.post(to("step", draft, "unit"), {"revision": "0", **values})
    assert response.url == to("step", draft, "conditions")


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 40, "1.5"])
def test_a_mangled_round_is_not_found(mine, value):
    assert mine.post(reverse("recruitment:apply"), {"round": value, "kind": "station"}).status_code == 404


def test_an_unknown_kind_leads_back_to_the_choice(mine):
    response = mine.post(reverse("recruitment:apply"), {"round": RoundFactory().pk, "kind": "spaceship"})
    assert response.url == reverse("recruitment:apply")


def test_the_home_page_costs_the_same_with_one_and_with_eight(mine, applicant):
    submitted_station(by=applicant)
    home = reverse("recruitment:home")
    mine.get(home)
    one = _queries(mine, home)
    for _n in range(7):
        actions.create_draft(round=RoundFactory(), kind="expert", by=applicant, at=timezone.now())
    assert _queries(mine, home) == one


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)
