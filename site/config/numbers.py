"""Numbers in an address that no database can hold lead nowhere: they are not found, at one place for every URL."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

LARGEST = 2**63 - 1  # of a big integer, on SQLite as on PostgreSQL; a driver fails beyond it
_LONGEST = len(str(LARGEST))
PAGE_SIZE = (
    "per_page"  # django-tables2 reads it from the query: it would let a visitor ask for everything at once
)


class BoundedNumberMiddleware:
    """Covers our URLs, Wagtail's and those to come: `<int:…>` and the digits of a regular expression alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if PAGE_SIZE in request.GET:
            kept: Any = request.GET.copy()
            del kept[PAGE_SIZE]
            request.GET = kept
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> None:
        are_digits_numbers = request.resolver_match is not None and r"\d" in request.resolver_match.route
        for value in (*args, *kwargs.values()):
            if isinstance(value, int) and value > LARGEST:
                raise Http404
            if are_digits_numbers and isinstance(value, str) and value.isdigit() and _is_beyond(value):
                raise Http404


def _is_beyond(digits: str) -> bool:
    return len(digits) > _LONGEST or int(digits) > LARGEST
