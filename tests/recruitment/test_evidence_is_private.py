"""Who reads a file, and with which headers."""

import pytest
from django.test import Client
from django.urls import reverse

from recruitment.models import Application
from tests.factories import files
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.recruitment import drafted


@pytest.fixture
def draft(applicant) -> Application:
    return drafted("station", by=applicant)


def url(draft: Application) -> str:
    return reverse("recruitment:evidence", args=[draft.evidence.get(kind="licence").pk])


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_owner_reads_with_closed_headers(mine, draft):
    response = mine.get(url(draft))
    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert (
        response["Content-Disposition"] == "inline; filename*=UTF-8''%E8%90%A5%E4%B8%9A%E6%89%A7%E7%85%A7.pdf"
    )


CLOSED = "sandbox; default-src 'none'; frame-ancestors 'self'"


@pytest.mark.parametrize("query", ["", "?download=1"])
def test_every_way_of_reading_is_in_a_sandbox(mine, draft, query):
    response = mine.get(url(draft) + query)
    assert response["Content-Security-Policy"] == CLOSED
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    response.close()


def test_a_name_cannot_break_out_of_its_header(mine, draft):
    draft.evidence.filter(kind="licence").update(name='a";\r\nX-Evil: 1;“中”.pdf')
    response = mine.get(url(draft))
    assert response["Content-Disposition"] == (
        "inline; filename*=UTF-8''a%22%3B%0D%0AX-Evil%3A%201%3B%E2%80%9C%E4%B8%AD%E2%80%9D.pdf"
    )
    response.close()


def test_a_download_is_an_attachment_in_a_sandbox(mine, draft):
    response = mine.get(url(draft) + "?download=1")
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["Content-Security-Policy"] == CLOSED
    response.close()


def test_a_word_file_is_never_inline(mine, draft):
    mine.post(reverse("recruitment:evidence_add", args=[draft.pk]), {"kind": "other", "files": files.named("附.docx", files.docx())})  # fmt: skip
    evidence = draft.evidence.get(kind="other")
    response = mine.get(reverse("recruitment:evidence", args=[evidence.pk]))
    assert response["Content-Disposition"].startswith("attachment; ")
    response.close()


def test_another_applicant_finds_nothing(draft):
    assert signed_in(UserFactory()).get(url(draft)).status_code == 404


def test_a_visitor_is_led_to_the_door(draft):
    assert Client().get(url(draft)).status_code == 302


@pytest.mark.parametrize(("group", "status"), [("first_review", 200), ("editor", 404)])
def test_staff_read_what_their_permission_allows(draft, settings, group, status):
    settings.STAFF_SECOND_FACTOR = False
    response = signed_in(staff_in_group(group)).get(url(draft))
    assert response.status_code == status
    response.close()


def test_removing_hides_the_file_and_keeps_it(mine, draft):
    address = url(draft)
    evidence = draft.evidence.get(kind="licence")
    mine.post(reverse("recruitment:evidence_remove", args=[evidence.pk]))
    assert mine.get(address).status_code == 404
    evidence.refresh_from_db()
    assert evidence.removed_at is not None
    assert evidence.file.storage.exists(evidence.file.name)


def test_good_files_are_kept_beside_bad_ones(mine, draft):
    batch = [files.named("好.pdf", files.pdf()), files.named("空.pdf", b"")]
    page = mine.post(reverse("recruitment:evidence_add", args=[draft.pk]), {"kind": "other", "files": batch}, follow=True).text  # fmt: skip
    assert "已上传“好.pdf”" in page
    assert "“空.pdf”是空文件" in page
    assert list(draft.evidence.filter(kind="other").values_list("name", flat=True)) == ["好.pdf"]


def test_nobody_adds_to_or_removes_from_anothers(draft):
    stranger = signed_in(UserFactory())
    evidence = draft.evidence.get(kind="licence")
    added = stranger.post(reverse("recruitment:evidence_add", args=[draft.pk]), {"kind": "other"})
    removed = stranger.post(reverse("recruitment:evidence_remove", args=[evidence.pk]))
    assert (added.status_code, removed.status_code) == (404, 404)
