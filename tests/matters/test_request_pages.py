"""申请事项: the pages of whoever asks, and who may not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from matters.actions import close_type, draft_request, submit_request
from matters.enums import Status
from matters.exceptions import MayNotAskError, TypeClosedError, UnmetError
from matters.models import Request, RequestAnswer
from matters.queries import types_for
from recruitment.exceptions import IncompleteError
from tests.factories.accounts import StaffFactory, UserFactory, staff_in_group
from tests.factories.matters import answered_request, opened_type, submitted_request
from tests.factories.questions import PLEDGE, VOLUNTEERS
from tests.factories.recruitment import pdf_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker(client):
    person = UserFactory()
    client.force_login(person)
    return person


def saved(client, row, **answers):
    return client.post(reverse("matters:autosave", args=[row.pk]), {"revision": row.revision, **answers})


def read(client, address):
    return b"".join(client.get(address).streaming_content)


def test_request_is_filled_checked_and_handed_in_once(client, asker):
    opened_type()
    client.post(reverse("matters:begin", args=["logo"]))
    row = Request.objects.get()
    said = saved(client, row, q_volunteers="18").json()
    assert "本事项：自有志愿者 18 人，需不少于 20 人" in said["checks"]
    row.refresh_from_db()
    refused = client.post(reverse("matters:submit", args=[row.pk]), follow=True)
    assert "本事项：自有志愿者 18 人，需不少于 20 人。不能提交。" in refused.content.decode()
    assert saved(client, row, q_volunteers="二十").json()["errors"] == {
        "q_volunteers": ["请填写数字，不带单位。"]
    }
    saved(client, row, q_volunteers="25")
    for _ in range(2):  # a second click shows the same receipt
        done = client.post(reverse("matters:submit", args=[row.pk]))
        assert done["Location"] == reverse("matters:receipt", args=[row.pk])
    row.refresh_from_db()
    assert (row.status, row.number) == (Status.SUBMITTED, f"SQ-{timezone.localdate().year}-000001")
    assert row.number in client.get(done["Location"]).content.decode()
    assert row.milestones.count() == 1


@pytest.mark.parametrize("typed", ["NaN", "1e400", "-1", "99999999999999", "1.234", "🙂", "<script>"])
def test_absurd_numbers_are_answered_in_words(client, asker, typed):
    row = answered_request(by=asker)
    answer = saved(client, row, q_volunteers=typed)
    assert (answer.status_code, len(answer.json()["errors"]["q_volunteers"])) == (200, 1)
    assert RequestAnswer.objects.get(request=row).number == 25


def test_text_of_any_kind_is_kept_and_never_run(client, asker):
    type_ = opened_type("words", {"code": "why", "kind": "text", "label": "用途<script>alert(1)</script>"})
    row = draft_request(type=type_, by=asker, at=timezone.now())
    saved(client, row, q_why="🙂<script>alert(2)</script>\u0000结束")
    assert RequestAnswer.objects.get().text == "🙂<script>alert(2)</script>结束"
    page = client.get(reverse("matters:submit", args=[row.pk])).content.decode()
    assert "<script>alert(" not in page
    long = saved(client, Request.objects.get(), q_why="字" * 2001).json()
    assert long["errors"] == {"q_why": ["最多 2000 字，现有 2001 字。"]}


def test_files_are_inspected_and_read_by_their_owner_and_the_desk_alone(client, asker):
    type_ = opened_type("files", PLEDGE)
    row = draft_request(type=type_, by=asker, at=timezone.now())
    place = reverse("matters:file_add", args=[row.pk, "pledge_file"])
    big = SimpleUploadedFile("大.pdf", b"%PDF-" + b"0" * (11 * 1024 * 1024))
    page = client.post(place, {"files": big}, follow=True).content.decode()
    assert "超过单个附件 10 MB 的上限" in page
    client.post(place, {"files": SimpleUploadedFile("书.pdf", pdf_bytes())})
    answer = RequestAnswer.objects.get()
    assert read(client, answer.href) == pdf_bytes()
    client.force_login(UserFactory())
    assert client.get(answer.href).status_code == 404
    client.force_login(staff_in_group("first_review"))
    assert read(client, answer.href) == pdf_bytes()


def test_nobody_reaches_the_request_of_another(client, asker):
    row = answered_request()
    for name in ("form", "request", "submit", "receipt", "retract", "autosave"):
        assert client.get(reverse(f"matters:{name}", args=[row.pk])).status_code == 404
        assert client.post(reverse(f"matters:{name}", args=[row.pk])).status_code == 404


def test_types_are_offered_to_those_who_may_ask():
    today = timezone.localdate()
    for code, asker in (("all", "anyone"), ("staff-only", "staff"), ("holders-only", "holders")):
        opened_type(code, VOLUNTEERS, asker=asker)
    assert {one.code for one in types_for(UserFactory(), today)} == {"all"}
    assert {one.code for one in types_for(StaffFactory(), today)} == {"all", "staff-only"}
    type_ = opened_type("more", VOLUNTEERS, asker="holders")
    with pytest.raises(MayNotAskError, match="只受理工作站和志愿专家的申请"):
        draft_request(type=type_, by=UserFactory(), at=timezone.now())


def test_closed_type_takes_no_new_request_and_keeps_the_draft():
    type_ = opened_type()
    row = answered_request(type_)
    close_type(type=type_, by=StaffFactory(), at=timezone.now())
    with pytest.raises(TypeClosedError, match="目前不受理申请"):
        submit_request(request=row, by=row.applicant, at=timezone.now())
    assert Request.objects.get().status == Status.DRAFT


def test_hard_condition_and_missing_answer_block_submission():
    type_ = opened_type("both", VOLUNTEERS, {"code": "why", "kind": "text", "label": "用途"})
    row = answered_request(type_, volunteers=18)
    with pytest.raises(IncompleteError):
        submit_request(request=row, by=row.applicant, at=timezone.now())
    alone = answered_request(opened_type("one"), volunteers=18)
    with pytest.raises(UnmetError, match="本事项：自有志愿者 18 人，需不少于 20 人"):
        submit_request(request=alone, by=alone.applicant, at=timezone.now())


def test_request_pages_of_every_state_open(client):
    process = submitted_request()
    client.force_login(process.request.applicant)
    for name in ("request", "receipt", "retract"):
        assert client.get(reverse(f"matters:{name}", args=[process.request_id])).status_code == 200
    assert process.request.number in client.get(reverse("matters:home")).content.decode()
