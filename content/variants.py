"""How a visitor wants the pages: 关怀版 or not, and in which language. Two cookies, so four pages of each address.

Only the cookies decide. What the browser says of its language does not: one address has the same page for everybody
who chose nothing, and a full-page cache needs `variant_of` alone for its key.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

CARE_COOKIE = "care"
CARING = "1"
A_YEAR = 365 * 24 * 3600
DESK = "/admin/"  # Chinese, unless the account of the member of staff says otherwise


def is_caring(request: HttpRequest) -> bool:
    """Whether the visitor reads 关怀版 (large print)."""
    return request.COOKIES.get(CARE_COOKIE) == CARING


def language_of(request: HttpRequest) -> str:
    """The language the visitor chose, else Chinese."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if request.path_info.startswith(DESK) or chosen not in dict(settings.LANGUAGES):
        return settings.LANGUAGE_CODE
    return chosen


def variant_of(request: HttpRequest) -> str:
    """A short key of the page this visitor gets: `zh-hans`, `zh-hans-care`, `en`, `en-care`."""
    return f"{language_of(request)}-care" if is_caring(request) else language_of(request)


class LanguageMiddleware:
    """Speaks the language the visitor chose, in place of Django's, which also asks the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie",))
        return response
