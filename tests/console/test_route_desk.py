"""The matrix at the desk: what it shows, changes and refuses."""

import pytest
from bs4 import BeautifulSoup
from pytest_django.asserts import assertContains

from messaging.events import EVENTS
from messaging.models import Route, Template
from tests.factories.accounts import StaffFactory, UserFactory, staff_in_group
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
ROUTES = "/admin/messages/routes/"


@pytest.fixture
def administrator(client):
    person = staff_in_group("administrator")
    client.force_login(person)
    return person


def route_of(event):
    return Route.objects.get(event=event, audience="applicant", channel="sms")


def posted(client, route, **said):
    first = {"template": route.template_id, "seen": route.revision, "is_on": "on"}
    return client.post(f"{ROUTES}{route.pk}/", {k: v for k, v in (first | said).items() if v is not None})


def cell(event, audience, channel):
    return f"{ROUTES}add/?event={event}&audience={audience}&channel={channel}"


def test_matrix_shows_every_event_and_the_locked_cells_with_their_article(client, administrator):
    page = BeautifulSoup(client.get(ROUTES).content, "html.parser")
    heads = [head.b.text for head in page.select('th[scope="rowgroup"]')]
    assert heads == [str(event.label) for event in EVENTS.values()]
    locked = [tag.text for tag in page.select(".desk-tag--ok") if "锁定" in tag.text]
    articles = [event.article for event in EVENTS.values() if event.is_demanded]
    assert locked == [f"锁定 {article}" for article in articles]
    assert articles == ["S-5-2", "S-5-2", "S-5-2", "S-5-3", "N-3", "S-5-R", "S-5-R", "S-5-R"]
    assert "您的工作站申请已提交" in page.text or "您的志愿专家申请已提交" in page.text


def test_cell_is_switched_off_and_on_record(client, administrator):
    route = route_of("application.submitted")
    assert posted(client, route, is_on=None)["Location"] == ROUTES
    assert not route_of("application.submitted").is_on
    assertContains(client.get(f"{ROUTES}{route.pk}/"), "停用，模板“申报受理”")


def test_locked_cell_refuses_and_quotes_the_article(client, administrator):
    route = route_of("application.rejected")
    assertContains(posted(client, route, is_on=None), "S-5-2 要求以短信告知申报人，这一格不能停用。")
    assert route_of("application.rejected").is_on


def test_second_of_two_people_is_told(client, administrator):
    route = route_of("application.submitted")
    posted(client, route, is_on=None)
    assertContains(posted(client, route), "保存前已有人修改了这一格")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [({"template": 10**18}, "选择一个有效的选项"), ({"seen": "x"}, "模板"), ({"template": None}, "必需字段")],
)
def test_strange_values_are_survived(client, administrator, said, sentence):
    route = route_of("application.submitted")
    assertContains(posted(client, route, **said), sentence)
    assert Route.objects.get(pk=route.pk).revision == 0


def test_people_are_told_of_one_more_event(client, administrator):
    person = StaffFactory(name="演示值守")
    template = Template.objects.get(key="submitted")
    url = cell("application.submitted", "people", "site")
    assert client.post(url, {"template": template.pk, "people": [person.pk]})["Location"] == ROUTES
    row = Route.objects.get(audience="people")
    assert (row.event, row.channel, row.is_on, list(row.people.all())) == (
        "application.submitted",
        "site",
        True,
        [person],
    )
    assertContains(client.get(ROUTES), "演示值守")
    assertContains(client.post(url, {"template": template.pk, "people": [person.pk]}), "这一格已经有了")


@pytest.mark.parametrize(
    "asked",
    [
        ("x", "people", "sms"),
        ("window.dated", "applicant", "sms"),
        ("window.dated", "group", "post"),
        ("", "", ""),
    ],
)
def test_cell_outside_the_register_does_not_exist(client, administrator, asked):
    assert client.get(cell(*asked)).status_code == 404


def test_applicants_are_never_offered_as_people(client, administrator):
    applicant = UserFactory(name="演示申报人甲")
    page = client.get(cell("application.submitted", "people", "sms")).content.decode()
    assert (applicant.name in page, administrator.username in page) == (False, True)


def test_matrix_costs_the_same_queries_for_more_rows(client, administrator):
    client.get(ROUTES)
    before = queries_of(lambda: client.get(ROUTES))
    template = Template.objects.get(key="submitted")
    for audience in ("people", "group", "agency"):
        row = Route.objects.create(
            event="application.submitted", audience=audience, channel="site", template=template
        )
        row.people.set([StaffFactory()] if audience == "people" else [])
    assert queries_of(lambda: client.get(ROUTES)) == before


def test_reviewer_neither_sees_nor_changes_the_matrix(client):
    client.force_login(staff_in_group("first_review"))
    route = route_of("application.submitted")
    assert client.get(ROUTES).status_code in (302, 403)
    posted(client, route, is_on=None)
    assert route_of("application.submitted").is_on
