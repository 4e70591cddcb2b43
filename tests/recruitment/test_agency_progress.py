"""How far each recommended row is, as its agency reads it, with the figures of its province; somebody else's rows are not there."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policies.enums import Kind
from recruitment.actions import (
    Completed,
    activate_recommendation,
    finish_check,
    pass_row,
    refuse_row,
    report_wrong_number,
    return_roster,
)
from recruitment.enums import RowStage
from recruitment.minding import mind_recommendations
from recruitment.models import Recommendation, Roster
from recruitment.queries import rosters_of
from recruitment.queries.progress import figures_of, rows_followed
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.agencies import agent_of, confirmed_roster, mandated
from tests.factories.recruitment import RoundFactory, credit_code
from tests.factories.registry import issued_certificate
from tests.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("N-2"), pytest.mark.clause("S-5-R")]
ROWS = [[str(n), f"演示第{n}园区有限公司", f"演示市{n}号", "张演示", f"1991111{n:04d}"] for n in range(1, 6)]


@pytest.fixture
def mandate():
    return mandated("33")


@pytest.fixture
def roster(mandate) -> Roster:
    """Five rows: refused, wrong number, activated, and two invited."""
    roster = confirmed_roster(mandate, *ROWS)
    checker, at = staff_in_group("second_review"), timezone.now()
    first, *others = roster.rows.select_related("roster").order_by("position")
    refuse_row(row=first, reason="扫描件上没有这一条", by=checker, at=at)
    for row in others:
        pass_row(row=row, by=checker, at=at)
    roster = finish_check(roster=roster, by=checker, at=at)
    wrong, active, *_invited = Recommendation.objects.order_by("pk")
    report_wrong_number(recommendation=wrong, by=checker, at=at)
    said = Completed(uscc=credit_code(900_061), station_kind="中小企业园区")
    activate_recommendation(
        recommendation=active, completed=said, by=UserFactory(mobile=active.mobile), at=at
    )
    return roster


def stages(mandate) -> list[str]:
    rows = rows_followed(rosters_of(agent_of(mandate), timezone.localdate()))
    return [row.stage for row in rows]


def browser(mandate) -> Client:
    client = Client()
    client.force_login(agent_of(mandate))
    return client


def test_each_row_has_its_stage(mandate, roster):
    assert stages(mandate) == ["refused", "misdirected", "included", "invited", "invited"]


def test_lapsed_rows_are_told_as_such(mandate, roster, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=61))
    mind_recommendations()
    assert stages(mandate) == ["refused", "misdirected", "included", "lapsed", "lapsed"]


def test_rows_wait_for_the_check_or_for_their_agency(mandate):
    roster = confirmed_roster(mandate, *ROWS[:1])
    assert stages(mandate) == ["checking"]
    return_roster(roster=roster, reason="没有盖章", by=staff_in_group("second_review"), at=timezone.now())
    assert stages(mandate) == ["returned"]


def test_figures_count_every_row_once_and_the_recognized_of_the_province(mandate, roster):
    issued_certificate(province="33")
    issued_certificate(province="44")
    rows = rows_followed(rosters_of(agent_of(mandate), timezone.localdate()))
    [figures] = figures_of(rows, {"33"})
    assert (figures.kind, figures.total, figures.applied) == (Kind.STATION, 5, 1)
    assert {stage: count for stage, _label, count in figures.stages if count} == {
        RowStage.REFUSED: 1, RowStage.INVITED: 2, RowStage.INCLUDED: 1, RowStage.MISDIRECTED: 1
    }  # fmt: skip


def test_first_page_leads_to_the_rows_of_a_stage(mandate, roster):
    client = browser(mandate)
    url = f"{reverse('recruitment:agency_progress')}?kind=station&stage=misdirected"
    assert url.replace("&", "&amp;") in client.get(reverse("recruitment:agency")).text
    page = client.get(url)
    assert [row.name for row, _label, _tone in page.context["lines"]] == ["演示第2园区有限公司"]
    assert "有人报告号码有误" in page.text


def test_unknown_filters_show_everything(mandate, roster):
    page = browser(mandate).get(reverse("recruitment:agency_progress"), {"kind": "x", "stage": "y"})
    assert len(page.context["lines"]) == 5
    assert "扫描件上没有这一条" in page.text


def test_agency_of_another_province_sees_nothing_of_it(roster):
    other = browser(mandated("44"))
    assert other.get(reverse("recruitment:agency_progress")).context["lines"] == []
    assert other.get(reverse("recruitment:agency")).context["figures"] == []


def test_member_without_a_mandate_finds_nothing(roster):
    client = Client()
    client.force_login(UserFactory())
    assert client.get(reverse("recruitment:agency_progress")).status_code == 404


def test_pages_cost_the_same_for_one_row_and_for_more(mandate):
    round_ = RoundFactory()
    confirmed_roster(mandate, *ROWS[:1], round_=round_)
    client = browser(mandate)
    urls = [reverse("recruitment:agency_progress"), reverse("recruitment:agency")]
    for url in urls:
        client.get(url)
    before = [queries_of(lambda url=url: client.get(url)) for url in urls]
    confirmed_roster(mandate, *ROWS[1:], round_=round_)
    assert [queries_of(lambda url=url: client.get(url)) for url in urls] == before
