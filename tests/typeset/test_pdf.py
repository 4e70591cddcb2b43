"""A page of HTML becomes a PDF, or fails aloud."""

import io
import socket
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from typeset.pdf import PAGE_CSS, RenderError, check_pdf, render_html

AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


def page(body: str) -> str:
    return f"<html><head><style>{PAGE_CSS} p {{ font-size: 14pt }}</style></head><body>{body}</body></html>"


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\n", "")


def test_rare_and_plane_two_characters_can_be_read_back():
    assert text_of(render_html(page("<p>喆堃祎昇䶮㛃㸌𬱖</p>"))) == "喆堃祎昇䶮㛃㸌𬱖"


def test_the_same_page_gives_the_same_bytes():
    first, second = (render_html(page("<p>证书</p>"), created_at=AT) for _ in range(2))
    assert first == second


def test_the_file_says_when_it_was_made():
    pdf = render_html(page("<p>证书</p>"), created_at=AT)
    assert PdfReader(io.BytesIO(pdf)).metadata.creation_date == AT


@pytest.mark.parametrize("image", ["seal.png", "/etc/hostname", "../fonts/OFL.txt", "file:///etc/hostname"])
def test_a_missing_or_foreign_picture_fails(image):
    with pytest.raises(RenderError):
        render_html(page(f'<p>证书</p><img src="{image}">'))


def test_nothing_is_fetched_from_the_network():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        with pytest.raises(RenderError):
            render_html(page(f'<img src="http://127.0.0.1:{port}/seal.png">'))
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_character_without_a_face_fails():
    with pytest.raises(RenderError, match="𠮷"):
        render_html(page("<p>𠮷</p>"))


def test_another_number_of_pages_fails():
    with pytest.raises(RenderError, match="2 pages instead of 1"):
        render_html(page("<p>一</p><pdf:nextpage/><p>二</p>"), pages=1)


def test_a_text_that_cannot_be_read_back_fails():
    with pytest.raises(RenderError, match="text not found"):
        check_pdf(render_html(page("<p>证书</p>")), texts=["聘书"])


def test_a_text_broken_over_two_lines_is_found():
    render_html(page("<p>" + "志愿服务" * 30 + "</p>"), texts=["志愿服务" * 30])


def test_the_art_lies_under_the_text_of_every_page():
    art = io.BytesIO()
    canvas = Canvas(art, pagesize=(595, 842), invariant=1)
    canvas.rect(10, 10, 100, 100)
    canvas.save()
    pdf = render_html(
        page("<p>一</p><pdf:nextpage/><p>二</p>"), underlay=art.getvalue(), pages=2, texts=["一", "二"]
    )
    for sheet in PdfReader(io.BytesIO(pdf)).pages:
        assert sheet.get_contents().get_data().startswith(b"q /YiqiArt Do Q")
        assert b"10 10 100 100 re" in sheet["/Resources"]["/XObject"]["/YiqiArt"].get_data()
