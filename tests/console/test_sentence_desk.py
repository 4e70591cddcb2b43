"""The certificates' sentences at the desk."""

import pytest
from pytest_django.asserts import assertContains

from registry.models import Wording
from tests.factories.accounts import staff_in_group
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
URL = "/admin/messages/sentences/"
NEW = "你单位经认定为*中小企业志愿服务工作站*，有效期${years}年，自${start}起至${end}止。"


@pytest.fixture
def administrator(client):
    person = staff_in_group("administrator")
    client.force_login(person)
    return person


def test_preview_is_a_real_sheet_and_writes_nothing(client, administrator):
    response = client.post(f"{URL}station_body/try/", {"text": NEW, "seen": 0})
    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert not Wording.objects.exists()


@pytest.mark.parametrize(("path", "status"), [("station_body/try/", 422), ("station_body/", 200)])
def test_overflow_is_refused_in_a_sentence_with_the_text_kept(client, administrator, path, status):
    text = NEW + "请为中小企业做好志愿服务。" * 9
    page = client.post(URL + path, {"text": text, "seen": 0})
    assertContains(page, "行，版面只有 3 行，请缩短。", status_code=status)
    assertContains(page, text, status_code=status)


def test_sentence_is_changed_and_its_history_shown(client, administrator):
    assert client.post(f"{URL}station_body/", {"text": NEW, "seen": 0})["Location"] == URL
    assertContains(client.get(URL), "已改")
    assertContains(client.get(f"{URL}station_body/"), administrator.name)


@pytest.mark.parametrize("path", ["nothing/", "nothing/try/"])
def test_unknown_sentence_is_not_found(client, administrator, path):
    assert client.post(URL + path, {"text": NEW, "seen": 0}).status_code == 404


def test_list_costs_the_same_queries_for_changed_sentences(client, administrator):
    client.get(URL)
    before = queries_of(lambda: client.get(URL))
    Wording.objects.create(key="station_body", text=NEW)
    assert queries_of(lambda: client.get(URL)) == before


def test_reviewer_changes_no_sentence(client):
    client.force_login(staff_in_group("first_review"))
    client.post(f"{URL}station_body/", {"text": NEW, "seen": 0})
    assert not Wording.objects.exists()
