"""Which columns a public list shows: chosen, refused, copied when the window opens."""

import re
from io import BytesIO

import pytest
from django.test import RequestFactory
from openpyxl import load_workbook
from pytest_django.asserts import assertContains

from audit.models import Event
from content.publicity_lists import kinds_shown, list_pdf, list_xlsx, shown_table
from policies.enums import Kind
from publicity.actions import choose_columns, create_window, open_window, prepare_window, stamp_published
from publicity.columns import REGISTER
from publicity.exceptions import ColumnsRefusedError
from publicity.models import PublicColumns, Window
from publicity.queries import columns_of
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.publicity import PUBLISHED, snapshot
from tests.factories.recruitment import RoundFactory, base_data

pytestmark = pytest.mark.django_db
URL = "/admin/publicity/columns/"
TITLED = ["priority_title", "name", "station_kind", "province"]


@pytest.fixture
def administrator(client):
    person = staff_in_group("administrator")
    client.force_login(person)
    return person


def prepared() -> Window:
    by = UserFactory()
    window = create_window(
        title="公示",
        policy=RoundFactory().policy,
        snapshots=[snapshot(priority_title="示范平台")],
        by=by,
        at=PUBLISHED,
    )
    return prepare_window(window=window, by=by, at=PUBLISHED)


def opened(window: Window) -> Window:
    stamp_published(window=window, at=PUBLISHED)
    return open_window(window=window, at=PUBLISHED)


def heads(window: Window) -> list[str]:
    return [column.code for column in columns_of(window, Kind.STATION)]


def test_register_holds_no_way_to_reach_anybody():
    codes = {code for register in REGISTER.values() for code in register}
    assert codes == {
        "name",
        "province",
        "station_kind",
        "priority_title",
        "employer",
        "field_names",
    }


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["name", "province"], "“类型”是公示名单的必列项（本平台规定，便于公众核对），不能去掉。"),
        (
            ["province", "station_kind"],
            "“单位名称”是公示名单的必列项（工作站管理办法第五条（三）），不能去掉。",
        ),
        (["name", "province", "station_kind", "mobile"], "所选的列不在可公开的列之内，请刷新页面后重选。"),
        (["name", "name", "province", "station_kind"], "所选的列不在可公开的列之内，请刷新页面后重选。"),
    ],
)
def test_choice_is_refused_in_words(codes, said):
    with pytest.raises(ColumnsRefusedError, match=re.escape(said)):
        choose_columns(kind=Kind.STATION, codes=codes, seen=0, by=UserFactory())
    assert not PublicColumns.objects.exists()


def test_choice_is_refused_when_another_was_faster():
    choose_columns(kind=Kind.STATION, codes=TITLED, seen=0, by=UserFactory())
    with pytest.raises(ColumnsRefusedError, match="没有写入"):
        choose_columns(
            kind=Kind.STATION, codes=["name", "province", "station_kind"], seen=0, by=UserFactory()
        )
    assert PublicColumns.objects.get().codes == TITLED


def test_opened_window_keeps_its_columns():
    base_data()
    before, after = prepared(), prepared()
    before = opened(before)
    choose_columns(kind=Kind.STATION, codes=TITLED, seen=0, by=UserFactory())
    assert heads(before) == ["name", "province", "station_kind"]
    assert heads(after) == TITLED
    assert opened(after).station_columns == TITLED


def test_page_workbook_and_pdf_show_the_chosen_columns():
    base_data()
    choose_columns(kind=Kind.STATION, codes=TITLED, seen=0, by=UserFactory())
    window = opened(prepared())
    table = shown_table(RequestFactory().get("/"), window, kinds_shown(window))[0]
    wanted = ["序号", "国家级称号", "单位名称", "类型", "省份"]
    assert [str(column.header) for column in table.columns] == wanted
    sheet = load_workbook(BytesIO(list_xlsx(window))).worksheets[0]
    assert [cell.value for cell in sheet[3]] == wanted
    assert [cell.value for cell in sheet[4]][:3] == [1, "示范平台", "(演示)钱湾数智园中小企业服务有限公司"]
    assert list_pdf(window).startswith(b"%PDF")


def test_trying_moves_a_column_and_writes_nothing(client, administrator):
    posted = {"order": ["name", "province", "station_kind", "priority_title"], "shown": "priority_title"}
    page = client.post(f"{URL}station/try/", {**posted, "move": "up:priority_title", "seen": 0})
    assert [column.code for column in page.context["shown"]] == [
        "name",
        "province",
        "priority_title",
        "station_kind",
    ]
    assert not PublicColumns.objects.exists()


def test_saving_is_audited_and_shown(client, administrator):
    posted = {"order": TITLED, "shown": "priority_title", "seen": 0}
    assert client.post(f"{URL}station/save/", posted)["Location"] == f"{URL}station/"
    event = Event.objects.get(verb="publiccolumns.change")
    assert (event.actor_id, event.after) == (administrator.pk, {"codes": TITLED})
    assertContains(client.get(f"{URL}station/"), "必列，工作站管理办法第五条（三）")


def test_saving_over_another_keeps_what_was_chosen(client, administrator):
    choose_columns(kind=Kind.STATION, codes=TITLED, seen=0, by=UserFactory())
    page = client.post(f"{URL}station/save/", {"order": TITLED[::-1], "seen": 0})
    assertContains(page, "您的修改没有写入", status_code=422)
    assert PublicColumns.objects.get().codes == TITLED


@pytest.mark.parametrize(("path", "status"), [("nobody/", 404), ("nobody/save/", 404), ("station/try/", 200)])
def test_unknown_kind_is_not_found(client, administrator, path, status):
    answer = client.get(URL + path) if path == "nobody/" else client.post(URL + path)
    assert answer.status_code == status


@pytest.mark.parametrize("path", ["station/save/", "station/try/"])
def test_reviewer_may_not_choose(client, path):
    client.force_login(staff_in_group("first_review"))
    assert client.post(URL + path, {"order": TITLED, "seen": 0}).status_code in {302, 403}
    assert not PublicColumns.objects.exists()
