from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from content.models import HomePage, NoticePage
from content.notice_pages import document_number_validator

ASSETS = settings.ROOT / "content/assets/css"
pytestmark = pytest.mark.django_db


@pytest.fixture
def html(home: HomePage, client: Client) -> str:
    return client.get("/notices/2023-8/").text


@pytest.mark.clause("N-0")
@pytest.mark.parametrize(
    "words",
    [
        '<p class="sheet__issuer"><span>工业和信息化部中小企业发展促进中心</span></p>',
        '<p class="sheet__number">中小企通〔2023〕8号</p>',
        '<p class="sheet__addressee">各有关单位：</p>',
        "工信部企业函〔2023〕4号",
        "<p>特此通知。</p>",
    ],
)
def test_notice_shows_the_parts_of_an_official_document(html: str, words: str) -> None:
    assert words in html


@pytest.mark.clause("N-0")
def test_notice_prints_on_a4_without_the_frame_of_the_site(html: str) -> None:
    assert "css/sheet.css" in html
    assert "@page { size: A4; margin: 37mm 26mm 35mm 28mm; }" in (ASSETS / "sheet.css").read_text()
    hidden = (ASSETS / "chrome.css").read_text().split("@media print")[1].split("display: none")[0]
    assert {".masthead", ".mainnav", ".foot", ".crumbs"} <= set(hidden.replace(",", " ").split())


def test_notice_shows_no_empty_value_as_a_word(html: str) -> None:
    assert "None" not in html


@pytest.mark.parametrize("code", ["N-1", "N-2", "N-3", "N-4", "N-5"])
def test_notice_item_has_an_anchor(html: str, code: str) -> None:
    assert f'<p class="sheet__item sheet__item--1" id="{code}">' in html


def test_notice_without_a_date_of_signature_does_not_guess_one(html: str) -> None:
    assert "sheet__sign" not in html
    assert "原文未载明署名和成文日期，平台不代为推定。" in html


def test_notice_with_a_date_is_signed(home: HomePage, client: Client) -> None:
    NoticePage.objects.update(issued_on=date(2023, 2, 20))

    assert "<p>2023年2月20日</p>" in client.get("/notices/2023-8/").text


@pytest.mark.clause("N-6")
def test_notice_masks_the_mobile_of_its_contact(home: HomePage, client: Client) -> None:
    NoticePage.objects.update(contact="联盟秘书处 010-0000 0000，19900001234")

    html = client.get("/notices/2023-8/").text

    assert "联盟秘书处 010-0000 0000，199****1234" in html
    assert "19900001234" not in html


@pytest.mark.clause("N-6")
def test_notice_offers_its_four_attachments(home: HomePage, client: Client) -> None:
    page = NoticePage.objects.get()

    assert [one.title for one in page.attachments.all()] == [
        "中小企业志愿服务工作站管理办法（试行）",
        "中小企业志愿服务专家管理办法（试行）",
        "中小企业志愿服务工作站汇总表",
        "中小企业志愿服务专家汇总表",
    ]
    for one in page.attachments.all():
        assert client.get(f"/notices/forms/{one.form}.docx").status_code == 200


@pytest.mark.parametrize(
    "number", ["中小企通[2023]8号", "中小企通〔2023〕08号", "中小企通〔23〕8号", "〔2023〕8号"]
)
def test_document_number_of_another_form_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        document_number_validator(number)


def test_notice_list_costs_the_same_for_one_and_thirty(home: HomePage, client: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get("/notices/")
    with CaptureQueriesContext(connection) as one:
        client.get("/notices/")
    parent = Page.objects.get(url_path__endswith="/notices/")
    for number in range(29):
        parent.add_child(instance=NoticePage(title=f"通知{number}", slug=f"n{number}", issuer="中心"))
    with CaptureQueriesContext(connection) as thirty:
        response = client.get("/notices/")

    assert "共 30 条" in response.text
    assert len(thirty) == len(one)
