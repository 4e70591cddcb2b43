import re
from pathlib import Path

import pytest
from django.test import Client

from content.models import HomePage

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "content/assets/css").glob("*.css"))
DESK = {"console", "modeladmin", "wagtailadmin", "workflows"}  # under Wagtail's own, looser policy


def _is_for_a_browser(path: Path) -> bool:
    """Sheets that become a PDF carry their style inside, and no browser reads them."""
    return path.relative_to(ROOT / "templates").parts[0] not in DESK and "-pdf-" not in path.read_text()


TEMPLATES = sorted(filter(_is_for_a_browser, (ROOT / "templates").rglob("*.html")))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_template_carries_no_inline_script_or_style(path: Path) -> None:
    source = path.read_text()

    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", source)
    assert not re.search(r"\s(on\w+|style)=[\"']", source)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheet_loads_nothing_from_elsewhere(path: Path) -> None:
    assert not re.search(r"@import|url\([\"']?(https?:)?//", path.read_text())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/notices/", "/notices/2023-8/", "/rules/station/", "/publicity/", "/missing/"]
)
def test_public_page_names_no_other_origin(home: HomePage, client: Client, path: str) -> None:
    html = client.get(path).text

    assert (
        re.findall(
            r"<(?:script|link|img|iframe|source|video)[^>]+(?:src|href)=[\"'](?:https?:)?//[^\"']+", html
        )
        == []
    )
