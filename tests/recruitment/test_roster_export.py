"""A roster as a file again: exactly the columns of 附件 3 and 附件 4, read back unchanged, and no formula."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from recruitment.actions import drop_row
from recruitment.models import Roster
from recruitment.rosters import read_roster
from tests.factories.agencies import agent_of, mandated, received
from tests.factories.recruitment import RoundFactory
from tests.factories.rosters import EXPERT_HEADS, EXPERTS, STATION_HEADS, STATIONS

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://example.com","演示")'
HARD_STATIONS = [
    *STATIONS,
    ["3", "演示丙（集团）有限公司", FORMULA, "买买提·演示", "19900000005、0571-87654321-12"],
    ["4", "演示丁服务中心", "+86号楼", "@演示", "19900000006"],
]
HARD_EXPERTS = [*EXPERTS, ["3", "孙演示", "-演示学院", "数字赋能", "19900000008", "sun@example.com"]]
FILES = pytest.mark.parametrize(
    ("heads", "rows"), [(STATION_HEADS, HARD_STATIONS), (EXPERT_HEADS, HARD_EXPERTS)], ids=["a3", "a4"]
)
EXT = pytest.mark.parametrize("ext", ["docx", "xlsx"])


def exported(roster: Roster, ext: str, user=None):
    client = Client()
    client.force_login(user or agent_of(roster.mandate))
    return client.get(reverse("content:roster_form", args=[roster.pk, ext]))


def values(table):
    return [{key: cell.value for key, cell in row.cells.items()} for row in table.rows]


@FILES
@EXT
def test_export_is_read_back_unchanged(heads, rows, ext) -> None:
    roster = received(mandated("33"), RoundFactory(), *rows, heads=heads)
    [table] = read_roster(exported(roster, ext).content, f"汇总表.{ext}")
    with roster.files.get(kind="table").file.open("rb") as file:
        [sent] = read_roster(file.read(), "汇总表.docx")
    assert (table.kind, table.header, table.errors) == (sent.kind, sent.header, [])
    assert values(table) == values(sent)
    assert len(table.rows) == len(rows)


@FILES
def test_word_export_has_exactly_the_columns_of_the_annex(heads, rows) -> None:
    roster = received(mandated("33"), RoundFactory(), *rows, heads=heads)
    [table] = Document(BytesIO(exported(roster, "docx").content)).tables
    assert [cell.text for cell in table.rows[0].cells] == heads
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == rows


@FILES
def test_excel_export_has_exactly_the_columns_of_the_annex_and_no_formula(heads, rows) -> None:
    roster = received(mandated("33"), RoundFactory(), *rows, heads=heads)
    sheet = load_workbook(BytesIO(exported(roster, "xlsx").content)).active
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6, max_row=6 + len(rows))]
    assert lines == [heads, *([int(first), *rest] for first, *rest in rows)]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    risky = [
        cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(("=", "+", "-", "@"))
    ]
    assert [cell.quotePrefix for cell in risky] == [True] * len(risky)
    assert risky


@EXT
def test_row_left_out_is_not_exported_and_the_rest_is_counted_anew(ext) -> None:
    roster = received(mandated("33"), RoundFactory(), *STATIONS)
    drop_row(row=roster.rows.get(position=1), by=agent_of(roster.mandate), at=timezone.now())
    [table] = read_roster(exported(roster, ext).content, f"汇总表.{ext}")
    assert [(row.value("number"), row.name) for row in table.rows] == [("1", "演示乙商会")]


def test_roster_of_another_agency_and_another_format_are_not_there() -> None:
    roster = received(mandated("33"), RoundFactory(), *STATIONS)
    assert exported(roster, "docx", agent_of(mandated("33"))).status_code == 404
    assert exported(roster, "csv").status_code == 404
