"""公示页：an editor's words around a window's list. Publishing it starts the clock; the list itself is never edited here."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page

from content.api.page_fields import MaskedBody, MaskedText, WindowShown
from content.blocks import OfficialBody
from content.publicity_lists import kinds_shown, shown_table, whole_lists
from content.publicity_result import result_of
from content.searched import Searched
from content.window_days import window_days, workdays_left
from policies.queries import calendar_from
from publicity.models import Window, WindowStatus


class PublicityPage(Searched, Page):
    """公示：words, both dates, how to object, and the list of one window (S-5-3, E-4-3)."""

    window = models.OneToOneField(
        Window, on_delete=models.PROTECT, related_name="page", verbose_name=_("公示名单"), editable=False
    )
    document_number = models.CharField(_("文号"), max_length=40, blank=True)
    issuer = models.CharField(_("发布单位"), max_length=80)
    body = StreamField(OfficialBody(), verbose_name=_("正文"))
    objection_phone = models.CharField(_("异议电话"), max_length=60)
    objection_address = models.CharField(_("通信地址"), max_length=120, blank=True)
    objection_postcode = models.CharField(_("邮政编码"), max_length=6, blank=True)

    searched = ("document_number", "issuer", "body")
    template = "content/publicity/detail.html"
    parent_page_types = ["content.PublicityIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("document_number"), FieldPanel("issuer")], heading=_("公文要素")),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("objection_phone"),
                FieldPanel("objection_address"),
                FieldPanel("objection_postcode"),
            ],
            heading=_("如何提出异议"),
        ),
    ]
    api_fields = [
        APIField("document_number"),
        APIField("issuer"),
        APIField("body", serializer=MaskedBody()),
        APIField("objection_phone", serializer=MaskedText()),
        APIField("objection_address"),
        APIField("objection_postcode"),
        APIField("window", serializer=WindowShown()),
    ]

    class Meta:
        verbose_name = _("公示页")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Drafts are prepared from a gathered list; nobody adds one by hand."""
        return False

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        calendar = calendar_from(min(self.window.opened_on or today, today))
        kinds = kinds_shown(self.window)
        table, filters = shown_table(request, self.window, kinds)
        return {
            **super().get_context(request, *args, **kwargs),
            "window": self.window,
            "result": result_of(self.window),
            "is_open": self.window.status == WindowStatus.OPEN,
            "days": window_days(self.window, calendar, today),
            "days_left": workdays_left(self.window, calendar, today),
            "kinds": kinds,
            "total": sum(kind.count for kind in kinds),
            "table": table,
            "whole": whole_lists(self.window, kinds) if "all" in request.GET else [],
            "filter": filters,
        }
