"""The one door of the API: it only reads, counts visits, answers browsers of other sites, and sets no cookie."""

import hashlib
from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from accounts.access import View, public
from accounts.limits import Rate, TooManyRequests, spend

VISITS = (Rate(120, 60),)  # two a second, with room for a page that asks for several lists at once
SECONDS_KEPT = 60
METHODS = "GET, HEAD, OPTIONS"


def fault(status: int, sentence: str, **more: Any) -> JsonResponse:
    """Every refusal looks the same: one sentence, and what else is known."""
    return JsonResponse(
        {"message": sentence, **more}, status=status, json_dumps_params={"ensure_ascii": False}
    )


def through_door(view: View) -> View:
    """A read-only address of the API around a view of Wagtail's, of ninja's or of ours."""

    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _shared_with_every_site(_answer(view, request, *args, **kwargs))

    entered.csrf_exempt = True  # type: ignore[attr-defined]  # nothing can be changed here
    return public(entered)


def doors(patterns: Iterable[Any]) -> list[URLPattern]:
    """The same addresses, each view behind the door."""
    behind = [one for one in patterns if isinstance(one, URLPattern)]
    for one in behind:
        one.callback = through_door(one.callback)
    return behind


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": METHODS})
    if request.method not in ("GET", "HEAD"):
        refusal = fault(405, _("这里只能读取：请用 GET。"))
        refusal["Allow"] = METHODS
        return refusal
    try:
        spend(("api.visit", get_adapter().get_client_ip(request), VISITS))
        return _kept_a_while(request, _read(view, request, *args, **kwargs))
    except TooManyRequests as refused:
        refusal = fault(429, refused.sentence)
        refusal["Retry-After"] = str(refused.seconds)
        return refusal
    except Http404:
        return fault(404, _("没有找到：地址不对，或内容尚未公开。"))


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
    """HEAD is answered as GET; the server drops the body."""
    asked, request.method = request.method, "GET"
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = asked


def _kept_a_while(request: HttpRequest, response: Any) -> Any:
    """An answer may be kept for a minute and asked after by its ETag; a refusal may not."""
    if hasattr(response, "render"):
        response.render()
    if response.status_code != 200:
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
    return get_conditional_response(request, etag=etag, response=response)


def _shared_with_every_site(response: Any) -> HttpResponseBase:
    """CORS without credentials: what everybody may read, every site may read."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match"
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    response["Access-Control-Max-Age"] = "86400"
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "no-store"
    finished: HttpResponseBase = response
    return finished
