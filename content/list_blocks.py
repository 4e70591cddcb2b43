"""Blocks that list what the platform knows: 公示 and holders. They count at every drawing, so nothing goes stale."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from accounts.models import Consent, ConsentKind
from policies.enums import Kind, Province
from registry.models import Holder, HolderStatus

MOST = 50


class PublicityBlock(blocks.StructBlock):
    """公示列表：those running, those ended, or both."""

    heading = blocks.CharBlock(max_length=60, required=False, label=_("标题"))
    which = blocks.ChoiceBlock(
        choices=[("running", _("正在公示")), ("ended", _("已经结束")), ("all", _("全部"))],
        default="all",
        label=_("范围"),
    )
    count = blocks.IntegerBlock(min_value=1, max_value=20, default=5, label=_("最多几批"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        from content.listings import site_windows  # noqa: PLC0415  pages use this block: a circle at import

        shown = [
            one
            for one in site_windows(timezone.localdate())
            if value["which"] == "all" or one.is_open == (value["which"] == "running")
        ]
        return {**super().get_context(value, parent_context), "windows": shown[: value["count"]]}

    class Meta:
        icon = "list-ul"
        label = _("公示列表")
        template = "content/blocks/publicity.html"


class HoldersBlock(blocks.StructBlock):
    """名录摘录：active holders of one kind, of one province or of all."""

    heading = blocks.CharBlock(max_length=60, required=False, label=_("标题"))
    kind = blocks.ChoiceBlock(choices=Kind.choices, default=Kind.STATION, label=_("类别"))
    province = blocks.ChoiceBlock(choices=Province.choices, required=False, label=_("省份"))
    count = blocks.IntegerBlock(min_value=1, max_value=MOST, default=10, label=_("最多几个"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        holders = Holder.objects.filter(kind=value["kind"], status=HolderStatus.ACTIVE)
        if value["kind"] == Kind.EXPERT:  # a person's name is public after separate consent only
            agreed = Consent.objects.filter(kind=ConsentKind.PUBLISH_NAME, withdrawn_at=None).values("user")
            holders = holders.filter(user__in=agreed)
        if value["province"]:
            holders = holders.filter(province=value["province"])
        context = {"holders": holders.order_by("-recognized_at", "-pk")[: value["count"]]}
        return {**super().get_context(value, parent_context), **context}

    class Meta:
        icon = "group"
        label = _("名录摘录")
        template = "content/blocks/holders.html"
