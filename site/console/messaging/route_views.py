"""Who is told what: the matrix, one cell of it, and one more."""

from typing import Any, cast

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from accounts.access import desk
from accounts.models import User
from console.messaging.matrix import matrix, preview_of_route
from console.messaging.route_forms import AddRouteForm, ChangeRouteForm
from console.messaging.wording_views import history_of
from messaging.enums import Audience, Channel
from messaging.events import EVENTS
from messaging.models import Route
from messaging.route_actions import RouteRefused, add_route, change_route


@desk("messaging.view_route")
def routes(request: HttpRequest) -> HttpResponse:
    context = {"sections": matrix(), "channels": [Channel.SMS, Channel.SITE, Channel.EMAIL], "tab": "routes"}
    return render(request, "console/messaging/routes.html", context)


@desk("messaging.change_route")
def one_route(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(
        Route.objects.filter(event__in=EVENTS).select_related("template", "group__group"), pk=pk
    )
    first = {"template": row.template, "is_on": row.is_on, "seen": row.revision, "people": row.people.all()}
    form = ChangeRouteForm(
        request.POST if request.method == "POST" else None,
        initial=first,
        event=row.event,
        audience=row.audience,
    )
    if request.method == "POST" and form.is_valid() and _changed(request, form, row):
        notices.success(request, _("已保存，今后的消息按新的设置发出。"))
        return redirect("desk_messages:routes")
    context = {
        "form": form,
        "route": row,
        "preview": preview_of_route(row),
        "history": history_of(row),
        "tab": "routes",
    }
    return render(request, "console/messaging/route.html", context)


def _changed(request: HttpRequest, form: ChangeRouteForm, row: Route) -> bool:
    said = form.cleaned_data
    try:
        change_route(
            route=row,
            template=said["template"],
            is_on=said["is_on"],
            people=form.people_chosen(),
            seen=said["seen"],
            by=cast("User", request.user),
        )
    except RouteRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@desk("messaging.add_route")
def new_route(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    form = AddRouteForm(
        request.POST if request.method == "POST" else None, event=asked["event"], audience=asked["audience"]
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        more = {name: said[name] for name in ("group", "scope") if name in said}
        try:
            add_route(
                **asked,
                **more,
                template=said["template"],
                people=form.people_chosen(),
                by=cast("User", request.user),
            )
        except RouteRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            notices.success(request, _("已增加，今后的消息按新的设置发出。"))
            return redirect("desk_messages:routes")
    labels = {"event": EVENTS[asked["event"]], "audience": Audience(asked["audience"]).label, "channel": Channel(asked["channel"]).label}  # fmt: skip
    return render(request, "console/messaging/route_add.html", {"form": form, "tab": "routes", **labels})


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Which cell the address names; anything else does not exist."""
    asked = {name: request.GET.get(name, "") for name in ("event", "audience", "channel")}
    event = EVENTS.get(asked["event"])
    if event is None or asked["audience"] not in event.audiences or asked["channel"] not in Channel.values:
        raise Http404
    return asked


def route_urls() -> list[URLPattern]:
    return [
        path("routes/", routes, name="routes"),
        path("routes/add/", new_route, name="add_route"),
        path("routes/<int:pk>/", one_route, name="route"),
    ]
