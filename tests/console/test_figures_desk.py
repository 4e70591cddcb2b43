"""数据统计: a year cut four ways; every number leads to as many rows as it counts, and the workbook says the same."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from console.figures.counting import cuts_of
from policies.enums import Kind
from registry.models import Holder
from service.actions import Firm, Reply, Told, answer_confirmation, file_entry
from service.models import Confirmation
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.feedback import titled
from tests.factories.needs import accepted, expert, needed
from tests.factories.publicity import shanghai
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
NOW = shanghai(2026, 11, 20, 10)
ALL = reverse("desk_figures:all")


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOW, tick=False):
        yield


def served(holder, day, half_hours, *firms, field="policy_reading"):
    told = Told(day, 18, half_hours, "offline", "consulting", field, "演示服务。", is_declared_free=True)
    named = [Firm(f"(演示){name}") for name in firms]
    return file_entry(holder=holder, told=told, firms=named, form_key=uuid4(), by=holder.user, at=NOW)


def scored(entry, *scores):
    for row, score in zip(Confirmation.objects.filter(entry=entry).order_by("pk"), scores, strict=False):
        answer_confirmation(confirmation=row, reply=Reply("confirmed", row.facts, score), by=None, at=NOW)


@pytest.fixture
def world():
    """An expert of 33 and a station of 11: three services in two months and two fields; two needs, one taken on."""
    one, station = expert(), titled()
    Holder.objects.filter(pk=station.pk).update(province="11")
    scored(served(one, date(2026, 10, 8), 3, "甲", "乙"), 5, 4)
    served(one, date(2026, 11, 9), 4, "甲", field="law")
    scored(served(station, date(2026, 11, 10), 6, "丙"), 3)
    accepted(one, at=NOW)
    needed(at=NOW, province="11", field="law")
    return one, station


def lines(name):
    cut = next(cut for cut in cuts_of(2026) if cut.name == name)
    return [
        (
            line.key,
            line.holders,
            line.sessions,
            line.hours,
            line.firms,
            line.satisfaction,
            line.needs,
            line.taken_on,
        )
        for line in [*cut.lines, cut.total]
        if line.sessions or line.needs
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "province",
            [
                ("11", 1, 1, Decimal(3), 1, Decimal("3.0"), 1, 0),
                ("33", 1, 2, Decimal("3.5"), 2, Decimal("4.5"), 1, 1),
                ("", 2, 3, Decimal("6.5"), 3, Decimal("4.0"), 2, 1),
            ],
        ),
        (
            "kind",
            [
                (Kind.STATION, 1, 1, Decimal(3), 1, Decimal("3.0"), 0, 0),
                (Kind.EXPERT, 1, 2, Decimal("3.5"), 2, Decimal("4.5"), 1, 1),
                ("", 2, 3, Decimal("6.5"), 3, Decimal("4.0"), 1, 1),
            ],
        ),
        (
            "field",
            [
                ("policy_reading", None, 2, Decimal("4.5"), 3, Decimal("4.0"), 1, 1),
                ("law", None, 1, Decimal(2), 1, None, 1, 0),
                ("", None, 3, Decimal("6.5"), 4, Decimal("4.0"), 2, 1),
            ],
        ),
        (
            "month",
            [
                ("10", None, 1, Decimal("1.5"), 2, Decimal("4.5"), 0, 0),
                ("11", None, 2, Decimal(5), 2, Decimal("3.0"), 2, 1),
                ("", None, 3, Decimal("6.5"), 4, Decimal("4.0"), 2, 1),
            ],
        ),
    ],
)
def test_year_is_cut_exactly(world, name, expected):
    assert lines(name) == expected


def test_every_number_leads_to_its_rows(client, world):
    client.force_login(staff_in_group("publicity_officer"))
    page = client.get(ALL).text
    found = set(re.findall(r'href="(/admin/figures/(?:holders|entries|needs)/[^"]*)">(\d+)</a>', page))
    for url, number in found:
        rows = client.get(url.replace("&amp;", "&")).context["page"]
        if "/needs/" in url:
            assert rows.paginator.count == int(number), url
        assert rows.paginator.count > 0, url
    assert (
        len({url for url, _number in found}) == 22
    )  # 5 to holders, 5 to entries, 7 to needs, 5 to those taken on


@pytest.mark.parametrize(
    ("rows", "asked", "count"),
    [
        ("holders", {}, 2),
        ("holders", {"province": "33"}, 1),
        ("entries", {"month": "11"}, 2),
        ("entries", {"field": "law"}, 1),
        ("needs", {"kind": "expert"}, 1),
        ("needs", {"province": "11"}, 1),
        ("needs", {"province": "11", "taken": "1"}, 0),
        ("holders", {"year": "2025"}, 0),
    ],
)
def test_rows_behind_a_number(client, world, rows, asked, count):
    client.force_login(staff_in_group("publicity_officer"))
    response = client.get(reverse(f"desk_figures:{rows}"), {"year": "2026", **asked})
    assert response.context["page"].paginator.count == count


def test_nonsense_in_the_address_is_no_error(client, world):
    client.force_login(staff_in_group("publicity_officer"))
    assert client.get(ALL, {"year": "二〇二六"}).context["year"] == 2026
    assert client.get(reverse("desk_figures:entries"), {"month": "13"}).status_code == 404


def test_workbook_says_the_same_and_holds_no_formula(client, world):
    client.force_login(staff_in_group("publicity_officer"))
    response = client.get(reverse("desk_figures:download"), {"year": "2026"})
    assert response["Content-Disposition"] == 'attachment; filename="figures-2026.xlsx"'
    book = load_workbook(BytesIO(response.content))
    assert book.sheetnames == ["按省份", "按类别", "按领域", "按月份"]
    rows = list(book["按省份"].values)
    assert rows[0] == ("按省份", "填报的持有人", "场次", "计入的时长（小时）", "计入的企业（家）", "满意度", "企业需求", "其中已接受")  # fmt: skip
    assert rows[-1] == ("合计", 2, 3, 6.5, 3, 4, 2, 1)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_figures_are_for_staff_who_may_see_them(client):
    for person in (UserFactory(), staff_in_group("first_review")):
        client.force_login(person)
        assert client.get(ALL).status_code in (302, 403)


def test_page_costs_the_same_with_more_rows(client, world):
    client.force_login(staff_in_group("publicity_officer"))
    client.get(ALL)  # fills Wagtail's caches
    urls = [ALL, *(reverse(f"desk_figures:{name}") for name in ("holders", "entries", "needs"))]
    before = [queries_of(lambda url=url: client.get(url)) for url in urls]
    other = expert()
    served(other, date(2026, 9, 9), 2, "丁", field="law")
    accepted(other, at=NOW)
    assert [queries_of(lambda url=url: client.get(url)) for url in urls] == before
