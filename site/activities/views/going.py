"""我的活动: what a person goes to; signing up and giving up."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from activities.actions import give_up, sign_up
from activities.enums import PLACE_TONES, TONES, Place, Status
from activities.queries import activities_of, public_activities, signups_of, stations_of
from recruitment.exceptions import RefusedError
from recruitment.views.person import me

PER_PAGE = 20


def home(request: HttpRequest) -> HttpResponse:
    user = me(request)
    page = Paginator(signups_of(user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "signups": [(row, PLACE_TONES[Place(row.place)]) for row in page],
        "organised": [(row, TONES[Status(row.status)]) for row in activities_of(user)[:50]],
        "may_publish": stations_of(user, timezone.localdate()).exists(),
    }
    return render(request, "activities/home.html", context)


def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Reached by GET after signing in: back to the page with the button."""
    row = get_object_or_404(public_activities(), pk=pk)
    if request.method != "POST":
        return redirect("activities:activity", pk)
    try:
        signup = sign_up(activity=row, by=me(request), at=timezone.now())
        said = _("已报名。") if signup.place == Place.SEATED else _("名额已满，您已进入候补。")
        messages.success(request, said)
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("activities:activity", pk)


@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(public_activities(), pk=pk)
    try:
        give_up(activity=row, by=me(request), at=timezone.now())
        messages.success(request, _("已取消报名。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("activities:activity", pk)
