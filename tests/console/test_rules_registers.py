"""The registers of the rules on the desk: who sees them, what they change, what they refuse."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from audit.actions import record_event, seal_events
from audit.models import Event
from console.policies.forms import NoticeForm
from console.policies.verbs import verb_label
from policies.models import Clause, CodeItem, PolicyVersion, WorkDay
from tests.factories.accounts import UserFactory, staff_in_group

pytestmark = pytest.mark.django_db

URLS = ["/admin/rules/events/", "/admin/rules/calendar/2027/", "/admin/rules/clauses/", "/admin/rules/codes/"]


@pytest.fixture
def administrator(client):
    person = staff_in_group("administrator")
    client.force_login(person)
    return person


def record(count: int) -> None:
    policy = PolicyVersion.objects.get(number=1)
    for n in range(count):
        record_event(by=None, verb="policy.publish", target=policy, after={"n": n}, policy=policy)
    seal_events()


@pytest.mark.parametrize("url", URLS)
def test_register_is_open_to_the_administrator_and_closed_to_others(client, administrator, url):
    assert client.get(url).status_code == 200
    client.force_login(UserFactory())
    assert client.get(url).status_code in {302, 403}
    client.logout()
    assert client.get(url).status_code == 302


def test_reviewer_reads_the_calendar_but_not_the_record_of_acts(client):
    client.force_login(staff_in_group("first_review"))
    assertNotContains(client.get("/admin/rules/calendar/2027/"), "导入放假通知")
    refused = [
        client.get("/admin/rules/events/"),
        client.post("/admin/rules/calendar/2027/confirm/"),
        client.post("/admin/rules/calendar/2027/import/", {"source": "x", "days": "2027-01-04 休"}),
    ]
    assert {response.url for response in refused} == {"/admin/"}  # Wagtail's refusal: home, with a message
    assert WorkDay.objects.get(date="2027-01-04").is_workday
    assert not WorkDay.objects.filter(date__year=2027, is_confirmed=True).exists()


def test_menu_of_the_group_leads_to_every_register(client, administrator):
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert all(url in page for url in ("rules/clauses/", "rules/codes/", "rules/calendar/", "rules/events/"))


@pytest.mark.clause("S-16")
@pytest.mark.clause("E-14")
def test_interpretation_is_changed_on_record_and_the_text_is_not(client, administrator):
    clause = Clause.objects.get(code="S-4-2")
    text = clause.text
    said = {"interpretation": "新的解释", "text": "改原文", "code": "X-1"}
    client.post(f"/admin/rules/clauses/edit/{clause.pk}/", said)
    clause.refresh_from_db()
    assert (clause.interpretation, clause.text, clause.code) == ("新的解释", text, "S-4-2")
    event = Event.objects.get(verb="clause.interpret")
    assert (event.actor, event.after) == (administrator, {"interpretation": "新的解释"})


def test_clause_is_neither_added_nor_deleted(client, administrator):
    clause = Clause.objects.get(code="S-1")
    client.post(f"/admin/rules/clauses/delete/{clause.pk}/")
    client.post("/admin/rules/clauses/create/", {"code": "S-99", "text": "新增"})
    assert Clause.objects.count() == 67


def test_code_keeps_its_code_and_its_name_changes_on_record(client, administrator):
    item = CodeItem.objects.get(codelist="field", code="ip")
    said = {"name": "知识产权保护", "order": 6, "parent": item.parent_id, "code": "x", "codelist": "degree"}
    client.post(f"/admin/rules/codes/edit/{item.pk}/", said)
    item.refresh_from_db()
    assert (item.codelist, item.code, item.name) == ("field", "ip", "知识产权保护")
    event = Event.objects.get(verb="codeitem.change")
    assert (event.before, event.after) == ({"name": "产权保护"}, {"name": "知识产权保护"})


def test_code_is_added_on_record(client, administrator):
    client.post(
        "/admin/rules/codes/create/", {"codelist": "field", "code": "esg", "name": "绿色发展", "order": 12}
    )
    assert CodeItem.objects.get(codelist="field", code="esg").name == "绿色发展"
    assert Event.objects.filter(verb="codeitem.create").count() == 1


@pytest.mark.parametrize(
    "query", ["?nobody=1", "?codelist__exact=zz&p=zz&o=99", "?regulation__bogus=1", "?q=%22%27%3C"]
)
@pytest.mark.parametrize("url", ["/admin/rules/clauses/", "/admin/rules/codes/"])
def test_unknown_filter_is_never_an_error(client, administrator, url, query):
    assert client.get(url + query, follow=True).status_code == 200


@pytest.mark.clause("S-5-3")
def test_year_is_confirmed_at_the_desk(client, administrator):
    page = client.get("/admin/rules/calendar/2027/")
    assertContains(page, "暂定")
    response = client.post("/admin/rules/calendar/2027/confirm/", follow=True)
    assertContains(response, "已确认2027年工作日历。")
    assert WorkDay.objects.filter(date__year=2027, is_confirmed=False).count() == 0
    assertContains(
        client.post("/admin/rules/calendar/2027/confirm/", follow=True), "2027年的工作日历已经确认。"
    )


def test_notice_that_is_not_understood_names_the_line_and_changes_nothing(client, administrator):
    said = {"source": "（演示）通知", "days": "2027-02-05 休 春节\n二月六日放假"}
    response = client.post("/admin/rules/calendar/2027/import/", said)
    assertContains(response, "第 2 行看不懂", status_code=422)
    assert not Event.objects.filter(verb="calendar.import").exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("2028-01-01 休", "第 1 行不是2027年的日期。"),
        ("2027-02-30 休", "第 1 行没有这一天：2027-02-30。"),
        ("2027-02-05 至 2027-02-01 休", "第 1 行的止日早于起日。"),
        ("2027-02-05", "第 1 行看不懂：请写成“2027-10-01 至 2027-10-07 休 国庆节”。"),
        ("<script>", "第 1 行看不懂：请写成“2027-10-01 至 2027-10-07 休 国庆节”。"),
    ],
)
def test_line_of_a_notice_that_is_wrong_is_explained(line, sentence):
    form = NoticeForm({"source": "x", "days": line}, year=2027)
    assert form.errors["days"] == [sentence]


def test_line_of_a_notice_names_a_span_of_days():
    form = NoticeForm({"source": "x", "days": "2027-10-01至2027-10-02 休 国庆节"}, year=2027)
    assert form.is_valid()
    assert list(form.cleaned_data["days"]) == [date(2027, 10, 1), date(2027, 10, 2)]


@pytest.mark.parametrize("year", [1999, 2029, 99999])
def test_year_without_a_calendar_is_not_found(client, administrator, year):
    assert client.get(f"/admin/rules/calendar/{year}/").status_code == 404


def test_next_year_without_days_asks_for_the_notice(client, administrator):
    assertContains(client.get("/admin/rules/calendar/2028/"), "本年还没有日历")


def test_record_of_acts_is_searched_and_narrowed(client, administrator):
    record(2)
    record_event(by=administrator, verb="window.open", target=administrator)
    listed = [
        row.record.verb
        for row in client.get("/admin/rules/events/", {"noun": "window"}).context["table"].rows
    ]
    assert listed == ["window.open"]
    by_text = client.get("/admin/rules/events/", {"text": "办法首版"}).context["table"].paginator.count
    assert by_text == 2
    assertContains(client.get("/admin/rules/events/", {"since": "2099-01-01"}), "没有符合条件的记录")
    assert client.get("/admin/rules/events/", {"since": "soon", "page": "x"}).status_code == 200


def test_record_of_acts_has_the_same_query_count_with_1_and_30_rows(
    client, administrator, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    record(1)
    client.get("/admin/rules/events/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/admin/rules/events/")
    count = len(one)
    record(40)
    with django_assert_num_queries(count):
        client.get("/admin/rules/events/")


def test_record_of_acts_escapes_what_people_typed(client, administrator):
    administrator.name = "<script>alert(1)</script>"
    administrator.save()
    record_event(by=administrator, verb="window.open", target=administrator, after={"x": "<b>"})
    assertNotContains(client.get("/admin/rules/events/"), "<script>alert(1)")


def test_verb_is_named_in_chinese_or_left_as_it_is():
    assert verb_label("application.submit") == "申报 · 提交"
    assert verb_label("spaceship.launch") == "spaceship · launch"
    assert verb_label("odd") == "odd"


def test_clause_register_says_parameters_in_words(client, administrator):
    page = client.get("/admin/rules/clauses/")
    assertContains(page, "分别不少于200字（规则“")
    assertNotContains(page, "apply.narrative_min_chars")
