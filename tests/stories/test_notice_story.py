"""A notice is written, approved by a second person, released by a third, waits for its hour, and is public."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from config.sweeps import SWEEPS
from content.models import HomePage, NoticeIndexPage, NoticePage
from content.planting import plant_pages
from content.scheduling import publish_due
from tests.factories.accounts import staff_in_group

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
WRITTEN = datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)
FORM = {
    "title": "关于举办培训的通知", "slug": "training", "category": "work", "issuer": "中心", "go_live_at": "2026-11-24 09:00",
    "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "paragraph", "body-0-value": "现通知如下。", "body-0-id": "",
    "attachments-TOTAL_FORMS": "0", "attachments-INITIAL_FORMS": "0", "attachments-MIN_NUM_FORMS": "0", "attachments-MAX_NUM_FORMS": "1000",
    "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "",
}  # fmt: skip


@pytest.fixture
def home(db: None) -> HomePage:
    return plant_pages()


def signed_in(code: str) -> Client:
    client = Client()
    client.force_login(staff_in_group(code))
    return client


def approve(person: Client) -> None:
    page = NoticePage.objects.get(slug="training")
    state = page.current_workflow_task_state
    person.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]))


def step_of(page: NoticePage) -> str:
    return NoticePage.objects.get(pk=page.pk).current_workflow_task_state.task.name


def test_notice_is_written_approved_scheduled_and_public_at_its_hour(home: HomePage, client: Client) -> None:
    writer, approver = signed_in("content_writer"), signed_in("content_approver")
    publisher = signed_in("editor")
    add = reverse("wagtailadmin_pages:add", args=["content", "noticepage", NoticeIndexPage.objects.get().pk])
    with time_machine.travel(WRITTEN, tick=False):
        writer.post(add, {**FORM, "action-submit": "1"})
        page = NoticePage.objects.get(slug="training")
        approve(writer)
        assert step_of(page) == "审稿"  # nobody approves what is not theirs to approve
        approve(approver)
        assert step_of(page) == "发布"
        approve(approver)
        assert step_of(page) == "发布"
        approve(publisher)
        page = NoticePage.objects.get(pk=page.pk)
        assert (page.live, page.approved_schedule, publish_due()) == (False, True, 0)
        assert client.get("/notices/training/").status_code == 404
    with time_machine.travel(WRITTEN.replace(day=24, hour=9, minute=0, second=1), tick=False):
        assert (publish_due(), publish_due()) == (1, 0)
        assert "现通知如下。" in client.get("/notices/training/").text


def test_writer_publishes_nothing_alone(home: HomePage) -> None:
    add = reverse("wagtailadmin_pages:add", args=["content", "noticepage", NoticeIndexPage.objects.get().pk])
    signed_in("content_writer").post(add, {**FORM, "go_live_at": "", "action-publish": "1"})

    assert NoticePage.objects.filter(slug="training", live=True).count() == 0


def test_page_leaves_when_its_hour_is_over(home: HomePage, client: Client) -> None:
    NoticePage.objects.update(expire_at=WRITTEN)
    with time_machine.travel(WRITTEN.replace(hour=11), tick=False):
        assert (publish_due(), publish_due()) == (1, 0)

    assert client.get("/notices/2023-8/").status_code == 404


def test_worker_publishes_what_is_due() -> None:
    assert "content.scheduling.publish_due" in {sweep.function for sweep in SWEEPS}


@pytest.mark.parametrize("code", ["content_writer", "content_approver"])
@pytest.mark.parametrize("path", ["/admin/applications/", "/admin/monitor/", "/admin/publicity/candidates/", "/admin/registry/", "/admin/messages/"])  # fmt: skip
def test_people_of_words_see_no_reviews(code: str, path: str) -> None:
    response = signed_in(code).get(path)

    assert (response.status_code, response["Location"]) == (302, "/admin/")


@pytest.mark.parametrize("kind", ["homepage", "noticeindexpage", "noticepage", "rulespage", "newspage", "casepage", "commendedlistpage", "eventpage"])  # fmt: skip
def test_every_kind_of_page_has_a_preview(home: HomePage, kind: str) -> None:
    from datetime import date

    from wagtail.models import Page

    from demo.words import make_words

    make_words(date(2026, 11, 20))
    page = Page.objects.filter(content_type__model=kind).first().specific
    response = page.get_latest_revision_as_object().make_preview_request(preview_mode="")

    assert response.status_code == 200
    assert page.title in response.text.replace("<wbr>", "")
