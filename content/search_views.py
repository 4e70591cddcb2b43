"""One search over everything the public may read."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from accounts.access import public
from content.search import LONGEST, groups_for, words_of

FIRST = 5
PER_PAGE = 20


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Never kept whole: what people look for is theirs, and hardly anybody asks the same."""
    q = request.GET.get("q", "").replace("\0", " ")[:LONGEST].strip()
    words = words_of(q)
    context: dict[str, Any] = {"q": q, "longest": LONGEST, "is_asked": bool(q)}
    if words:
        context |= _answer(request, words)
    return render(request, "content/search/results.html", context)


def _answer(request: HttpRequest, words: list[str]) -> dict[str, Any]:
    groups = groups_for(words, Site.find_for_request(request))
    asked = request.GET.get("in", "")
    shown = [group for group in groups if group.code == asked] or groups
    is_one = len(shown) == 1
    parts = []
    total = 0
    for group in groups:
        pages = Paginator(group.rows, PER_PAGE if is_one else FIRST)
        total += pages.count
        page = pages.get_page(request.GET.get("page") if is_one else 1)
        hits = group.shown(page.object_list) if group in shown and pages.count else []
        parts.append({"group": group, "count": pages.count, "hits": hits, "page": page})
    return {"parts": parts, "total": total, "asked": asked if is_one else "", "first": FIRST}
