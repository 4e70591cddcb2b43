"""Answers visitors who are nobody in particular from memory. Outermost: a kept page costs neither session nor view."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from wagtail.views import serve as wagtail_serve

from content.cache.generation import public_face
from content.cache.store import DrawnPage, PageStore
from content.variants import variant_of

LONGEST_QUERY = 300
SHARED = "public, max-age=0, s-maxage=10, stale-while-revalidate=30, stale-if-error=86400"
PERSONAL = "private, no-cache"
VARIES = ("Cookie", "Accept-Encoding")
SESSION_MARKS = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST")

store = PageStore(settings.PAGE_CACHE_BYTES)


class PageCacheMiddleware:
    """Keeps pages of shared views; says of every other answer that it is personal."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = key_of(request) if settings.PAGE_CACHE_SECONDS else ""
        if not key:
            return _personal(self.get_response(request))
        page = store.get(key)
        if page is not None and _is_fresh(page):
            return answer(request, page)
        if page is None:
            return self._draw(request, key, None)
        with store.drawing(key):
            page = store.get(key)
            if page is not None and _is_fresh(page):
                return answer(request, page)
            return self._draw(request, key, page)

    def process_view(
        self, request: Any, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> None:
        request.is_shared = view is wagtail_serve or getattr(view, "is_shared", False)

    def _draw(self, request: HttpRequest, key: str, before: DrawnPage | None) -> HttpResponseBase:
        began_at, day = public_face.now(), timezone.localdate()
        response = self.get_response(request)
        if response.status_code >= 500 and before is not None and before.generation == public_face.now():
            return answer(request, before)  # what was true a minute ago is better than an error
        if not may_be_kept(request, response):
            return _personal(response)
        page = drawn(response, began_at, day)
        store.put(key, page)
        return answer(request, page)


def key_of(request: HttpRequest) -> str:
    """What decides how a page looks, or nothing when the visitor is somebody, or asks for more than to read."""
    if request.method not in ("GET", "HEAD") or any(mark in request.META for mark in SESSION_MARKS):
        return ""
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return ""
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY:
        return ""
    host = request.META.get("HTTP_HOST", "")
    return "\n".join((str(request.scheme), host, request.path_info, query, variant_of(request)))


def may_be_kept(request: Any, response: HttpResponseBase) -> bool:
    """A whole page of a shared view that set nothing for this visitor, and did not ask to stay personal."""
    return (
        request.method == "GET"
        and getattr(request, "is_shared", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not getattr(getattr(request, "session", None), "modified", False)
    )


def drawn(response: Any, generation_: int, day: date) -> DrawnPage:
    """A page as it is kept: it lives for a minute at most, for what it shows also depends on the hour."""
    kept = {name: value for name, value in response.items() if name not in ("Vary", "Content-Length", "ETag")}
    return DrawnPage(
        body=response.content,
        headers=tuple(kept.items()),
        generation=generation_,
        day=day,
        until=time.monotonic() + settings.PAGE_CACHE_SECONDS,
    )


def answer(request: HttpRequest, page: DrawnPage) -> HttpResponse:
    """The kept bytes, packed for who takes them so; 304 for who has them."""
    known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    is_known = page.etag in known or "*" in known
    response = HttpResponseNotModified() if is_known else _whole(request, page)
    response["ETag"] = page.etag
    response["Cache-Control"] = SHARED
    patch_vary_headers(response, VARIES)
    return response


def _whole(request: HttpRequest, page: DrawnPage) -> HttpResponse:
    is_packed = bool(page.packed) and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    body = page.packed if is_packed else page.body
    response = HttpResponse(b"" if request.method == "HEAD" else body)
    for name, value in page.headers:
        response[name] = value
    response["Content-Length"] = str(len(body))
    if is_packed:
        response["Content-Encoding"] = "gzip"
    return response


def _is_fresh(page: DrawnPage) -> bool:
    return (
        page.generation == public_face.now()
        and page.until > time.monotonic()
        and page.day == timezone.localdate()
    )


def _personal(response: HttpResponseBase) -> HttpResponseBase:
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = PERSONAL
    return response
