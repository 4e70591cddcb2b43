"""数据统计 at the desk: a year cut four ways, every number leading to its rows, and the same as a workbook."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import desk
from console.figures import counting
from console.figures.export import XLSX, heads, workbook
from policies.enums import CodeList
from policies.queries import code_names

PER_PAGE = 50
PERMISSION = "service.view_yeartally"
ROWS = {"holders": counting.tallies, "entries": counting.entries, "needs": counting.needs}
ASKED = {
    "holders": {"province", "kind"},
    "entries": {"field", "month"},
    "needs": {"province", "kind", "field", "month", "taken"},
}


@desk(PERMISSION)
def figures(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    cuts = counting.cuts_of(year)
    context = {
        "year": year,
        "years": sorted({*counting.years_known(), timezone.localdate().year}, reverse=True),
        "cuts": [(cut, heads(cut)[1:], "holders" if cut.of_tallies else "entries") for cut in cuts],
    }
    return render(request, "console/figures/figures.html", context)


@desk(PERMISSION)
def rows_behind(request: HttpRequest, kind: str) -> HttpResponse:
    """The rows one number counts; what is asked stands in the address, and nothing else is."""
    year, asked = _year(request), _asked(request, kind)
    page = Paginator(ROWS[kind](year, **asked), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    names = code_names(CodeList.FIELD)
    context = {
        "year": year,
        "kind": kind,
        "page": page,
        "rows": [(row, names.get(getattr(row, "field", ""), "")) for row in page],
        "query": query.urlencode(),
        "title": {"holders": _("持有人的年度累计"), "entries": _("志愿日记"), "needs": _("企业需求")}[kind],
        "words": [_said(name, value) for name, value in asked.items()],
    }
    return render(request, "console/figures/rows.html", context)


@desk(PERMISSION)
def download(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    response = HttpResponse(workbook(counting.cuts_of(year)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="figures-{year}.xlsx"'
    return response


def figure_urls() -> list[URLPattern]:
    rows = [path(f"{kind}/", rows_behind, {"kind": kind}, name=kind) for kind in ROWS]
    return [path("", figures, name="all"), path("figures.xlsx", download, name="download"), *rows]


def _year(request: HttpRequest) -> int:
    """The year asked for; the present one when none, or nonsense, is."""
    asked, today = request.GET.get("year", ""), timezone.localdate().year
    return (
        int(asked)
        if asked.isascii() and asked.isdigit() and int(asked[:4]) >= 2000 and len(asked) == 4
        else today
    )


def _asked(request: HttpRequest, kind: str) -> dict[str, str]:
    asked = {name: value for name in sorted(ASKED[kind]) if (value := request.GET.get(name, ""))}
    month = asked.get("month", "1")
    if month not in {str(n) for n in range(1, 13)}:
        raise Http404
    return asked


def _said(name: str, value: str) -> Any:
    return counting.labels(name).get(value, value)
