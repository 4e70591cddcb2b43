"""Lists of pages: notices, 公示, rules."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import CharField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page

from content.listings import listed_windows, notices_asked, rules_pages_under
from content.rules_versions import rule_versions
from content.searched import Searched

PER_PAGE = 20


class IndexPage(Searched, Page):
    """栏目：one of each, right below the home page."""

    intro = CharField(_("导语"), max_length=200, blank=True)

    searched = ("intro",)
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    api_fields = [APIField("intro")]
    parent_page_types = ["content.HomePage"]
    max_count = 1

    class Meta:
        abstract = True


class NoticeIndexPage(IndexPage):
    """通知公告：newest first."""

    template = "content/notice/index.html"
    subpage_types = ["content.NoticePage"]

    class Meta:
        verbose_name = _("通知栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        notices, asked = notices_asked(self, request.GET)
        pages = Paginator(notices, PER_PAGE).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "notices": pages, "asked": asked}


class PublicityIndexPage(IndexPage):
    """公示专栏：what is being shown now, and what has ended."""

    template = "content/publicity/index.html"
    subpage_types = ["content.PublicityPage"]

    class Meta:
        verbose_name = _("公示栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        shown = listed_windows(self)
        ended = Paginator([one for one in shown if not one.is_open], PER_PAGE)
        return {
            **super().get_context(request, *args, **kwargs),
            "running": [one for one in shown if one.is_open],
            "ended": ended.get_page(request.GET.get("page")),
        }


class RulesIndexPage(IndexPage):
    """管理办法：the regulations the platform carries out."""

    template = "content/rules/index.html"
    subpage_types = ["content.RulesPage"]

    class Meta:
        verbose_name = _("管理办法栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "regulations": rules_pages_under(self),
            "versions": rule_versions(timezone.localdate()),
        }
