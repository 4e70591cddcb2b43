"""One's own certificates: listed, downloaded, nobody else's."""

from datetime import UTC, datetime
from functools import partial

import pytest
from django.contrib.auth.models import Permission

from registry.models import Certificate
from registry.queries import MAX_ATTEMPTS
from registry.rendering import render_due
from tests.factories.accounts import UserFactory
from tests.factories.registry import issued_certificate
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


@pytest.fixture
def certificate() -> Certificate:
    return issued_certificate(on=AT)


def file_url(certificate: Certificate) -> str:
    return f"/my/certificates/{certificate.pk}/certificate.pdf"


def test_list_shows_own_certificates_only(client, certificate):
    other = issued_certificate(on=AT)
    client.force_login(certificate.term.holder.user)
    page = client.get("/my/certificates/").content.decode()
    assert certificate.number in page
    assert other.number not in page


def test_certificate_without_file_says_it_is_being_made(client, certificate):
    client.force_login(certificate.term.holder.user)
    assert "正在生成" in client.get("/my/certificates/").content.decode()
    assert client.get(file_url(certificate)).status_code == 404


def test_stuck_certificate_says_so(client, certificate):
    Certificate.objects.update(render_attempts=MAX_ATTEMPTS)
    client.force_login(certificate.term.holder.user)
    assert "工作人员正在处理" in client.get("/my/certificates/").content.decode()


def test_empty_list_says_what_comes(client):
    client.force_login(UserFactory())
    assert "还没有证书" in client.get("/my/certificates/").content.decode()


@pytest.mark.slow
def test_owner_downloads_a_private_attachment(client, certificate):
    render_due()
    client.force_login(certificate.term.holder.user)
    answer = client.get(file_url(certificate))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.slow
def test_others_get_nothing_and_staff_with_permission_the_file(client, certificate):
    render_due()
    stranger = UserFactory()
    client.force_login(stranger)
    assert client.get(file_url(certificate)).status_code == 404
    stranger.user_permissions.add(Permission.objects.get(codename="view_certificate"))
    answer = client.get(file_url(certificate))
    assert answer.status_code == 200
    answer.close()


@pytest.mark.parametrize("path", ["/my/certificates/", "/my/certificates/1/certificate.pdf"])
def test_visitors_are_sent_to_sign_in(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Location"].startswith("/accounts/login/")) == (302, True)


def test_queries_do_not_grow_with_certificates(client, certificate):
    person = certificate.term.holder.user
    client.force_login(person)
    before = queries_of(partial(client.get, "/my/certificates/"))
    for _ in range(4):
        holder = issued_certificate(on=AT).term.holder
        holder.user = person
        holder.save()
    assert queries_of(partial(client.get, "/my/certificates/")) == before
