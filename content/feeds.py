"""What a reader's programme fetches: notices and news as RSS or Atom, events as a calendar."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.models import Page

from accounts.access import public, shared
from content.article_pages import NewsPage
from content.event_pages import EventPage, live_events
from content.icalendar import calendar_file
from content.notice_pages import NoticePage

NEWEST = 30
FORMS = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
COLUMNS: dict[str, tuple[type[Page], Any]] = {
    "notices": (NoticePage, gettext_lazy("通知公告")),
    "news": (NewsPage, gettext_lazy("新闻动态")),
}


class PageFeed(Feed):
    """The newest pages of one kind."""

    def __init__(self, column: str, form: str) -> None:
        self.model, self.heading = COLUMNS[column]
        self.link, self.feed_type = f"/{column}/", FORMS[form]

    def title(self) -> str:
        return f"{settings.SITE_NAME}：{self.heading}"

    def description(self) -> str:
        return self.title()

    subtitle = description

    def items(self) -> Any:
        return self.model.objects.live().order_by("-first_published_at", "-pk")[:NEWEST]

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.search_description or getattr(item, "summary", "") or item.title)

    def item_link(self, item: Any) -> str:
        return str(item.url)

    def item_guid(self, item: Any) -> str:
        return f"urn:uuid:{item.translation_key}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Any) -> datetime | None:
        published_at: datetime | None = item.first_published_at
        return published_at

    def item_updateddate(self, item: Any) -> datetime | None:
        published_at: datetime | None = item.last_published_at
        return published_at


@public
@shared
@require_safe
def feed(request: HttpRequest, column: str, form: str) -> HttpResponse:
    if column not in COLUMNS or form not in FORMS:
        raise Http404
    return PageFeed(column, form)(request)


@public
@shared
@require_safe
def events_file(request: HttpRequest) -> HttpResponse:
    """Every published event, for a calendar that subscribes."""
    return _calendar(request, live_events(), f"{settings.SITE_NAME} {_('培训与活动')}", "events.ics")


@public
@shared
@require_safe
def event_file(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(EventPage.objects.live(), pk=pk)
    return _calendar(request, [event], event.title, f"{event.title}.ics")


def _calendar(request: HttpRequest, events: Any, name: str, filename: str) -> HttpResponse:
    content = calendar_file(events, name=name, address=lambda event: request.build_absolute_uri(event.url))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return response
