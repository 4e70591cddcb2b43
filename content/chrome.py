"""What every public page shows around its words. No query: a cached or an error page may use it."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from content.variants import is_caring


class Door(NamedTuple):
    """One place the chrome leads to."""

    title: Any
    href: str
    is_current: bool = False


def href_or_blank(name: str) -> str:
    """The address of a named URL, or nothing while that part of the platform is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def main_nav(path: str) -> list[Door]:
    """The main navigation: the places that exist, the present one marked."""
    places = [
        (_("首页"), "/"),
        (_("招募申报"), href_or_blank("recruitment:home")),
        (_("通知公告"), "/notices/"),
        (_("公示专栏"), "/publicity/"),
        (_("表扬名单"), "/commended/"),
        (_("培训与活动"), "/events/"),
        (_("新闻动态"), "/news/"),
        (_("管理办法"), "/rules/"),
        (_("名录"), href_or_blank("registry:directory")),
        (_("证书查验"), href_or_blank("registry:verify")),
    ]
    return [
        Door(title, href, path == href or (href != "/" and path.startswith(href)))
        for title, href in places
        if href
    ]


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor: name, day, navigation."""
    return {
        "site_name": settings.SITE_NAME,
        "is_demo": settings.DEMO,
        "today": timezone.localdate(),
        "LANGUAGE_CODE": get_language(),
        "is_caring": is_caring(request),
        "main_nav": lazy(main_nav, list)(request.path),
    }
