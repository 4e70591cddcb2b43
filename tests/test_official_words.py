"""What is stored, sent or printed is Chinese, also when whoever causes it reads the desk in English."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import translation
from pypdf import PdfReader
from wagtail.users.models import UserProfile

from accounts.models import User
from audit.actions import record_event
from audit.models import Event
from console.policies.whatif_forms import ScopeForm
from console.publicity.forms import proposed_title
from content.publicity_drafts import prepared_words
from matters.enums import Status as RequestStatus
from messaging.models import Message
from policies.enums import Kind
from policies.models import Stage
from publicity.models import Window
from recruitment.actions import drop_application
from recruitment.history import rounds_with_history
from registry.actions import recognize
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.matters import submitted_request
from tests.factories.recruitment import RoundFactory, submitted_station
from tests.factories.registry import listed_application, released_application
from tests.factories.workflows import signed, started

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english_reader() -> Iterator[None]:
    with translation.override("en"):
        yield


def reads_english(group: str) -> User:
    """A member of staff who chose English for the desk."""
    person = staff_in_group(group)
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": "en"})
    return person


def test_desk_speaks_the_language_of_the_account(client: Client) -> None:
    client.force_login(reads_english("first_review"))
    assert "Review desk" in client.get("/admin/inbox/").text
    client.force_login(staff_in_group("first_review"))
    assert "审核工作台" in client.get("/admin/inbox/").text


def test_what_is_sealed_is_chinese() -> None:
    request = submitted_request().request
    assert [finding.article for finding in request.findings.all()] == ["本事项"]


def test_message_of_a_recognition_is_chinese() -> None:
    recognize(application=released_application(), by=UserFactory(), at=AT)
    message = Message.objects.get(template__key="included")
    assert message.params["pool"] == "工作站资源库"
    assert message.text.startswith("恭喜！经公示无异议，您已纳入中小企业志愿服务工作站资源库")


def test_message_of_an_upheld_objection_names_the_article_in_chinese() -> None:
    application = listed_application(Kind.EXPERT)
    drop_application(application=application, by=UserFactory(), at=AT, reason="经核实成立。")
    message = Message.objects.get(template__key="dropped")
    assert message.params["article"] == "志愿专家管理办法第四条"


def test_message_of_a_decided_request_is_chinese() -> None:
    process = submitted_request()
    signed(process, staff_in_group("first_review"), "approve", "同意。")
    process.request.refresh_from_db()
    assert process.request.status == RequestStatus.APPROVED
    message = Message.objects.get(template__key="request_decided", channel="sms")
    assert message.params["result"] == "已同意"


def test_event_of_the_system_is_chinese() -> None:
    record_event(by=None, verb="user.create", target=UserFactory())
    assert Event.objects.get(verb="user.create").actor_label == "系统"


def test_title_of_a_notice_is_proposed_in_chinese() -> None:
    title = proposed_title(date(2026, 11, 23), stations=1, experts=1)
    assert title == "关于2026年第一批中小企业志愿服务工作站和志愿服务专家拟认定名单的公示"


def test_words_of_a_notice_are_prepared_in_chinese() -> None:
    first, second, _third = (text for _kind, text in prepared_words(Window(days=5, is_workdays=True)))
    assert first.startswith("按照招募工作通知和管理办法")
    assert second.startswith("公示期为 5 个工作日，")


@pytest.mark.slow
def test_review_record_is_printed_in_chinese(client: Client) -> None:
    reviewer = reads_english("first_review")
    process = signed(started(submitted_station()), reviewer, "refuse", "名册不实")
    client.force_login(reviewer)
    response = client.get(f"/admin/inbox/applications/{process.application_id}/record.pdf")
    pages = PdfReader(io.BytesIO(response.content)).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    assert "审核意见表受理编号" in text
    assert "六、决定办理结果不予通过" in text


def test_scope_of_a_trial_is_kept_in_chinese() -> None:
    RoundFactory(title="第一批", opens_at=datetime(2025, 3, 1, tzinfo=UTC))
    form = ScopeForm({"years": ["2025"]}, offered=list(rounds_with_history(AT)))
    assert form.is_valid(), form.errors
    assert form.scope() == "2025年全部批次"


def test_new_stage_is_named_in_chinese(client: Client) -> None:
    client.force_login(reads_english("administrator"))
    staff_in_group("first_review")
    client.post("/admin/rules/policies/1/draft/", {"title": "演示草稿"})
    client.post("/admin/rules/policies/2/flow/station_application/add/", {"revision": 0})
    assert Stage.objects.filter(policy__number=2, name="新环节").count() == 1
