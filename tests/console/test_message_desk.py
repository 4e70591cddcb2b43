"""The message desk: masked numbers, revealing on record, wordings that keep their variables."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from messaging.models import Template
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.messaging import MessageFactory

pytestmark = pytest.mark.django_db

NUMBER = "19900007788"


@pytest.fixture
def administrator(client):
    person = staff_in_group("administrator")
    client.force_login(person)
    return person


def rows(response):
    return BeautifulSoup(response.content, "html.parser").select(".desk-table tbody tr")


def test_outbox_shows_masked_numbers(client, administrator):
    MessageFactory(to=NUMBER)
    page = client.get("/admin/messages/").content.decode()
    assert "199****7788" in page
    assert NUMBER not in page


def test_outbox_never_shows_a_code(client, administrator, settings):
    settings.DEMO = True
    message = MessageFactory(is_code=True, text="您的验证码为123456。", params={"code": "123456"})
    for url in ("/admin/messages/", f"/admin/messages/{message.pk}/"):
        assert "123456" not in client.get(url).content.decode()


def test_revealing_a_number_is_a_post_on_record(client, administrator):
    message = MessageFactory(to=NUMBER)
    url = f"/admin/messages/{message.pk}/reveal/"
    assert client.get(url).status_code == 405
    assert not Event.objects.filter(verb="message.reveal_number").exists()
    response = client.post(url)
    assert NUMBER in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    event = Event.objects.get(verb="message.reveal_number")
    assert (event.actor, event.target_id) == (administrator, message.pk)
    assert NUMBER not in f"{event.target_label}{event.before}{event.after}"


@pytest.mark.parametrize("path", ["", "1/", "wordings/", "wordings/1/"])
def test_outsiders_get_nothing(client, path):
    client.force_login(UserFactory())
    assert client.get(f"/admin/messages/{path}").status_code in (302, 403)
    client.force_login(staff_in_group("first_review"))
    response = client.get(f"/admin/messages/{path}")
    assert response.status_code in (302, 403)
    assert response.status_code == 403 or response["Location"] == "/admin/"


def test_reviewer_may_not_reveal(client):
    message = MessageFactory(to=NUMBER)
    client.force_login(staff_in_group("first_review"))
    assert NUMBER not in client.post(f"/admin/messages/{message.pk}/reveal/").content.decode()
    assert not Event.objects.filter(verb="message.reveal_number").exists()


def test_outbox_can_be_narrowed(client, administrator):
    MessageFactory(to=NUMBER, status="failed")
    MessageFactory(to="19900000001")
    assert len(rows(client.get("/admin/messages/"))) == 2
    assert len(rows(client.get("/admin/messages/?status=failed"))) == 1
    assert len(rows(client.get("/admin/messages/?tail=7788"))) == 1


@pytest.mark.parametrize(
    "query", ["?tail=19900007788", "?status=nonsense", "?template=x", "?page=999", "?page=x"]
)
def test_strange_filters_are_survived(client, administrator, query):
    MessageFactory(to=NUMBER)
    assert client.get(f"/admin/messages/{query}").status_code == 200


def test_outbox_costs_the_same_queries_for_one_and_thirty_rows(client, administrator):
    counts = []
    for more in (1, 29):
        MessageFactory.create_batch(more)
        client.get("/admin/messages/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/admin/messages/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_wording_is_changed_on_record(client, administrator):
    template = Template.objects.get(key="rejected")
    url = f"/admin/messages/wordings/{template.pk}/"
    response = client.post(url, {"text": "您的申请${no}未通过审核。"})
    assert response["Location"] == "/admin/messages/wordings/"
    template.refresh_from_db()
    assert template.text == "您的申请${no}未通过审核。"
    event = Event.objects.get(verb="template.change")
    assert (event.actor, event.after) == (administrator, {"text": template.text})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("您的申请未通过审核。", "变量须与原来一致"),
        ("您的申请${no}${date}未通过审核。", "变量须与原来一致"),
        ("【别的单位】您的申请${no}未通过审核。", "不能含有【】或网址"),
        ("您的申请${no}，见 https://evil.example", "不能含有【】或网址"),
        ("您的申请${no}，奖金 $ 100", "只能用于变量"),
    ],
)
def test_wording_that_would_break_its_messages_is_refused(client, administrator, text, sentence):
    template = Template.objects.get(key="rejected")
    page = client.post(f"/admin/messages/wordings/{template.pk}/", {"text": text})
    assert sentence in page.content.decode()
    assert Template.objects.get(key="rejected").text == template.text
