"""Columns of words: news, cases, commended lists, the calendar of events."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.article_pages import CasePage, NewsPage
from content.commended_pages import CommendedListPage
from content.event_pages import live_events
from content.index_pages import IndexPage
from content.month import month_asked, month_grid
from policies.enums import Province

PER_PAGE = 12


class NewsIndexPage(IndexPage):
    """新闻动态：newest first."""

    template = "content/article/news_index.html"
    subpage_types = ["content.NewsPage"]

    class Meta:
        verbose_name = _("新闻栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        pages = (
            NewsPage.objects.live().child_of(self).select_related("picture").order_by("-reported_on", "-pk")
        )
        shown = Paginator(pages, PER_PAGE).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "articles": shown}


class CaseIndexPage(IndexPage):
    """服务案例：newest first, of one province or of all."""

    template = "content/article/case_index.html"
    subpage_types = ["content.CasePage"]

    class Meta:
        verbose_name = _("案例栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        pages = CasePage.objects.live().child_of(self).select_related("picture", "holder")
        there = set(pages.order_by().values_list("province", flat=True)) - {""}
        province = request.GET.get("province", "")
        if province in there:
            pages = pages.filter(province=province)
        shown = Paginator(pages.order_by("-told_on", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
        return {
            **super().get_context(request, *args, **kwargs),
            "articles": shown,
            "provinces": [(code, label) for code, label in Province.choices if code in there],
            "province": province,
        }


class CommendedIndexPage(IndexPage):
    """表扬名单：a list a year, the latest first."""

    template = "content/commended/index.html"
    subpage_types = ["content.CommendedListPage"]

    class Meta:
        verbose_name = _("表扬栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        lists = CommendedListPage.objects.live().child_of(self).order_by("-year", "-pk")
        return {**super().get_context(request, *args, **kwargs), "lists": with_counts(lists)}


def with_counts(lists: Any) -> Any:
    """Each list with how many it commends."""
    return lists.annotate(total=Count("rows"))


class CalendarPage(IndexPage):
    """培训与活动：what comes, what was, and a month at a glance."""

    template = "content/event/index.html"
    subpage_types = ["content.EventPage"]

    class Meta:
        verbose_name = _("培训与活动栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        month = month_asked(request.GET.get("month", ""), timezone.localdate(now))
        events = live_events().child_of(self)
        over = Paginator(events.filter(ends_at__lt=now).order_by("-starts_at"), PER_PAGE)
        return {
            **super().get_context(request, *args, **kwargs),
            "coming": events.filter(ends_at__gte=now),
            "over": over.get_page(request.GET.get("page")),
            "month": month,
            "weeks": month_grid(month, events, timezone.localdate(now)),
        }
