"""The work calendar on the desk: compared before it counts, faulty rows named one by one, corrected by two persons."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from console.policies.forms import NoticeForm
from policies.models import CalendarChange, WorkDay
from tests.factories.accounts import staff_in_group

pytestmark = [pytest.mark.django_db, pytest.mark.clause("S-5-3")]

YEAR = "/admin/rules/calendar/2027/"
NOTICE = {"source": "（演示）通知", "days": "2027-02-05 至 2027-02-11 休 春节\n2027-02-20 班 春节调休\n"}
CORRECTION = {"source": "（演示）调整通知", "reason": "放假安排调整", "days": "2026-12-31 休 元旦"}


@pytest.fixture
def administrator(client):
    person = staff_in_group("administrator")
    client.force_login(person)
    return person


def seen(client, year, said):
    """Compared, then put through as shown."""
    url = f"/admin/rules/calendar/{year}/import/"
    return client.post(url, {**said, "seen": client.post(url, said).context["digest"]})


def test_notice_is_compared_before_it_changes_anything(client, administrator):
    page = client.post(YEAR + "import/", NOTICE)
    assertContains(page, "与现行日历逐日比较")
    assertContains(page, "2027年2月20日")
    assert not CalendarChange.objects.exists()
    assertContains(page, "2027-02-20 班 春节调休")  # what was typed is still there


def test_notice_is_imported_as_it_was_shown(client, administrator):
    assertRedirects(seen(client, 2027, NOTICE), YEAR)
    rest = WorkDay.objects.filter(date__range=("2027-02-05", "2027-02-11"), is_workday=False, name="春节")
    assert (rest.count(), WorkDay.objects.get(date="2027-02-20").is_workday) == (7, True)


def test_notice_is_compared_again_when_the_calendar_moved_in_between(client, administrator):
    digest = client.post(YEAR + "import/", NOTICE).context["digest"]
    WorkDay.objects.filter(date="2027-02-05").update(is_workday=False, name="春节")
    assertContains(client.post(YEAR + "import/", {**NOTICE, "seen": digest}), "与现行日历逐日比较")
    assert not CalendarChange.objects.exists()


def test_confirmed_year_is_corrected_by_a_second_person(client, administrator):
    assertRedirects(seen(client, 2026, CORRECTION), "/admin/rules/calendar/2026/")
    change = CalendarChange.objects.get()
    url = f"/admin/rules/calendar/changes/{change.pk}/confirm/"
    assertContains(client.post(url, follow=True), "提出更正的人不能自己确认")
    assert WorkDay.objects.get(date="2026-12-31").is_workday
    client.force_login(staff_in_group("decision_maker"))
    assertContains(client.get("/admin/rules/calendar/2026/"), "确认更正")
    assertContains(client.post(url, follow=True), "更正已生效")
    day = WorkDay.objects.get(date="2026-12-31")
    assert (day.is_workday, day.name, day.is_confirmed) == (False, "元旦", True)


def test_correction_without_a_reason_keeps_what_was_typed(client, administrator):
    page = client.post("/admin/rules/calendar/2026/import/", {**CORRECTION, "reason": " "})
    assertContains(page, "2026-12-31 休 元旦", status_code=422)
    assert list(page.context["form"].errors) == ["reason"]


def test_correction_is_withdrawn(client, administrator):
    seen(client, 2026, CORRECTION)
    url = f"/admin/rules/calendar/changes/{CalendarChange.objects.get().pk}/drop/"
    assertContains(client.post(url, follow=True), "更正已撤回，工作日历没有变动。")
    assertNotContains(client.get("/admin/rules/calendar/2026/"), "更正待确认")
    assertContains(client.post(url, follow=True), "这项更正已经处理：已撤回。")


def test_change_nobody_proposed_is_not_found(client, administrator):
    assert client.post("/admin/rules/calendar/changes/9/confirm/").status_code == 404


def test_reviewer_proposes_and_confirms_nothing(client, administrator):
    seen(client, 2026, CORRECTION)
    client.force_login(staff_in_group("first_review"))
    for verb in ("confirm", "drop"):
        client.post(f"/admin/rules/calendar/changes/{CalendarChange.objects.get().pk}/{verb}/")
    assert CalendarChange.objects.get().status == "proposed"


def test_every_faulty_row_is_named_at_once():
    rows = [
        "2027-02-30 休 春节",
        "2028-01-01 休 元旦",
        "2027-05-01 休 劳动节",
        "2027-05-01 班",
        "2027-10-01 休 🎉",
        "明天放假",
        "2027-01-01 休 班",
    ]
    form = NoticeForm({"source": "x", "days": "\n".join(rows)}, year=2027)
    assert form.errors["days"] == [
        "第 1 行没有这一天：2027-02-30。",
        "第 2 行不是2027年的日期。",
        "第 4 行与第 3 行重复：2027-05-01。",
        "第 5 行的名称含有不能使用的字符。",
        "第 6 行看不懂：请写成“2027-10-01 至 2027-10-07 休 国庆节”。",
        "第 7 行看不懂：请写成“2027-10-01 至 2027-10-07 休 国庆节”。",
    ]


@pytest.mark.parametrize(
    "row",
    [
        "2027-10-01\t2027-10-02\t休\t国庆节",
        "国庆节\t2027年10月1日\t2027年10月2日\t放假",
        "２０２７/１０/１ 到 ２０２７/１０/２ 休 国庆节",  # noqa: RUF001  typed with a full-width keyboard
        "2027-10-01—2027-10-02 休 国庆节",
        "2027-10-01 to 2027-10-02 off 国庆节",
    ],
)
def test_row_pasted_from_a_table_is_understood(row):
    form = NoticeForm({"source": "x", "days": row}, year=2027)
    assert form.is_valid(), form.errors
    assert {
        day.isoformat(): (one.is_workday, one.name) for day, one in form.cleaned_data["days"].items()
    } == {
        "2027-10-01": (False, "国庆节"),
        "2027-10-02": (False, "国庆节"),
    }


def test_366_rows_are_read_and_a_366th_day_of_a_common_year_is_not():
    rows = "\n".join(f"2028-{month:02}-{day:02} 班" for month in (1, 3) for day in range(1, 32))
    assert len(NoticeForm({"source": "x", "days": rows}, year=2028).errors) == 0
    whole = "2027-01-01 至 2028-01-01 休"
    assert NoticeForm({"source": "x", "days": whole}, year=2027).errors["days"] == [
        "第 1 行不是2027年的日期。"
    ]


def test_many_faulty_rows_are_named_up_to_a_limit():
    form = NoticeForm({"source": "x", "days": "\n".join(["？"] * 400)}, year=2027)
    assert (len(form.errors["days"]), form.errors["days"][-1]) == (21, "另有 380 行有误。")
