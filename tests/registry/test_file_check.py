"""The check of a file: the stored bytes and no others; nothing opened, nothing kept, the limit of the number check."""

import hashlib
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from policies.enums import Kind
from registry import views
from registry.models import Certificate, CertificateStatus
from tests.factories.registry import issued_certificate
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)
CONTENT = b"%PDF-1.7 a certificate as it was stored"
SAME = "文件与登记一致"
OTHER = "与登记不一致，或不是本平台的证书"


def filed(kind: str = Kind.STATION, content: bytes = CONTENT, **given) -> Certificate:
    certificate = issued_certificate(kind, on=AT, **given)
    certificate.pdf.save("c.pdf", ContentFile(content), save=False)
    certificate.sha256 = hashlib.sha256(content).hexdigest()
    certificate.rendered_at = AT
    certificate.save()
    return certificate


def compare(client, content=CONTENT, name="证书.pdf", **extra):
    return client.post("/verify/file/", {"file": SimpleUploadedFile(name, content)}, **extra)


def test_stored_file_agrees_and_shows_the_certificate(client):
    certificate = filed()
    answer = compare(client, name="改过名字.bin")
    assert answer.status_code == 200
    for part in (SAME, certificate.number, certificate.term.holder.name, "有效"):
        assert part in answer.text


@pytest.mark.parametrize("content", [CONTENT + b"\n", b"%PDF-1.7 another file"])
def test_any_other_file_gets_one_calm_answer(client, content):
    certificate = filed()
    answer = compare(client, content)
    assert (answer.status_code, OTHER in answer.text) == (404, True)
    assert certificate.number not in answer.text


def test_file_of_a_certificate_not_yet_drawn_agrees_with_nothing(client):
    issued_certificate(on=AT)  # its sha256 is empty
    assert compare(client, b"%PDF-").status_code == 404


def test_expert_is_masked_here_as_well(client):
    filed(Kind.EXPERT, name="欧阳喆堃")
    answer = compare(client)
    assert "欧**堃" in answer.text
    assert "欧阳喆堃" not in answer.text


def test_revoked_certificate_says_so_beside_the_agreement(client):
    filed()
    Certificate.objects.update(status=CertificateStatus.REVOKED)
    answer = compare(client)
    assert SAME in answer.text
    assert "已撤销" in answer.text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "这是一个空文件"),
        (b"\x89PNG\r\n\x1a\n", "这不是 PDF 文件"),
        (b"%PDF-" + b"0" * (5 * 2**20), "文件超过 5 MB"),
    ],
)
def test_what_cannot_be_a_certificate_is_refused_in_words(client, content, words):
    answer = compare(client, content)
    assert (answer.status_code, words in answer.text) == (400, True)


def test_nothing_chosen_is_told_at_the_field(client):
    answer = client.post("/verify/file/")
    assert (answer.status_code, "请先选择要比对的 PDF 文件" in answer.text) == (400, True)


def test_largest_file_taken_is_five_megabytes(client):
    content = b"%PDF-" + b"0" * (5 * 2**20 - 5)
    filed(content=content)
    assert SAME in compare(client, content).text


def test_body_beyond_any_certificate_is_not_read(client, monkeypatch):
    monkeypatch.setattr(views, "LARGEST_BODY", 100)
    answer = compare(client)
    assert (answer.status_code, "文件超过 5 MB" in answer.text) == (413, True)
    assert not hasattr(answer.wsgi_request, "_files")


def test_files_and_numbers_share_one_limit(client):
    number = filed().number
    codes = [compare(client).status_code for _ in range(16)]
    codes += [client.get("/verify/", {"number": number}).status_code for _ in range(15)]
    assert codes == [200] * 30 + [429]
    assert compare(client).status_code == 429


def test_form_of_another_site_is_refused():
    stranger = Client(enforce_csrf_checks=True)
    assert compare(stranger).status_code == 403
    token = stranger.get("/verify/").cookies["csrftoken"].value
    assert compare(stranger, headers={"X-CSRFToken": token}).status_code == 404


def test_address_opened_without_a_file_leads_to_the_check_page(client):
    answer = client.get("/verify/file/")
    assert (answer.status_code, answer["Location"]) == (302, "/verify/")


def test_questions_do_not_grow_with_certificates(client):
    filed()
    compare(client)  # the first one makes the row of the limit
    once = queries_of(lambda: compare(client))
    filed(content=b"%PDF-1.7 a second")
    assert queries_of(lambda: compare(client)) == once


def test_answer_is_kept_by_no_cache(client):
    filed()
    assert "no-store" in compare(client)["Cache-Control"]
