"""What an editor may put on an article, a case or a plain page. Every block has one template and no settings of looks."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from content.blocks import OfficialBody
from content.list_blocks import HoldersBlock, PublicityBlock
from content.live_figures import LIVE_FIGURES

RICH = ["bold", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """小标题：the page's title is the first level, so these begin at the second."""

    text = blocks.CharBlock(max_length=80, label=_("文字"))
    level = blocks.ChoiceBlock(
        choices=[("2", _("一级标题")), ("3", _("二级标题"))], default="2", label=_("层次")
    )

    class Meta:
        icon = "title"
        label = _("小标题")
        template = "content/blocks/heading.html"


class OfficialBlock(blocks.StructBlock):
    """公文原文：the words of a document, quoted whole inside a page."""

    title = blocks.CharBlock(max_length=120, required=False, label=_("文件名称"))
    number = blocks.CharBlock(max_length=40, required=False, label=_("文号"))
    body = OfficialBody(label=_("正文"))

    class Meta:
        icon = "doc-full"
        label = _("公文正文")
        template = "content/blocks/official.html"


class TableBlock(blocks.StructBlock):
    """表格：a caption, a row of headings, and cells of words or numbers."""

    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(required=False, label=_("文字"))),
            ("number", blocks.DecimalBlock(required=False, label=_("数字"))),
        ],
        label=_("表格"),
    )
    source = blocks.CharBlock(max_length=120, required=False, label=_("资料来源"))

    class Meta:
        icon = "table"
        label = _("表格")
        template = "content/blocks/table.html"


class FigureBlock(blocks.StructBlock):
    """数字：counted by the platform, or typed in with its source."""

    live = blocks.ChoiceBlock(
        choices=[(key, one.label) for key, one in LIVE_FIGURES.items()],
        required=False,
        label=_("平台实时数字"),
        help_text=_("选了这一项，下面三项不用填。"),
    )
    label = blocks.CharBlock(max_length=30, required=False, label=_("名称"))
    value = blocks.CharBlock(max_length=16, required=False, label=_("数值和单位"))
    source = blocks.CharBlock(max_length=80, required=False, label=_("来源"))

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        missing = [key for key in ("label", "value", "source") if not cleaned[key] and not cleaned["live"]]
        if missing:
            sentence = _("没有选平台实时数字时必须填写。")
            raise blocks.StructBlockValidationError({key: ValidationError(sentence) for key in missing})
        return cleaned

    class Meta:
        icon = "order"
        label = _("数字")


class FiguresBlock(blocks.ListBlock):
    """一排数字."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(FigureBlock(), min_num=1, max_num=6, **kwargs)

    class Meta:
        icon = "order"
        label = _("数字")
        template = "content/blocks/figures.html"


class PictureBlock(blocks.StructBlock):
    """图片：what it shows must be said in words, for those who cannot see it."""

    image = ImageChooserBlock(label=_("图片"))
    alt = blocks.CharBlock(
        max_length=200,
        label=_("图片说明（替代文字）"),
        help_text=_("说清图里有什么，读屏软件会念出这一句。"),
    )
    caption = blocks.CharBlock(max_length=120, required=False, label=_("图注"))

    class Meta:
        icon = "image"
        label = _("图片")
        template = "content/blocks/picture.html"


class AttachmentsBlock(blocks.ListBlock):
    """附件：each with its kind and size."""

    def __init__(self, **kwargs: object) -> None:
        file = blocks.StructBlock(
            [
                ("title", blocks.CharBlock(max_length=120, required=False, label=_("名称"))),
                ("document", DocumentChooserBlock(label=_("文件"))),
            ],
            label=_("附件"),
        )
        super().__init__(file, min_num=1, **kwargs)

    class Meta:
        icon = "doc-full-inverse"
        label = _("附件")
        template = "content/blocks/attachments.html"


class CallBlock(blocks.StructBlock):
    """行动按钮：one thing to do next."""

    text = blocks.CharBlock(max_length=200, required=False, label=_("说明"))
    label = blocks.CharBlock(max_length=20, label=_("按钮文字"))
    page = blocks.PageChooserBlock(required=False, label=_("平台页面"))
    url = blocks.URLBlock(required=False, label=_("其他网址"))

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            sentence = _("平台页面和其他网址选填其中一项。")
            raise blocks.StructBlockValidationError({"page": ValidationError(sentence)})
        return cleaned

    class Meta:
        icon = "link"
        label = _("行动按钮")
        template = "content/blocks/call.html"


class TimelineBlock(blocks.ListBlock):
    """时间线：what happened or will happen, in order."""

    def __init__(self, **kwargs: object) -> None:
        moment = blocks.StructBlock(
            [
                ("when", blocks.CharBlock(max_length=30, label=_("时间"), help_text=_("例如：2026年9月"))),
                ("title", blocks.CharBlock(max_length=60, label=_("事项"))),
                ("text", blocks.TextBlock(required=False, label=_("说明"))),
            ],
            label=_("节点"),
        )
        super().__init__(moment, min_num=2, **kwargs)

    class Meta:
        icon = "history"
        label = _("时间线")
        template = "content/blocks/timeline.html"


class GeneralBody(blocks.StreamBlock):
    """一般正文."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        features=RICH, icon="pilcrow", label=_("段落"), template="content/blocks/rich.html"
    )
    picture = PictureBlock()
    table = TableBlock()
    figures = FiguresBlock()
    timeline = TimelineBlock()
    attachments = AttachmentsBlock()
    call = CallBlock()
    official = OfficialBlock()
    publicity = PublicityBlock()
    holders = HoldersBlock()
