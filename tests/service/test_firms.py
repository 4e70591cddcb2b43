"""企业名单：pasted or imported, row by row, each firm once, and nobody else's."""

import io

import pytest
from openpyxl import Workbook

from audit.models import Event
from recruitment.exceptions import UploadRefusedError
from service.actions import list_enterprises
from service.exceptions import NotHolderError
from service.firm_sheet import MOST_ROWS, FirmRow, read_file, read_lines
from tests.factories.accounts import UserFactory
from tests.factories.files import docx, named
from tests.service.test_diary import NOW
from tests.service.test_diary_pages import expert, typed  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
FIRMS = "/my/diary/firms/"
USCC, WRONG = "91330113DEM0000144", "91330113DEM0000145"


def workbook(*rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return named("名单.xlsx", out.getvalue())


def read(sheet):
    return [(row.name, row.uscc) for row in sheet.firms], [number for number, _sentence in sheet.faults]


def test_pasted_lines_are_read_with_and_without_codes():
    sheet = read_lines(f"演示甲厂，{USCC.lower()}\n\n演示乙厂\n演示丙厂 {WRONG}\n")
    assert read(sheet) == ([("演示甲厂", USCC), ("演示乙厂", "")], [4])
    assert "最后一位校验码不符" in sheet.faults[0][1]


def test_workbook_is_read_by_its_headings_in_any_order():
    file = workbook(
        ["序号", "统一社会信用代码", "企业名称"],
        [1, USCC, "演示甲厂"],
        [2, None, "演示乙厂"],
        [3, USCC, None],
    )
    assert read(read_file(file)) == ([("演示甲厂", USCC), ("演示乙厂", "")], [4])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_as_it_is_saved_here(encoding):
    file = named("名单.csv", f"企业名称,统一社会信用代码\r\n演示甲厂,{USCC}\r\n演示乙厂\r\n".encode(encoding))
    assert read(read_file(file)) == ([("演示甲厂", USCC), ("演示乙厂", "")], [])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "是空文件"),
        (docx(), "不是 Excel"),
        (b"\x00\x01\x02", "不是 Excel"),
        (b"PK\x03\x04broken", "已损坏或不是"),
    ],
)
def test_what_is_no_list_is_refused_in_words(content, sentence):
    with pytest.raises(UploadRefusedError, match=sentence):
        read_file(named("名单.xlsx", content))


def test_rows_beyond_the_most_are_named_and_not_read():
    sheet = read_lines("\n".join(f"演示{n}厂" for n in range(MOST_ROWS + 5)))
    assert (len(sheet.firms), sheet.faults) == (
        MOST_ROWS,
        [(MOST_ROWS + 1, "一次最多导入 10000 家，从这一行起没有导入。")],
    )


def test_firms_known_or_repeated_are_listed_once_with_one_trace(expert):  # noqa: F811
    rows = [
        FirmRow(1, "演示甲厂", USCC),
        FirmRow(2, "演示 甲厂", USCC),
        FirmRow(3, "演示乙厂"),
        FirmRow(4, "演示 乙厂"),
    ]
    assert list_enterprises(holder=expert, firms=rows, by=expert.user, at=NOW) == 2
    assert list_enterprises(holder=expert, firms=rows, by=expert.user, at=NOW) == 0
    assert [event.after for event in Event.objects.filter(verb="enterprise.import")] == [{"listed": 2}]
    with pytest.raises(NotHolderError):
        list_enterprises(holder=expert, firms=rows, by=UserFactory(), at=NOW)


def test_import_of_many_takes_as_many_statements_as_of_few(expert, django_assert_max_num_queries):  # noqa: F811
    with django_assert_max_num_queries(12):
        list_enterprises(
            holder=expert, firms=[FirmRow(n, f"演示{n}厂") for n in range(400)], by=expert.user, at=NOW
        )


def test_good_rows_are_imported_and_each_bad_one_is_named(client, expert):  # noqa: F811
    answer = client.post(FIRMS, {"holder": expert.pk, "lines": f"演示甲厂\n演示丙厂 {WRONG}"})
    assert "新添加 1 家，另有 0 家已在名单中。" in answer.text
    assert "第 2 行：" in answer.text
    assert client.post(FIRMS, {"holder": expert.pk, "lines": "演示乙厂"}).url == FIRMS
    found = client.get(FIRMS, {"q": "乙"})
    assert [firm.name for firm in found.context["page"]] == ["演示乙厂"]
    assert expert.enterprises.count() == 2


def test_file_is_imported_through_the_page_and_a_bad_one_explained(client, expert):  # noqa: F811
    assert (
        client.post(FIRMS, {"holder": expert.pk, "file": workbook(["企业名称"], ["演示甲厂"])}).url == FIRMS
    )
    answer = client.post(FIRMS, {"holder": expert.pk, "file": named("a.xlsx", docx())})
    assert list(answer.context["form"].errors) == ["file"]
    assert list(client.post(FIRMS, {"holder": expert.pk}).context["form"].errors) == ["lines"]


def test_list_of_another_is_neither_seen_nor_filled(client, expert):  # noqa: F811
    list_enterprises(holder=expert, firms=[FirmRow(1, "演示甲厂")], by=expert.user, at=NOW)
    client.force_login(UserFactory())
    answer = client.post(FIRMS, {"holder": expert.pk, "lines": "演示乙厂"})
    assert list(answer.context["form"].errors) == ["holder"]
    assert "名单还是空的" in client.get(FIRMS).text


def test_form_offers_the_firms_served_last_and_those_chosen(client, expert):  # noqa: F811
    rows = [FirmRow(n, f"演示{n:03d}厂") for n in range(60)]
    list_enterprises(holder=expert, firms=rows, by=expert.user, at=NOW)
    last = expert.enterprises.get(name="演示059厂")
    assert last.pk not in [pk for pk, _name in client.get("/my/diary/new/").context["form"].fields["enterprises"].choices]  # fmt: skip
    client.post("/my/diary/new/", typed(expert, firms="", enterprises=[last.pk]))
    assert list(expert.diary.get().enterprises.all()) == [last]
    offered = client.get("/my/diary/new/").context["form"].fields["enterprises"].choices
    assert (len(offered), offered[-1]) == (40, (last.pk, "演示059厂"))
