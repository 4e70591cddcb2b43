"""首页：the round now, what is being shown, the newest words, figures that are real."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page

from content.figures import home_figures
from content.front import process_steps, round_now
from content.listings import latest_commended, listed_notices, listed_windows, newest_news, notice_of

NEWEST = 6
NEWS = 3


class HomePage(Page):
    """首页."""

    lead = models.CharField(_("导语"), max_length=200, blank=True)

    template = "content/home.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("lead")]
    api_fields = [APIField("lead")]

    class Meta:
        verbose_name = _("首页")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        current = round_now(now)
        return {
            **super().get_context(request, *args, **kwargs),
            "current": current,
            "notice": notice_of(current.round) if current else None,
            "steps": process_steps(current, now),
            "windows": listed_windows(self, only_open=True, today=timezone.localdate(now))[:2],
            "notices": listed_notices(self)[:NEWEST],
            "news": newest_news(self)[:NEWS],
            "commended": latest_commended(self),
            "figures": home_figures(),
        }
