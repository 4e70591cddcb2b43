"""审核意见表: what the printed record of a finished application says, word for word, and to whom."""

import io
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader

from recruitment.models import Application
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.publicity import confirmed, gathered_window
from tests.factories.recruitment import RoundFactory, submitted_station
from tests.factories.workflows import open_task, signed, started, taken
from workflows.application.actions import advance_applications
from workflows.failures import without_contacts
from workflows.record import review_record
from workflows.review.actions import add_signer, make_proxy, sign_task, take_back_vote, take_seat

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MORNING = datetime(2026, 3, 2, 1, tzinfo=UTC)  # a Monday, nine o'clock in Shanghai


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def printed(application: Application) -> str:
    return text_of(review_record(Application.objects.get(pk=application.pk)))


def refused_case() -> Application:
    """Two passages: approved by a deputy and an added signer, one answer taken back; then refused."""
    absent = staff_in_group("first_review", name="演示甲")
    deputy = staff_in_group("first_review", name="演示乙")
    second = staff_in_group("second_review", name="演示丙")
    process = started(submitted_station(round=RoundFactory(title="演示批次"), name="(演示)园区"))
    today = timezone.localdate()
    task = taken(process, absent)
    added = add_signer(task=task, person=second, where="before", by=absent, reason="会商", at=timezone.now())
    assert added.signer == second
    make_proxy(
        absent=absent, deputy=deputy, starts_on=today, ends_on=today, reason="休假", by=absent, at=timezone.now()
    )  # fmt: skip
    first = open_task(process)
    vote = sign_task(task=first, by=second, choice="approve", opinion="写错了", at=timezone.now())
    take_back_vote(vote=vote, by=second, reason="重写", at=timezone.now())
    sign_task(task=open_task(process), by=second, choice="approve", opinion="可行", at=timezone.now())
    task = open_task(process)
    take_seat(task=task, by=deputy, at=timezone.now())
    task.refresh_from_db()
    sign_task(task=task, by=deputy, choice="refuse", opinion="名册不实，电19900001234", at=timezone.now())
    return process.application


def test_record_of_a_refusal_says_everything_in_order():
    with time_machine.travel(MORNING, tick=False):
        application = refused_case()
        text = printed(application)
    at = "2026-03-0209:00"
    stages = (
        "二、审核环节与意见签核人意见时间说明"
        f"初审（第1轮）不予通过{at}—{at}"
        f"演示丙（前加签，演示甲加）通过{at}可行"
        f"演示乙（代演示甲）不予通过{at}名册不实，电***"
        "三、补正与退回无"
        f"四、撤回的意见演示丙（初审）通过：写错了{at}重写"
        "五、公示未经公示。"
        f"六、决定办理结果不予通过办结时间{at}决定人演示乙理由名册不实，电***证书编号—"
    )
    assert text[text.index("二、") : text.index("证书编号—") + 5] == stages
    head = f"审核意见表受理编号{application.number}申报人(演示)园区类别工作站省份浙江省招募批次演示批次提交时间{at}"
    assert head in text
    assert f"版本哈希{application.round.policy.content_hash or '—'}一、资格核对" in text
    assert "S-4-2上年服务" in text


def test_record_of_a_supplement_and_a_recognition():
    round_ = RoundFactory()
    process = started(submitted_station(round=round_))
    first, second = staff_in_group("first_review"), staff_in_group("second_review")
    signed(process, first)
    process = signed(process, second)
    window = confirmed(gathered_window([process.application]))
    assert advance_applications() == 1
    text = printed(process.application)
    application = Application.objects.get(pk=process.application_id)
    span = f"公示期{window.opened_on}—{window.last_day}公示结果无异议"
    assert f"公示名单{''.join(window.title.split())}{span}" in text
    assert f"证书编号{application.term.certificate.number}" in text
    for contact in (application.applicant.mobile, application.station.contact_mobile):
        assert contact
        assert contact not in text


def test_supplement_is_told_with_its_last_day():
    process = started()
    signed(process, staff_in_group("first_review"), "supplement", "请补名册。")
    application = Application.objects.get(pk=process.application_id)
    Application.objects.filter(pk=application.pk).update(status="lapsed", decided_at=timezone.now())
    assert f"待补正，截止{application.supplement_due_on}请补名册。" in printed(application)


def test_record_is_downloaded_by_staff_when_the_case_is_over(client):
    process = started()
    url = f"/admin/inbox/applications/{process.application_id}/record.pdf"
    first = staff_in_group("first_review")
    client.force_login(first)
    early = client.get(url)
    assert early.status_code == 409
    assert "本件尚未办结" in early.content.decode()
    signed(process, first, "refuse")
    late = client.get(url)
    assert late["Content-Type"] == "application/pdf"
    client.force_login(UserFactory())
    assert client.get(url).status_code in {302, 403}


def test_contacts_typed_into_an_opinion_are_starred():
    assert without_contacts("电 19900001234，邮 a.b@example.org。") == "电 ***，邮 ***。"
