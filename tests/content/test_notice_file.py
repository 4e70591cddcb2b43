"""A notice as a PDF: its parts, its pages, its lines."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from content.models import HomePage, NoticePage
from content.notice_pdf import title_lines
from typeset.fonts import TITLE, register_fonts

pytestmark = pytest.mark.django_db


def text_of(client: Client) -> tuple[int, str]:
    page = NoticePage.objects.get()
    response = client.get(f"/notices/{page.pk}/document.pdf")
    reader = PdfReader(BytesIO(response.content))
    return len(reader.pages), "\n".join(one.extract_text() for one in reader.pages)


@pytest.mark.clause("N-0")
def test_file_holds_every_part_of_the_document(home: HomePage, client: Client) -> None:
    pages, text = text_of(client)
    whole = text.replace("\n", "")

    for words in ("工业和信息化部中小企业发展促进中心", "中小企通〔2023〕8号", "各有关单位：", "一、", "特此通知。", "附件：1. 中小企业志愿服务工作站管理办法（试行）", "4. 中小企业志愿服务专家汇总表", "— 1 —", "— 3 —"):  # fmt: skip
        assert words in whole
    assert pages == 3


def test_no_line_begins_with_a_closing_sign(home: HomePage, client: Client) -> None:
    assert [line for line in text_of(client)[1].split("\n") if line[:1] in "，。、：；！？）》〉”’〕" and line] == []  # fmt: skip


@pytest.mark.clause("N-6")
def test_file_masks_the_mobile_of_its_contact(home: HomePage, client: Client) -> None:
    NoticePage.objects.update(contact="秘书处 19900001234")

    assert "199****1234" in text_of(client)[1]


def test_title_breaks_between_words() -> None:
    register_fonts()

    assert title_lines("关于开展2023年中小企业志愿服务工作站和专家招募工作的通知", TITLE) == [
        "关于开展2023年中小企业",
        "志愿服务工作站和专家招募工作的通知",
    ]


def test_draft_has_no_file_and_neither_has_one_our_faces_cannot_draw(home: HomePage, client: Client) -> None:  # fmt: skip
    NoticePage.objects.update(title="通知\U0001f600")
    page = NoticePage.objects.get()
    assert client.get(f"/notices/{page.pk}/document.pdf").status_code == 404
    NoticePage.objects.update(title="通知", live=False)
    assert client.get(f"/notices/{page.pk}/document.pdf").status_code == 404
