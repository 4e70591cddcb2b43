"""One page of a list: counted, cut, and with the address of the next."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from content.api.asking import FARTHEST, Paging
from content.api.page_fields import absolute


def listed(
    request: HttpRequest,
    found: QuerySet[Any],
    asked: Paging,
    show: Callable[[list[Any]], list[dict[str, Any]]],
) -> dict[str, Any]:
    """`show` is given the rows of this page together, so that it can fetch beside them what all of them need."""
    count = found.count()
    end = asked.offset + asked.limit
    return {
        "count": count,
        "limit": asked.limit,
        "offset": asked.offset,
        "next": _address_at(request, end) if end < count and end <= FARTHEST else None,
        "items": show(list(found[asked.offset : end])),
    }


def named(choice: Any) -> dict[str, str]:
    """A value of an enum with its label."""
    return {"code": str(choice.value), "name": str(choice.label)}


def _address_at(request: HttpRequest, offset: int) -> str:
    query = request.GET.copy()
    query["offset"] = str(offset)
    return absolute(f"{request.path}?{query.urlencode()}")
