"""推荐进展 for the agency: which of its rows wait, were entered, lapsed or went to a wrong number."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from policies.enums import Kind
from recruitment.enums import RowStage
from recruitment.queries import rosters_of
from recruitment.queries.progress import rows_followed
from recruitment.views.person import me
from recruitment.views.recommending import own_mandates

PER_PAGE = 50
TONES = {
    RowStage.RETURNED: "bad",
    RowStage.CHECKING: "idle",
    RowStage.REFUSED: "bad",
    RowStage.INVITED: "warn",
    RowStage.ACTIVATED: "info",
    RowStage.INCLUDED: "ok",
    RowStage.MISDIRECTED: "bad",
    RowStage.LAPSED: "bad",
    RowStage.ENDED: "idle",
}


def progress(request: HttpRequest) -> HttpResponse:
    own_mandates(request)
    rows = rows_followed(rosters_of(me(request), timezone.localdate()))
    kind, stage = request.GET.get("kind", ""), request.GET.get("stage", "")
    if kind in Kind:
        rows = rows.filter(roster__kind=kind)
    shown = rows.filter(stage=stage) if stage in RowStage else rows
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(row, RowStage(row.stage).label, TONES[RowStage(row.stage)]) for row in page],
        "kind": kind if kind in Kind else "",
        "stage": stage if stage in RowStage else "",
        "kinds": Kind.choices,
        "stages": RowStage.choices,
    }
    return render(request, "recruitment/roster/progress.html", context)
