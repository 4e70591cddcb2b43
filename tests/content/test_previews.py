"""What an editor sees before publishing: every kind of page draws from a draft that holds as little as it may."""

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, get_page_models

from content import models
from content.models import Commended, CommendedListPage, HomePage, NewsPage, StandardPage
from policies.enums import Kind
from policies.models import Regulation
from tests.factories.publicity import gathered_window, passed_application

pytestmark = pytest.mark.django_db
KINDS = [kind for kind in get_page_models() if kind.__module__.startswith("content.")]
AT = datetime(2026, 12, 3, 14, tzinfo=ZoneInfo("Asia/Shanghai"))
LEAST: dict[type[Page], dict[str, Any]] = {
    models.EventPage: {"starts_at": AT, "ends_at": AT},
    CommendedListPage: {"year": 2025},
}


def parent_of(kind: type[Page], home: HomePage) -> Page:
    """Where an editor would begin a page of this kind: the column for it, or the home page."""
    allowed = kind.allowed_parent_page_models()
    columns = [one for one in home.get_children().specific() if type(one) in allowed]
    return columns[0] if columns else home


def begun(kind: type[Page], home: HomePage) -> Page:
    """A draft that was never saved, as the form of a new page hands it to the preview."""
    values = dict(LEAST.get(kind, {}))
    if kind is models.RulesPage:
        values["regulation"] = Regulation.objects.first()
    page = kind(title="预览", slug="preview", live=False, **values)
    parent = parent_of(kind, home)
    page.path = Page._get_children_path_interval(parent.path)[1]
    page.depth = parent.depth + 1
    page.set_url_path(parent)
    return page


def drafts(kind: type[Page], home: HomePage) -> list[Page]:
    """A new page, where one may be begun, and one that is saved and opened again."""
    if kind is models.PublicityPage:
        gathered_window([passed_application()])
        saved = kind.objects.get()
        return [saved.get_latest_revision_as_object()]
    saved = kind.objects.filter(slug="preview").first() or kind.objects.first()
    return [begun(kind, home), *([saved.get_latest_revision_as_object()] if saved else [])]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_page_is_previewed_in_every_mode(home: HomePage, kind: type[Page]) -> None:
    seen = [
        page.make_preview_request(preview_mode=mode).status_code
        for page in drafts(kind, home)
        for mode, _label in page.preview_modes
    ]

    assert seen
    assert set(seen) == {200}


@pytest.fixture
def picture(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    # Wagtail leaves the file that a picture is drawn into to the garbage collector, which warns.
    monkeypatch.setattr("wagtail.images.models.SpooledTemporaryFile", lambda max_size: BytesIO())
    settings.MEDIA_ROOT = str(tmp_path)
    return get_image_model().objects.create(title="文件名.png", file=get_test_image_file())


def test_picture_in_the_body_is_previewed_with_its_words(home: HomePage, picture: Any) -> None:
    page = begun(StandardPage, home)
    page.body = [("picture", {"image": picture, "alt": "两人在园区交谈", "caption": "图注"})]
    html = page.make_preview_request().text

    assert alts(html) == ["两人在园区交谈"]
    assert "<figcaption>图注</figcaption>" in html


def test_picture_above_an_article_is_previewed_with_its_words(home: HomePage, picture: Any) -> None:
    page = begun(NewsPage, home)
    page.picture, page.picture_alt = picture, "培训现场"

    assert alts(page.make_preview_request().text) == ["培训现场"]


def test_photo_of_a_commended_holder_is_previewed_with_its_words(home: HomePage, picture: Any) -> None:
    page = begun(CommendedListPage, home)
    row = Commended(
        kind=Kind.EXPERT, name="林某某", citation="服务突出", photo=picture, photo_alt="林某某在讲课"
    )
    page.rows.set([row])

    assert alts(page.make_preview_request().text) == ["林某某在讲课"]


def alts(html: str) -> list[str]:
    """The words of every picture on the page; none at all counts as empty."""
    words = [re.search(r'alt="([^"]*)"', tag) for tag in re.findall(r"<img\b[^>]*>", html)]
    return [found[1] if found else "" for found in words]
