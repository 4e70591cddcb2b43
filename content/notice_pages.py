"""通知：an official document laid out after GB/T 9704, tied to the round it announces."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from content.api.page_fields import Attachments, MaskedBody, MaskedText, RegulationShown, RoundShown
from content.blocks import OfficialBody
from content.front import round_seen
from content.rules_pages import policy_today
from content.searched import Searched
from policies.models import Clause, Regulation
from recruitment.models import Round

document_number_validator = RegexValidator(
    r"^[\u4e00-\u9fff]+〔\d{4}〕[1-9]\d*号$",
    _("文号形如“中小企通〔2023〕8号”：年份用六角括号〔〕，序号不编虚位。"),
)


class Category(models.TextChoices):
    RECRUITMENT = "recruitment", _("招募")
    PUBLICITY = "publicity", _("公示公告")
    WORK = "work", _("工作通知")
    COMMENDATION = "commendation", _("表扬通报")
    OTHER = "other", _("其他")


class NoticePage(Searched, Page):
    """通知：文号, 主送, body, 附件, 署名, 成文日期."""

    category = models.CharField(_("类别"), max_length=16, choices=Category, default=Category.WORK)
    document_number = models.CharField(
        _("文号"), max_length=40, blank=True, validators=[document_number_validator]
    )
    issuer = models.CharField(_("发文单位"), max_length=80)
    addressee = models.CharField(_("主送"), max_length=120, blank=True)
    issued_on = models.DateField(
        _("成文日期"), null=True, blank=True, help_text=_("原文未载明的留空，不推定。")
    )
    body = StreamField(OfficialBody(), verbose_name=_("正文"))
    contact = models.CharField(
        _("联系人及电话"), max_length=120, blank=True, help_text=_("公开页面自动隐去手机号码中间四位。")
    )
    regulation = models.ForeignKey(
        Regulation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("对应规范文件"),
    )
    round = models.ForeignKey(
        Round,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("招募批次"),
    )

    searched = ("document_number", "issuer", "addressee", "body")
    template = "content/notice/detail.html"
    parent_page_types = ["content.NoticeIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("category"),
                FieldPanel("document_number"),
                FieldPanel("issuer"),
                FieldPanel("addressee"),
                FieldPanel("issued_on"),
            ],
            heading=_("公文要素"),
        ),
        FieldPanel("body"),
        InlinePanel("attachments", heading=_("附件"), label=_("附件")),
        FieldPanel("contact"),
        FieldPanel("regulation"),
        FieldPanel("round"),
    ]
    api_fields = [
        APIField("category"),
        APIField("document_number"),
        APIField("issuer"),
        APIField("addressee"),
        APIField("issued_on"),
        APIField("body", serializer=MaskedBody()),
        APIField("attachments", serializer=Attachments()),
        APIField("contact", serializer=MaskedText()),
        APIField("regulation", serializer=RegulationShown()),
        APIField("round", serializer=RoundShown()),
    ]

    class Meta:
        verbose_name = _("通知")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        clauses = Clause.objects.filter(regulation=self.regulation_id) if self.regulation_id else []
        return {
            **super().get_context(request, *args, **kwargs),
            "current": round_seen(self.round, timezone.now()) if self.round else None,
            "attachments": self.attachments.select_related("page_link", "document"),
            "clauses": [clause for clause in clauses if clause.carried_by or clause.interpretation],
            "policy": policy_today(),
        }


class Form(models.TextChoices):
    """Annexes the platform draws itself: the 办法 from their clauses, the 汇总表 from their columns."""

    A1 = "a1", _("附件 1 工作站管理办法")
    A2 = "a2", _("附件 2 专家管理办法")
    A3 = "a3", _("附件 3 工作站汇总表")
    A4 = "a4", _("附件 4 专家汇总表")


class NoticeAttachment(Orderable):
    """附件：a page of the platform, a form it draws, or an uploaded document."""

    page = ParentalKey(NoticePage, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField(_("附件名称"), max_length=120)
    page_link = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("平台页面"),
    )
    form = models.CharField(_("表样"), max_length=2, choices=Form, blank=True)
    document = models.ForeignKey(
        get_document_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("文件"),
    )
