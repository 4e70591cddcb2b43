from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook

COLUMNS = {
    "a3": ["序号", "单位名称", "地址", "联系人", "联系电话"],
    "a4": ["序号", "姓名", "所在单位（机构）", "擅长领域", "联系电话", "联系邮箱"],
}
TITLES = {"a3": "中小企业志愿服务工作站汇总表", "a4": "中小企业志愿服务专家汇总表"}
both = pytest.mark.parametrize("code", ["a3", "a4"])


@both
def test_word_form_has_exactly_the_columns_of_the_annex(client: Client, code: str) -> None:
    document = Document(BytesIO(client.get(f"/notices/forms/{code}.docx").content))

    assert [cell.text for cell in document.tables[0].rows[0].cells] == COLUMNS[code]
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[1:5] == [TITLES[code], "填写单位：", "联系人：", "联系电话："]


@both
def test_word_form_is_a_landscape_page_whose_table_fits(client: Client, code: str) -> None:
    document = Document(BytesIO(client.get(f"/notices/forms/{code}.docx").content))
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin

    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert sum(column.width for column in document.tables[0].columns) <= room


@both
def test_excel_form_has_exactly_the_columns_of_the_annex(client: Client, code: str) -> None:
    sheet = load_workbook(BytesIO(client.get(f"/notices/forms/{code}.xlsx").content)).active

    assert [cell.value for cell in sheet[6]] == COLUMNS[code]
    assert [sheet.cell(row, 1).value for row in range(2, 6)] == [
        TITLES[code],
        "填写单位：",
        "联系人：",
        "联系电话：",
    ]


@both
def test_excel_form_keeps_phone_numbers_as_text(client: Client, code: str) -> None:
    sheet = load_workbook(BytesIO(client.get(f"/notices/forms/{code}.xlsx").content)).active
    phone = COLUMNS[code].index("联系电话") + 1

    assert {sheet.cell(row, phone).number_format for row in range(7, 37)} == {"@"}


def test_expert_form_carries_the_note_on_fields(client: Client) -> None:
    document = Document(BytesIO(client.get("/notices/forms/a4.docx").content))

    assert document.paragraphs[-1].text == "注：擅长领域包括：政策、法律、金融、管理、创新创业、数字赋能等。"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a5.docx", "a3.pdf", "a1.xlsx", "..docx"])
def test_unknown_form_is_missing(client: Client, name: str) -> None:
    assert client.get(f"/notices/forms/{name}").status_code == 404


@pytest.mark.django_db
def test_rules_are_offered_as_word(client: Client) -> None:
    document = Document(BytesIO(client.get("/notices/forms/a1.docx").content))
    lines = [paragraph.text for paragraph in document.paragraphs]

    assert lines[1] == "中小企业志愿服务工作站管理办法（试行）"
    assert "（一）具有独立法人资格，成立时间2年以上。" in [line.replace(" ", "") for line in lines]
