"""照片：drawn anew without metadata, refused in words, and shown to nobody but the holder and the desk."""

import io
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from PIL import Image

from policies.enums import Kind
from recruitment.exceptions import UploadRefusedError
from service import exceptions
from service.actions import add_photo, remove_photo
from service.models import DiaryPhoto
from service.photos import draw
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.files import huge_png_header, named, picture
from tests.factories.registry import issued_certificate
from tests.service.test_diary import NOW, codes, report  # noqa: F401  codes is a fixture of every test here

pytestmark = pytest.mark.django_db
GPS, ORIENTATION = 0x8825, 0x0112


@pytest.fixture
def entry(time_machine):
    time_machine.move_to(NOW, tick=False)
    return report(issued_certificate(Kind.EXPERT, on=datetime(2026, 9, 1, 2, tzinfo=UTC)).term.holder)


def located(size=(2400, 1200)):
    """A photo as a phone takes it: large, lying on its side, saying where it was taken."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (30.0, 15.0, 0.0)})
    Image.new("RGB", size, "teal").save(out, "JPEG", exif=exif, comment=b"<script>alert(1)</script>")
    return out.getvalue()


def kept(photo):
    with photo.file.open("rb") as file:
        return file.read()


def add(entry, content=None, name="a.jpg", *, by=None, at=NOW):
    upload = named(name, picture("JPEG") if content is None else content)
    return add_photo(entry=entry, upload=upload, by=by or entry.holder.user, at=at)


def test_photo_is_made_small_and_upright_and_says_no_place(entry):
    photo = add(entry, located())
    content = kept(photo)
    with Image.open(io.BytesIO(content)) as stored:
        assert (stored.format, stored.size, dict(stored.getexif())) == ("JPEG", (800, 1600), {})
    assert (photo.width, photo.height) == (800, 1600)
    assert b"Exif" not in content
    assert b"<script>" not in content


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_each_form_of_photo_is_taken_whatever_its_name(entry, form):
    assert kept(add(entry, picture(form), "photo.bin")).startswith(b"\xff\xd8\xff")


def test_what_hangs_behind_a_picture_is_left_behind(entry):
    polyglot = picture("PNG") + b"PK\x03\x04<?php system($_GET[0]); ?>"
    assert b"php" not in kept(add(entry, polyglot))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "是空文件"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "不是 JPG、PNG 或 WebP 照片"),
        (b"%PDF-1.7", "不是 JPG、PNG 或 WebP 照片"),
        (b"GIF89a", "不是 JPG、PNG 或 WebP 照片"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC 格式"),
        (b"\xff\xd8\xff\xe0broken", "已损坏或过大"),
        (picture("JPEG", (400, 300))[:700], "已损坏或过大"),
        (huge_png_header(), "已损坏或过大"),
        (huge_png_header(8_000), "像素过多"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(entry, content, sentence):
    with pytest.raises(UploadRefusedError, match=sentence):
        add(entry, content)
    assert not DiaryPhoto.objects.exists()


def test_too_large_a_file_is_refused_unread():
    upload = named("a.jpg", b"1")
    upload.size = 15 * 2**20 + 1
    with pytest.raises(UploadRefusedError, match="超过 15 MB"):
        draw(upload)


def test_nine_photos_are_the_most_and_the_same_one_stands_once(entry):
    for side in range(20, 29):
        add(entry, picture("PNG", (side, 20)))
    assert add(entry, picture("PNG", (20, 20))).pk == entry.photos.first().pk
    with pytest.raises(exceptions.TooManyPhotosError, match="最多 9 张照片"):
        add(entry, picture("PNG", (40, 20)))
    assert entry.photos.count() == 9


def test_photos_close_with_their_year_and_are_the_holder_s(entry):
    photo, closed = add(entry), datetime(2027, 2, 1, 2, tzinfo=UTC)
    with pytest.raises(exceptions.YearFrozenError):
        add(entry, picture("PNG"), at=closed)
    with pytest.raises(exceptions.YearFrozenError):
        remove_photo(photo=photo, by=entry.holder.user, at=closed)
    with pytest.raises(exceptions.NotHolderError):
        add(entry, by=UserFactory())


def test_removed_photo_leaves_no_file(entry, django_capture_on_commit_callbacks):
    photo = add(entry)
    storage, name = photo.file.storage, photo.file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(photo=photo, by=entry.holder.user, at=NOW)
    assert (storage.exists(name), entry.photos.count()) == (False, 0)


def test_holder_adds_and_sees_photos_and_refused_ones_are_explained(client, entry):
    client.force_login(entry.holder.user)
    path = reverse("service:add_photo", args=[entry.pk])
    answer = client.post(
        path, {"files": [named("a.jpg", picture("JPEG")), named("b.svg", b"<svg/>")]}, follow=True
    )
    assert "已添加 1 张照片" in answer.text
    assert "“b.svg”不是 JPG、PNG 或 WebP 照片。" in answer.text
    shown = client.get(reverse("service:photo", args=[entry.photos.get().pk]))
    assert b"".join(shown.streaming_content) == kept(entry.photos.get())
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "no-store" in shown["Cache-Control"]


def test_photo_is_shown_to_no_other_member_and_to_staff_with_the_right(client, entry):
    photo = add(entry)
    mine, desk = reverse("service:photo", args=[photo.pk]), reverse("desk_diary:photo", args=[photo.pk])
    client.force_login(UserFactory())
    assert (client.get(mine).status_code, client.get(reverse("service:remove_photo", args=[photo.pk])).status_code) == (404, 404)  # fmt: skip
    client.force_login(staff_in_group("content_writer"))
    assert client.get(desk).url == "/admin/"
    client.force_login(staff_in_group("first_review"))
    assert b"".join(client.get(desk).streaming_content) == kept(photo)
