"""激活情况 at the desk: who was invited, who waits for a look at a duplicate, whose number is wrong (S-5-R, E-4-R)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.masking import mask_mobile
from accounts.models import mobile_validator
from policies.enums import Province
from recruitment.actions import (
    clear_recommendation,
    invite_again,
    merge_recommendation,
    report_wrong_number,
)
from recruitment.enums import RecommendationStatus as Status
from recruitment.exceptions import RefusedError
from recruitment.models import Recommendation
from recruitment.queries.recommendations import recommendations_for_desk
from recruitment.rosters.refusals import NumberMissingError
from recruitment.views.person import me

PER_PAGE = 30
TONES = {
    Status.INVITED: "info",
    Status.HELD: "warn",
    Status.LISTABLE: "warn",
    Status.LISTED: "info",
    Status.ACTIVATED: "ok",
    Status.LAPSED: "bad",
    Status.MISDIRECTED: "bad",
    Status.MERGED: "idle",
    Status.DROPPED: "bad",
    Status.LEFT: "idle",
}
TABS = (
    Status.HELD,
    Status.MISDIRECTED,
    Status.LAPSED,
    Status.INVITED,
    Status.LISTABLE,
    Status.LISTED,
    Status.ACTIVATED,
    Status.MERGED,
    Status.DROPPED,
    Status.LEFT,
)


def recommendations(request: HttpRequest) -> HttpResponse:
    counts = dict(Recommendation.objects.order_by().values_list("status").annotate(Count("pk")))
    asked = request.GET.get("tab", "")
    tab = asked if asked in TABS else next((key for key in TABS if counts.get(key)), Status.INVITED)
    text = request.GET.get("text", "").replace("\x00", "").strip()[:60]
    province = request.GET.get("province", "")
    found = recommendations_for_desk().filter(status=tab).order_by("due_on", "pk")
    if text:
        found = found.filter(Q(name__icontains=text) | Q(row__roster__number__icontains=text))
    if province in Province:
        found = found.filter(province=province)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": str(tab),
        "tabs": [(key.value, key.label, counts.get(key, 0)) for key in TABS if key == tab or counts.get(key)],
        "page": page,
        "text": text,
        "province": province if province in Province else "",
        "provinces": Province.choices,
        "rows": [(row, mask_mobile(row.mobile) if row.mobile else "—") for row in page],
    }
    return render(request, "console/recruitment/recommendations.html", context)


def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(recommendations_for_desk(), pk=pk)
    context = {
        "row": row,
        "tone": TONES[Status(row.status)],
        "mobile": mask_mobile(row.mobile) if row.mobile else "",
    }
    return render(request, "console/recruitment/recommendation.html", context)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Recommendation, pk=pk)
    try:
        _done(request, row)
        messages.success(request, _("已办理。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("desk_recruitment:recommendation", pk)


def _done(request: HttpRequest, row: Recommendation) -> None:
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:500]
    said: dict[str, Any] = {"recommendation": row, "by": me(request), "at": timezone.now()}
    doors: dict[str, Callable[[], Recommendation]] = {
        "clear": lambda: clear_recommendation(reason=reason, **said),
        "merge": lambda: merge_recommendation(reason=reason, **said),
        "wrong": lambda: report_wrong_number(**said),
        "again": lambda: invite_again(reason=reason, mobile=_mobile(request, row), **said),
    }
    if (door := doors.get(request.POST.get("act", ""))) is not None:
        door()


def _mobile(request: HttpRequest, row: Recommendation) -> str:
    """What was typed; left empty, the number of the table, unless that one is wrong."""
    typed = "".join(request.POST.get("mobile", "").split())
    if not typed:
        return row.mobile if row.status == Status.LAPSED else ""
    try:
        mobile_validator(typed)
    except ValidationError as wrong:
        raise NumberMissingError from wrong
    return typed
