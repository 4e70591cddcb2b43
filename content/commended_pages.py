"""表扬名单：one page a year, a row for each station, expert or unit that is commended."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page

from content.api.page_fields import CommendedRows, MaskedBody
from content.blocks import OfficialBody
from content.searched import Searched
from policies.enums import Kind, Province, named_province
from registry.models import Holder


class CommendedListPage(Searched, Page):
    """表扬名单：the document and its rows."""

    year = models.PositiveSmallIntegerField(
        _("年度"), validators=[MinValueValidator(2010), MaxValueValidator(2100)]
    )
    document_number = models.CharField(_("文号"), max_length=40, blank=True)
    issuer = models.CharField(_("发布单位"), max_length=80)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)
    body = StreamField(OfficialBody(), verbose_name=_("正文"), blank=True)

    searched = ("document_number", "issuer", "body")
    template = "content/commended/detail.html"
    parent_page_types = ["content.CommendedIndexPage"]
    subpage_types: list[str] = []
    api_fields = [
        *map(APIField, ("year", "document_number", "issuer", "issued_on")),
        APIField("body", serializer=MaskedBody()),
        APIField("rows", serializer=CommendedRows()),
    ]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("year"),
                FieldPanel("document_number"),
                FieldPanel("issuer"),
                FieldPanel("issued_on"),
            ],
            heading=_("公文要素"),
        ),
        FieldPanel("body"),
        InlinePanel("rows", heading=_("名单"), label=_("表扬对象"), min_num=1),
    ]

    class Meta:
        verbose_name = _("表扬名单")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        rows = list(self.rows.select_related("holder", "photo"))
        if all(row.pk for row in rows):  # in a preview some are not saved, and hold their links themselves
            models.prefetch_related_objects(rows, "links")
        kinds = [(kind.label, [row for row in rows if row.kind == kind]) for kind in Kind]
        return {
            **super().get_context(request, *args, **kwargs),
            "kinds": [(label, those) for label, those in kinds if those],
            "total": len(rows),
        }


class Commended(ClusterableModel, Orderable):
    """表扬对象：a holder of the registry, or a name that is not in it."""

    page = ParentalKey(CommendedListPage, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(_("类别"), max_length=8, choices=Kind, default=Kind.STATION)
    holder = models.ForeignKey(
        Holder,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("名录中的工作站或专家"),
    )
    name = models.CharField(_("名称"), max_length=100, blank=True, help_text=_("选了名录中的，不用填。"))
    province = models.CharField(_("省份"), max_length=4, choices=Province, blank=True)
    get_province_display = named_province
    citation = models.CharField(_("表扬事由"), max_length=200)
    photo = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("照片"),
    )
    photo_alt = models.CharField(_("照片说明（替代文字）"), max_length=200, blank=True)

    panels = [
        FieldPanel("kind"),
        FieldPanel("holder"),
        FieldPanel("name"),
        FieldPanel("province"),
        FieldPanel("citation"),
        FieldPanel("photo"),
        FieldPanel("photo_alt"),
        InlinePanel("links", heading=_("媒体报道"), label=_("报道"), max_num=5),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("表扬对象")

    def __str__(self) -> str:
        return str(self.holder) if self.holder_id else self.name

    @property
    def province_name(self) -> str:
        """Its own province, else the holder's."""
        code = self.province or (self.holder.province if self.holder else "")
        return str(Province(code).label) if code else ""

    def clean(self) -> None:
        super().clean()
        faults = {}
        if not self.holder_id and not self.name:
            faults["name"] = _("没有选名录中的工作站或专家时，必须填写名称。")
        if self.photo_id and not self.photo_alt:
            faults["photo_alt"] = _("有照片时必须写明照片里有什么。")
        if faults:
            raise ValidationError(faults)


class CommendedLink(Orderable):
    """媒体报道：where one may read more."""

    row = ParentalKey(Commended, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(_("标题"), max_length=80)
    url = models.URLField(_("网址"))

    panels = [FieldPanel("title"), FieldPanel("url")]
