"""活动 in public: what is coming, what was, and one activity. No number of a telephone stands here."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.access import public
from activities.enums import PLACE_TONES, Place, Status
from activities.models import Activity
from activities.queries import place_in_queue, public_activities, signup_of
from activities.wording import kind_names, shown
from recruitment.views.person import me

PER_PAGE = 20


@public
def listing(request: HttpRequest) -> HttpResponse:
    """What is not over comes first, the nearest on top; behind it what was."""
    now, is_past = timezone.now(), request.GET.get("when") == "past"
    rows = public_activities()
    chosen = (
        rows.filter(ends_at__lt=now).order_by("-starts_at", "-pk")
        if is_past
        else rows.filter(ends_at__gte=now)
    )
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    kinds = kind_names()
    context = {
        "page": page,
        "rows": [(row, kinds.get(row.kind, row.kind)) for row in page],
        "is_past": is_past,
    }
    return render(request, "activities/list.html", context)


@public
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(public_activities(), pk=pk)
    is_open = row.status == Status.PUBLISHED and not row.has_begun
    context = {**shown(row), "is_open": is_open, "free": max(row.capacity - row.seated, 0)}  # type: ignore[attr-defined]  # annotated
    if request.user.is_authenticated:
        context |= _own(request, row)
    return render(request, "activities/activity.html", context)


def _own(request: HttpRequest, row: Activity) -> dict[str, Any]:
    """The place of whoever asks; who has one sees whom to call."""
    signup = signup_of(me(request), row)
    if signup is None:
        return {}
    return {
        "signup": signup,
        "place_tone": PLACE_TONES[Place(signup.place)],
        "queue": place_in_queue(signup) if signup.place == Place.QUEUED else 0,
    }
