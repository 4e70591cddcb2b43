"""What search engines are told: every public page, every listed holder, and where not to look."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap as PageSitemap
from wagtail.contrib.sitemaps.views import index
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap

from accounts.access import public, shared
from registry.models import Listing

CLOSED = ("/admin/", "/accounts/", "/my/", "/search/", "/api/")


class Doors(Sitemap):
    """Public pages that are no pages of the tree."""

    def items(self) -> list[str]:
        return ["registry:verify", "registry:directory", "content:forms"]

    def location(self, item: str) -> str:
        return reverse(item)


class Holders(Sitemap):
    """The pages of those who stand in the directory, in parts that are drawn quickly."""

    limit = 1_000

    def items(self) -> Any:
        listed = Listing.objects.filter(until__gte=timezone.localdate())
        return listed.order_by("pk").values_list("number", flat=True)

    def location(self, item: str) -> str:
        return reverse("registry:holder", args=[item])


MAPS: dict[str, Any] = {"pages": PageSitemap, "doors": Doors, "holders": Holders}


@public
@shared
@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The parts, each an address of its own."""
    drawn: HttpResponseBase = index(request, MAPS, sitemap_url_name="content:sitemap_part").render()
    return drawn


@public
@shared
@require_safe
def sitemap_part(request: HttpRequest, section: str) -> HttpResponseBase:
    drawn: HttpResponseBase = wagtail_sitemap(request, MAPS, section=section).render()
    return drawn


@public
@shared
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = "".join(f"Disallow: {path}\n" for path in CLOSED)
    where = request.build_absolute_uri(reverse("content:sitemap"))
    return HttpResponse(f"User-agent: *\n{closed}\nSitemap: {where}\n", content_type="text/plain")
