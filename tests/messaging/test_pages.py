"""The demo's sandbox, and what a member was told."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import UserFactory
from tests.factories.messaging import MessageFactory

pytestmark = pytest.mark.django_db


def test_sandbox_does_not_exist_outside_the_demo(client):
    MessageFactory()
    assert client.get("/demo/outbox/").status_code == 404


def test_sandbox_says_that_nothing_was_sent(client, settings):
    settings.DEMO = True
    MessageFactory(is_code=True, text="您的验证码为123456。", params={"code": "123456"})
    page = BeautifulSoup(client.get("/demo/outbox/").content, "html.parser")
    assert "演示沙箱：以下短信没有发给任何人" in page.select_one(".sandbox-notice").text
    assert "【中小企业志愿服务】您的验证码为123456。" in page.select_one(".sms__text").text
    assert page.select_one(".sms__code").text == "123456"


def test_sandbox_shows_the_newest_first(client, settings):
    settings.DEMO = True
    MessageFactory(to="19900000001")
    MessageFactory(to="19900000002")
    page = BeautifulSoup(client.get("/demo/outbox/").content, "html.parser")
    assert [item.text for item in page.select(".sms__to")] == ["19900000002", "19900000001"]


def test_empty_sandbox_says_what_to_do(client, settings):
    settings.DEMO = True
    assert "还没有短信" in client.get("/demo/outbox/").content.decode()


def test_member_reads_only_own_messages_and_no_codes(client):
    person = UserFactory()
    MessageFactory(recipient=person, text="给本人的通知")
    MessageFactory(recipient=person, text="验证码", is_code=True)
    MessageFactory(recipient=UserFactory(), text="给别人的通知")
    client.force_login(person)
    page = BeautifulSoup(client.get("/my/messages/").content, "html.parser")
    assert [item.text for item in page.select(".sms__text")] == ["给本人的通知"]


def test_messages_are_for_members(client):
    assert client.get("/my/messages/")["Location"] == "/accounts/login/?next=/my/messages/"


def test_messages_cost_the_same_queries_for_one_and_twenty(client):
    person = UserFactory()
    client.force_login(person)
    counts = []
    for more in (1, 19):
        MessageFactory.create_batch(more, recipient=person)
        client.get("/my/messages/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/my/messages/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
