"""The files of a case, one after the other: what the page says, what comes with each file, who is let in."""

import io

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from recruitment.models import Evidence
from tests.factories import files
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import submitted_station
from tests.factories.workflows import open_task, started
from tests.workflows.test_desk_pages import case_url

pytestmark = pytest.mark.django_db
ORDER = ["营业执照.pdf", "服务企业清单.pdf", "场所证明.pdf", "专职人员名册.pdf", "志愿服务方案.pdf"]


@pytest.fixture
def reviewer(client):
    person = staff_in_group("first_review")
    client.force_login(person)
    return person


def url(process, key):
    return reverse("inbox:evidence", args=[process.pk, open_task(process).pk, key])


def kept(application, content, content_type, name):
    evidence = application.evidence.get(kind="plan")
    evidence.file.save("x", ContentFile(content), save=False)
    Evidence.objects.filter(pk=evidence.pk).update(
        file=evidence.file.name, content_type=content_type, name=name
    )
    return f"e{evidence.pk}"


def photo(side=(4000, 2000)):
    """A photograph lying on its side, that says where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret place"
    out = io.BytesIO()
    Image.new("RGB", side, "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_every_file_of_the_case_follows_the_one_before(client, reviewer):
    process = started()
    key, seen = f"e{process.application.evidence.get(kind='licence').pk}", []
    for place in range(1, 6):
        context = client.get(url(process, key)).context
        assert (context["place"], context["of"]) == (place, 5)
        seen.append(context["piece"].name)
        key = context["next_url"].rstrip("/").rsplit("/", 1)[-1]
    assert (seen, key) == (ORDER, "")


def test_page_of_its_own_leads_back_to_the_case(client, reviewer):
    process = started()
    key = f"e{process.application.evidence.get(kind='served').pk}"
    response = client.get(url(process, key), {"tab": "group"})
    page = response.content.decode()
    assert f'href="{case_url(open_task(process))}?tab=group"' in page
    assert "2 / 5" in page
    assert "no-store" in response["Cache-Control"]
    assert "X-Requested-With" in response["Vary"]


def test_script_gets_the_part_alone(client, reviewer):
    process = started()
    key = f"e{process.application.evidence.get(kind='served').pk}"
    page = client.get(url(process, key), headers={"X-Requested-With": "part"}).content.decode()
    assert page.strip().startswith('<section class="viewer"')
    assert "<html" not in page


def test_case_page_links_each_finding_to_its_file(client, reviewer):
    process = started()
    page = client.get(case_url(open_task(process))).content.decode()
    licence = process.application.evidence.get(kind="licence")
    assert page.count(f'href="{url(process, f"e{licence.pk}")}?tab=mine"') == 5  # four findings and the list
    assert "evidence-preview" not in page


def test_pdf_opens_in_a_frame_and_a_picture_as_an_image(client, reviewer):
    process = started()
    licence = process.application.evidence.get(kind="licence")
    framed = client.get(url(process, f"e{licence.pk}")).content.decode()
    assert f'<iframe src="/files/evidence/{licence.pk}/#' in framed
    key = kept(process.application, photo(), "image/jpeg", "场地.jpg")
    pictured = client.get(url(process, key)).content.decode()
    assert f'<img src="/files/evidence/{key[1:]}/?preview=1"' in pictured
    assert "<iframe" not in pictured


def test_office_file_is_named_and_downloaded(client, reviewer):
    process = started()
    docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    key = kept(process.application, files.docx(), docx, "方案.docx")
    page = client.get(url(process, key)).content.decode()
    assert "请下载后查看" in page
    assert page.count(f'href="/files/evidence/{key[1:]}/?download=1"') == 2
    assert "<iframe" not in page
    assert "<img src=\"/files" not in page  # fmt: skip


def test_picture_is_drawn_anew_upright_and_without_what_else_it_said(client, reviewer):
    application = submitted_station()
    key = kept(application, photo(), "image/jpeg", "场地.jpg")
    response = client.get(reverse("recruitment:evidence", args=[key[1:]]), {"preview": "1"})
    drawn = Image.open(io.BytesIO(response.content))
    assert (drawn.format, drawn.size) == ("JPEG", (1000, 2000))
    assert b"secret" not in response.content
    assert dict(drawn.getexif()) == {}
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"


def test_transparent_picture_stays_png(client, reviewer):
    application = submitted_station()
    key = kept(application, files.picture("PNG"), "image/png", "章程.png")
    response = client.get(reverse("recruitment:evidence", args=[key[1:]]), {"preview": "1"})
    drawn = Image.open(io.BytesIO(response.content))
    assert (drawn.format, drawn.size, response["Content-Type"]) == ("PNG", (40, 30), "image/png")


def test_picture_that_cannot_be_drawn_is_still_downloaded(client, reviewer):
    application = submitted_station()
    key = kept(application, photo()[:900], "image/jpeg", "坏.jpg")
    address = reverse("recruitment:evidence", args=[key[1:]])
    assert client.get(address, {"preview": "1"}).status_code == 404
    response = client.get(address, {"download": "1"})
    assert response["Content-Disposition"].startswith("attachment; ")
    response.close()


def test_file_of_another_case_is_not_found(client, reviewer):
    first, second = started(), started()
    key = f"e{second.application.evidence.get(kind='licence').pk}"
    assert client.get(url(first, key)).status_code == 404


def test_removed_file_is_not_among_them(client, reviewer):
    process = started()
    removed = process.application.evidence.get(kind="plan")
    Evidence.objects.filter(pk=removed.pk).update(removed_at=process.application.submitted_at)
    assert client.get(url(process, f"e{removed.pk}")).status_code == 404


def test_editor_is_not_let_in(client):
    process = started()
    client.force_login(staff_in_group("editor"))
    key = f"e{process.application.evidence.get(kind='licence').pk}"
    assert client.get(url(process, key)).status_code == 403


def test_desk_asks_the_database_the_same_for_five_files_and_for_ten(
    client, reviewer, django_assert_max_num_queries
):
    process = started()
    address = url(process, f"e{process.application.evidence.get(kind='licence').pk}")
    client.get(address)
    with django_assert_max_num_queries(50) as five:
        client.get(address)
    for file in list(process.application.evidence.all()):
        Evidence.objects.create(application=process.application, kind="other", file=file.file.name, name="另", content_type="application/pdf", size=1, sha256=f"{file.pk:064d}")  # fmt: skip
    with django_assert_max_num_queries(len(five)):
        assert client.get(address).context["of"] == 10
