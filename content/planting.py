"""Plants the page tree an installation begins with. What an editor has changed since stays as it is."""

import json
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from wagtail.models import Page, Site

from content.editorial import plant_workflow
from content.models import (
    CalendarPage,
    CaseIndexPage,
    CommendedIndexPage,
    HomePage,
    NewsIndexPage,
    NoticeAttachment,
    NoticeIndexPage,
    NoticePage,
    PublicityIndexPage,
    RulesIndexPage,
    RulesPage,
)
from policies.models import Regulation
from recruitment.models import Round

SOURCE: Path = settings.ROOT / "fixtures" / "notice.json"
INDEXES: dict[str, type[Page]] = {
    "notices": NoticeIndexPage,
    "publicity": PublicityIndexPage,
    "rules": RulesIndexPage,
    "news": NewsIndexPage,
    "cases": CaseIndexPage,
    "commended": CommendedIndexPage,
    "events": CalendarPage,
}
P = TypeVar("P", bound=Page)


def plant_pages() -> HomePage:
    """Home, the columns, the rules and the notice; each only where it is missing."""
    words = json.loads(SOURCE.read_text())
    home = _home(words)
    index = {slug: _child(home, INDEXES[slug], slug, **values) for slug, values in words["indexes"].items()}
    for code, slug in words["rules_slugs"].items():
        regulation = Regulation.objects.filter(code=code).first()
        if regulation:
            _child(index["rules"], RulesPage, slug, title=regulation.title, regulation=regulation)
    _tie_to_round(_notice(index["notices"], words))
    plant_workflow()
    return home


def _home(words: dict[str, Any]) -> HomePage:
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        home = root.add_child(
            instance=HomePage(title=str(settings.SITE_NAME), slug="yiqi", lead=words["home_lead"])
        )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "site_name": str(settings.SITE_NAME), "root_page": home},
    )
    # Wagtail's own migration leaves a page in English that welcomes developers.
    for welcome in Page.objects.filter(depth=2, content_type__app_label="wagtailcore", slug="home"):
        welcome.delete()
    return home


def _child(parent: Page, kind: type[P], slug: str, **values: Any) -> P:
    found = kind.objects.child_of(parent).filter(slug=slug).first()
    if found is not None:
        return found
    page = parent.add_child(instance=kind(slug=slug, **values))
    page.save_revision().publish()
    return page


def _notice(parent: Page, words: dict[str, Any]) -> NoticePage:
    found = NoticePage.objects.child_of(parent).filter(slug=words["slug"]).first()
    if found is not None:
        return found
    page = NoticePage(
        **{
            key: words[key]
            for key in ("slug", "title", "category", "document_number", "issuer", "addressee", "contact")
        },
        regulation=Regulation.objects.filter(code=words["regulation"]).first(),
        body=[_block(one) for one in words["body"]],
    )
    page.attachments.set([_attachment(one, place) for place, one in enumerate(words["attachments"])])
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _block(one: dict[str, str]) -> tuple[str, Any]:
    return ("item", {"level": "1", "heading": "", **one}) if "number" in one else ("paragraph", one["text"])


def _attachment(one: dict[str, str], place: int) -> NoticeAttachment:
    """Its place is written down: databases disagree on where a row without one stands."""
    rules = RulesPage.objects.filter(regulation__code=one.get("regulation", "")).first()
    return NoticeAttachment(title=one["title"], form=one.get("form", ""), page_link=rules, sort_order=place)


def _tie_to_round(notice: NoticePage) -> None:
    """The newest round is announced by this notice, unless a notice announces it already."""
    newest = Round.objects.order_by("-opens_at", "-pk").first()
    if (
        notice.round_id is None
        and newest is not None
        and not NoticePage.objects.filter(round=newest).exists()
    ):
        notice.round = newest
        notice.save_revision().publish()
