"""What messengers show of a page, what stands where a page is missing, and the door that is closed for maintenance."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from content.models import HomePage, NoticePage

pytestmark = pytest.mark.django_db


def meta(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)"', html))


def test_notice_is_shared_by_its_first_words(home: HomePage, client: Client) -> None:
    found = meta(client.get("/notices/2023-8/").text)

    assert found["og:title"] == "关于开展2023年中小企业志愿服务工作站和专家招募工作的通知"
    assert found["og:description"].startswith("为落实国务院促进中小企业发展工作领导小组办公室")
    assert len(found["og:description"]) <= 120
    assert found["description"] == found["og:description"]
    assert found["og:url"] == "http://testserver/notices/2023-8/"
    assert found["og:image"] == "http://testserver/static/img/share.png"


def test_words_of_an_editor_come_first_and_mobiles_are_masked(home: HomePage, client: Client) -> None:
    NoticePage.objects.update(search_description="详询 19900001234")

    assert meta(client.get("/notices/2023-8/").text)["description"] == "详询 199****1234"


def test_verification_says_its_own_words(client: Client) -> None:
    assert meta(client.get("/verify/").text)["description"].startswith("输入编号")


def test_missing_page_leads_on(home: HomePage, client: Client) -> None:
    response = client.get("/nothing/")

    assert response.status_code == 404
    assert [f'href="{path}"' in response.text for path in ("/notices/", "/events/", "/rules/")] == [True] * 3


def test_icon_is_where_old_browsers_look(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/img/mark-32.png"


def test_platform_is_closed_while_the_file_lies_there(client: Client, tmp_path: Path, settings: object) -> None:  # fmt: skip
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"  # type: ignore[attr-defined]
    (tmp_path / "maintenance").write_text("预计 22:00 恢复。<b>", "utf-8")
    response = client.get("/")

    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "600", "no-store")  # fmt: skip
    assert "预计 22:00 恢复。&lt;b&gt;" in response.text
    (tmp_path / "maintenance").unlink()
    assert client.get("/verify/").status_code == 200


@pytest.mark.parametrize("name", ["500", "503"])
def test_page_of_a_fault_needs_nothing_but_sheets_that_exist(name: str) -> None:
    html = (settings.ROOT / "templates" / f"{name}.html").read_text()
    sheets = re.findall(r'href="/static/([^"]+)"', html)

    assert sheets
    assert [(settings.ROOT / "content/assets" / sheet).exists() for sheet in sheets] == [True] * len(sheets)
