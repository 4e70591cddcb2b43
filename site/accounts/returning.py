"""Where to go back to after signing in, and never anywhere else."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def is_own_url(request: HttpRequest, url: str) -> bool:
    """Whether a redirect to `url` stays on this site."""
    return url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def safe_next(request: HttpRequest) -> str:
    """The `next` of the request when it stays on this site, else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_own_url(request, wanted) else ""


def page_to_return_to(request: HttpRequest) -> str:
    """The page a visitor was on: of a form that was posted, the page that showed it."""
    if request.method in ("GET", "HEAD") and not request.headers.get("HX-Request"):
        return request.get_full_path()
    shown = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not is_own_url(request, shown):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(shown)
    return parts.path + (f"?{parts.query}" if parts.query else "")
