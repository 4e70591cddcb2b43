"""Which columns public lists show: chosen, ordered, tried on a sample, saved."""

from typing import Any, cast

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import desk
from accounts.models import User
from policies.enums import Kind
from publicity.actions import choose_columns
from publicity.columns import REGISTER, columns_named, demanded
from publicity.exceptions import ColumnsRefusedError
from publicity.models import PublicColumns
from publicity.queries import chosen_columns

STEPS = {"up": -1, "down": 1}


@desk("publicity.view_publiccolumns")
@never_cache
def columns(request: HttpRequest, kind: str = Kind.STATION) -> HttpResponse:
    _known(kind)
    return _page(request, kind, *_current(kind))


@desk("publicity.change_publiccolumns")
@require_POST
@never_cache
def try_columns(request: HttpRequest, kind: str) -> HttpResponse:
    """The page again with the choice as it stands, one column moved perhaps; writes nothing."""
    _known(kind)
    order, chosen = _posted(request, kind)
    verb, _dash, code = request.POST.get("move", "").partition(":")
    if verb in STEPS and code in order:
        at = order.index(code)
        to = min(max(at + STEPS[verb], 0), len(order) - 1)
        order.insert(to, order.pop(at))
    return _page(request, kind, order, chosen, seen=request.POST.get("seen", ""))


@desk("publicity.change_publiccolumns")
@require_POST
@never_cache
def save_columns(request: HttpRequest, kind: str) -> HttpResponse:
    _known(kind)
    order, chosen = _posted(request, kind)
    seen = request.POST.get("seen", "")
    codes = [code for code in order if code in chosen]
    number = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
    try:
        choose_columns(kind=kind, codes=codes, seen=number, by=cast("User", request.user))
    except ColumnsRefusedError as refusal:
        return _page(request, kind, order, chosen, seen=seen, fault=str(refusal))
    notices.success(request, _("已保存。今后开始的公示使用这些列；已经开始和结束的公示不变。"))
    return redirect("windows:columns_of_kind", kind)


def _known(kind: str) -> None:
    if kind not in REGISTER:
        raise Http404


def _current(kind: str) -> tuple[list[str], set[str]]:
    codes = [column.code for column in chosen_columns(kind)]
    return codes + [code for code in REGISTER[kind] if code not in codes], set(codes)


def _posted(request: HttpRequest, kind: str) -> tuple[list[str], set[str]]:
    """The order of all columns, and which are shown; what the 办法 demands is, whatever was posted."""
    known = REGISTER[kind]
    order = list(dict.fromkeys(code for code in request.POST.getlist("order") if code in known))
    order += [code for code in known if code not in order]
    return order, set(request.POST.getlist("shown")) & set(known) | set(demanded(kind))


def _page(
    request: HttpRequest, kind: str, order: list[str], chosen: set[str], *, seen: str = "", fault: str = ""
) -> HttpResponse:
    row = PublicColumns.objects.filter(kind=kind).first()
    context: dict[str, Any] = {
        "kind": Kind(kind),
        "kinds": [Kind.STATION, Kind.EXPERT],
        "rows": [(REGISTER[kind][code], code in chosen) for code in order],
        "shown": columns_named(kind, [code for code in order if code in chosen]),
        "seen": seen or (row.revision if row else 0),
        "is_unsaved": (order, chosen) != _current(kind),
        "fault": fault,
        "tab": "columns",
    }
    return render(request, "console/publicity/columns.html", context, status=422 if fault else 200)


def column_urls() -> list[URLPattern]:
    return [
        path("columns/", columns, name="columns"),
        path("columns/<slug:kind>/", columns, name="columns_of_kind"),
        path("columns/<slug:kind>/save/", save_columns, name="save_columns"),
        path("columns/<slug:kind>/try/", try_columns, name="try_columns"),
    ]
