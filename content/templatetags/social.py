"""What search engines and messengers show of a page: description and Open Graph."""

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.templatetags.chrome import mask_mobiles

register = template.Library()

LONGEST = 120


@register.inclusion_tag("_components/social.html", takes_context=True)
def social(context: dict[str, Any], words: str = "") -> dict[str, Any]:
    """Words of the page at hand; those of the site where there is none."""
    found, request = context.get("page"), context.get("request")
    page: Any = found if isinstance(found, Page) else None
    return {
        "site_name": settings.SITE_NAME,
        "title": (page.seo_title or page.title) if page else settings.SITE_NAME,
        "description": words or described(page),
        "type": "article" if hasattr(page, "summary") else "website",
        "url": request.build_absolute_uri(request.path) if request else "",
        "picture": _picture(page, request) if request else "",
        "picture_alt": getattr(page, "picture_alt", ""),
    }


def described(page: Any) -> str:
    """What an editor wrote for this; else the page's own summary; else its first words; else what the platform is."""
    said = [getattr(page, name, "") for name in ("search_description", "summary", "intro", "lead")]
    first = next((words for words in said if words), "") or _first_words(page)
    return Truncator(
        mask_mobiles(first or _("中小企业志愿服务工作站和志愿专家的招募、公示、认定与证书查验。"))
    ).chars(LONGEST)


def _first_words(page: Any) -> str:
    """The first paragraph of an official body."""
    return next(
        (str(block.value) for block in getattr(page, "body", []) if block.block_type == "paragraph"), ""
    )


def _picture(page: Any, request: HttpRequest) -> str:
    image = getattr(page, "picture", None)
    path = image.get_rendition("fill-1200x630|format-jpeg").url if image else static("img/share.png")
    return request.build_absolute_uri(path)
