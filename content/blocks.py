"""Blocks of an official document, after GB/T 9704: paragraphs, and items by level 一、（一）1.（1）."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class Level(TextChoices):
    ONE = "1", _("一、")
    TWO = "2", _("（一）")
    THREE = "3", _("1.")
    FOUR = "4", _("（1）")


class ParagraphBlock(blocks.TextBlock):
    """正文段：indented by two characters."""

    class Meta:
        icon = "pilcrow"
        label = _("正文段")
        template = "content/blocks/paragraph.html"


class ItemBlock(blocks.StructBlock):
    """条目：a numbered item; its clause code becomes the anchor that findings and refusals link to."""

    level = blocks.ChoiceBlock(choices=Level.choices, default=Level.ONE, label=_("层次"))
    number = blocks.CharBlock(max_length=8, label=_("序数"), help_text=_("例如：一、"))
    heading = blocks.CharBlock(max_length=80, required=False, label=_("小标题"))
    text = blocks.TextBlock(required=False, label=_("正文"))
    clause = blocks.RegexBlock(
        regex=r"^[A-Z]-[0-9A-Z]+(-[0-9A-Z]+)?$",
        required=False,
        label=_("条款编号"),
        error_messages={"invalid": _("条款编号形如 N-1 或 S-4-2。")},
    )

    class Meta:
        icon = "list-ol"
        label = _("条目")
        template = "content/blocks/item.html"


class OfficialBody(blocks.StreamBlock):
    """公文正文."""

    paragraph = ParagraphBlock()
    item = ItemBlock()
