"""Pages of plain words: a standard page, news, service cases. All share one body and one look."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from content.api.page_fields import HolderNamed, MaskedBody, MaskedText, PictureShown
from content.body_blocks import GeneralBody
from content.searched import Searched
from policies.enums import Province, named_province
from registry.models import Holder


def today() -> date:
    return timezone.localdate()


class Article(Searched, Page):
    """What a page of words has: a summary for lists and search engines, a picture with its words, a body."""

    summary = models.CharField(
        _("摘要"), max_length=160, help_text=_("用在列表、搜索结果和转发的卡片上，一两句话。")
    )
    body = StreamField(GeneralBody(), verbose_name=_("正文"), blank=True)
    picture = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("题图"),
    )
    picture_alt = models.CharField(_("题图说明（替代文字）"), max_length=200, blank=True)

    searched = ("summary", "body")
    subpage_types: list[str] = []
    api_fields = [
        APIField("summary", serializer=MaskedText()),
        APIField("body", serializer=MaskedBody()),
        APIField("picture", serializer=PictureShown()),
        APIField("picture_alt"),
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("题图")),
        FieldPanel("body"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.picture_id and not self.picture_alt:
            raise ValidationError({"picture_alt": _("有题图时必须写明图里有什么。")})


class StandardPage(Article):
    """一般页面：about, how to, contact."""

    template = "content/article/standard.html"
    parent_page_types = ["content.HomePage", "content.StandardPage"]
    subpage_types = ["content.StandardPage"]

    class Meta:
        verbose_name = _("一般页面")


class NewsPage(Article):
    """新闻动态：one report, with its day and where it comes from."""

    reported_on = models.DateField(_("日期"), default=today)
    source = models.CharField(_("来源"), max_length=60, blank=True)

    template = "content/article/news.html"
    parent_page_types = ["content.NewsIndexPage"]
    api_fields = [*Article.api_fields, APIField("reported_on"), APIField("source")]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("reported_on"), FieldPanel("source")], heading=_("日期和来源")),
        *Article.content_panels[len(Page.content_panels) :],
    ]

    class Meta:
        verbose_name = _("新闻")


class CasePage(Article):
    """服务案例：who helped whom, with what, and what came of it."""

    told_on = models.DateField(_("日期"), default=today)
    holder = models.ForeignKey(
        Holder,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("名录中的工作站或专家"),
    )
    served_by = models.CharField(_("服务方"), max_length=100, blank=True, help_text=_("名录中没有时填写。"))
    province = models.CharField(_("省份"), max_length=4, choices=Province, blank=True)
    get_province_display = named_province
    field_name = models.CharField(_("服务领域"), max_length=40, blank=True)
    outcome = models.CharField(_("成效"), max_length=120, help_text=_("一句话，最好带数字。"))

    template = "content/article/case.html"
    parent_page_types = ["content.CaseIndexPage"]
    api_fields = [
        *Article.api_fields,
        APIField("told_on"),
        APIField("holder", serializer=HolderNamed()),
        *map(APIField, ("served_by", "province", "field_name", "outcome")),
    ]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("holder"),
                FieldPanel("served_by"),
                FieldPanel("province"),
                FieldPanel("field_name"),
                FieldPanel("told_on"),
                FieldPanel("outcome"),
            ],
            heading=_("案例要素"),
        ),
        *Article.content_panels[len(Page.content_panels) :],
    ]

    class Meta:
        verbose_name = _("服务案例")

    @property
    def who(self) -> str:
        return str(self.holder) if self.holder_id else self.served_by

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        others = CasePage.objects.live().sibling_of(self, inclusive=False).order_by("-told_on", "-pk")[:3]
        return {**super().get_context(request, *args, **kwargs), "others": others}
