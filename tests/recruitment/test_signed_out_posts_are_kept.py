"""Text posted after the session expired waits for its applicant, for nobody else and not for long."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from demo.clock import clock_at
from recruitment.actions import create_draft, save_draft
from recruitment.keeping import KEPT, forget_expired_sessions
from recruitment.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.recruitment import RoundFactory


@pytest.fixture
def draft(applicant) -> Application:
    round_ = RoundFactory()
    return create_draft(round=round_, kind="station", by=applicant, at=round_.opens_at)


@pytest.fixture
def expired(draft) -> Client:
    """A browser whose session is over and whose form was posted."""
    client = Client()
    response = client.post(step(draft), {"revision": "0", "name": "(演示)过期后提交", "address": "第一行", "stay": "1"})  # fmt: skip
    assert response.status_code == 302
    assert response.url == f"/accounts/login/?next={step(draft)}"
    return client


def step(draft: Application) -> str:
    return reverse("recruitment:step", args=[draft.pk, "unit"])


def test_the_sign_in_page_says_so(expired, draft):
    page = expired.get("/accounts/login/").text
    assert "您刚才填写的内容已为您保留 30 分钟" in page
    assert "过期后提交" not in page


def test_the_applicant_finds_the_text_and_saves_it(expired, draft, applicant):
    expired.force_login(applicant)
    page = expired.get(step(draft)).text
    assert "尚未保存。请核对后点“保存”。" in page
    assert 'id="savestate">尚未保存</p>' in page
    assert 'value="(演示)过期后提交"' in page
    draft.station.refresh_from_db()
    assert draft.station.name == ""  # looking changes nothing
    expired.post(step(draft), {"revision": "0", "name": "(演示)过期后提交", "stay": "1"})
    draft.station.refresh_from_db()
    assert draft.station.name == "(演示)过期后提交"
    assert KEPT not in expired.session
    assert "尚未保存" not in expired.get(step(draft)).text


def test_a_newer_save_from_elsewhere_is_not_overwritten_unasked(expired, draft, applicant):
    save_draft(application=draft, values={"name": "(演示)别处"}, revision=0, by=applicant, at=timezone.now())
    expired.force_login(applicant)
    assert 'name="revision" value="0"' in expired.get(step(draft)).text
    answer = expired.post(step(draft), {"revision": "0", "name": "(演示)过期后提交", "stay": "1"})
    assert answer.status_code == 409
    assert "(演示)别处" in answer.text


def test_somebody_else_signing_in_does_not_get_the_text(expired, draft, applicant):
    expired.force_login(UserFactory())
    assert KEPT not in expired.session
    assert expired.get(step(draft)).status_code == 404


def test_another_browser_of_the_same_person_shows_nothing(expired, draft, mine):
    assert "过期后提交" not in mine.get(step(draft)).text


def test_after_half_an_hour_it_is_gone(expired, draft, applicant):
    expired.force_login(applicant)
    with clock_at(timezone.now() + timedelta(minutes=31)):
        assert "过期后提交" not in expired.get(step(draft)).text
    assert KEPT not in expired.session


def test_a_session_nobody_returns_to_is_swept(expired):
    assert forget_expired_sessions() == 0
    with clock_at(timezone.now() + timedelta(minutes=31)):
        assert forget_expired_sessions() == 1
    assert Session.objects.count() == 0


def test_a_flood_is_not_kept(draft):
    client = Client()
    client.post(step(draft), {"revision": "0", "name": "长" * 60_001})
    assert KEPT not in client.session


def test_the_thirty_first_in_an_hour_is_refused(draft):
    answers = [Client().post(step(draft), {"name": "甲"}).status_code for _ in range(31)]
    assert answers == [302] * 30 + [429]


def test_no_page_of_the_form_is_cached(mine, draft):
    said = mine.get(step(draft))["Cache-Control"]
    assert "no-store" in said
