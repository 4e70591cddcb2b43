"""A long upload shows how many rows are read, and ends at the preview or at the reason it was refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from recruitment.models import Roster
from recruitment.views import receiving, recommending
from tests.factories import files
from tests.factories.agencies import agent_of, mandated, scan_file, table_file
from tests.factories.recruitment import RoundFactory
from tests.factories.rosters import STATION_HEADS, STATIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(monkeypatch):
    """What the growing page says to an agent who hands this file in, every file being long."""
    monkeypatch.setattr(recommending, "LONG", 0)
    mandate, round_, client = mandated("33"), RoundFactory(), Client()
    client.force_login(agent_of(mandate))

    def handed_in(table) -> str:
        given = {"mandate": mandate.pk, "round": round_.pk, "table": table, "scan": scan_file()}
        answer = client.post(reverse("recruitment:roster_upload"), given)
        assert (answer.status_code, answer.streaming) == (200, True)
        return b"".join(answer.streaming_content).decode()

    return handed_in


def test_rows_are_counted_and_the_preview_follows(said) -> None:
    page = said(table_file([STATION_HEADS, *STATIONS]))
    [roster] = Roster.objects.all()
    assert "<p>读完 3 行，正在逐条核对并保存……</p>" in page
    assert f'content="1; url={reverse("recruitment:roster", args=[roster.pk])}"' in page
    assert page.rstrip().endswith("</html>")


def test_refused_file_says_why_and_keeps_nothing(said) -> None:
    page = said(SimpleUploadedFile("宏.docx", files.macro_renamed()))
    assert "“宏.docx”含有宏，请去掉宏，另存为 .docx、.xlsx 或 PDF 后上传。" in page
    assert (page.rstrip().endswith("</html>"), Roster.objects.count()) == (True, 0)


def test_fault_of_ours_is_said_on_the_page_that_has_begun(said, monkeypatch, caplog) -> None:
    def broken(**_given):
        raise RuntimeError

    monkeypatch.setattr(receiving, "receive_roster", broken)
    page = said(table_file([STATION_HEADS, *STATIONS]))
    assert "读取时发生错误，没有保存任何内容。" in page
    assert page.rstrip().endswith("</html>")
    assert "could not be received" in caplog.text
