"""The printed application: whole for its applicant, masked for staff, nobody else's."""

import io

import pytest
from django.contrib.auth.models import Permission
from pypdf import PdfReader

from recruitment.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.recruitment import drafted, submitted_expert, submitted_station

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def printed(client, application: Application) -> str:
    answer = client.get(f"/my/applications/{application.pk}/application.pdf")
    assert answer.status_code == 200
    pdf = PdfReader(io.BytesIO(b"".join(answer.streaming_content)))
    return "".join("".join(page.extract_text() for page in pdf.pages).split())


def test_applicant_reads_number_dossier_findings_files_and_seal(client):
    application = submitted_station(contact_mobile="19900009999")
    client.force_login(application.applicant)
    text = printed(client, application)
    for part in (
        application.number,
        application.name,
        "S-4-2",
        "营业执照.pdf",
        "19900009999",
        application.snapshot_hash,
    ):
        assert part in text


def test_staff_read_contacts_masked(client):
    application = submitted_station(contact_mobile="19900009999", contact_name="演示专人")
    reader = UserFactory()
    reader.user_permissions.add(Permission.objects.get(codename="view_application"))
    client.force_login(reader)
    text = printed(client, application)
    assert "199****9999" in text
    assert "19900009999" not in text
    assert "演示专人" not in text


def test_free_text_with_characters_beyond_the_faces_is_printed_with_a_geta(client):
    application = submitted_expert(achievements="服务中小企业😀𠮷成果。" * 30)
    client.force_login(application.applicant)
    assert "服务中小企业〓〓成果" in printed(client, application)


def test_markup_in_free_text_is_printed_literally(client):
    application = submitted_expert(experience="<img src=/etc/passwd><b>粗</b>" * 20)
    client.force_login(application.applicant)
    assert "<imgsrc=/etc/passwd><b>粗</b>" in printed(client, application)


def test_strangers_and_drafts_get_nothing(client):
    client.force_login(UserFactory())
    assert client.get(f"/my/applications/{submitted_station().pk}/application.pdf").status_code == 404
    draft = drafted("station")
    client.force_login(draft.applicant)
    assert client.get(f"/my/applications/{draft.pk}/application.pdf").status_code == 404
