"""申请事项: one's own requests, and what one may ask for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from matters.actions import draft_request
from matters.enums import TONES, Status
from matters.models import RequestType
from matters.queries import requests_of, types_for
from matters.timeline import next_step
from recruitment.exceptions import RefusedError
from recruitment.views.person import me


def home(request: HttpRequest) -> HttpResponse:
    rows = [(row, TONES[Status(row.status)], next_step(row)) for row in requests_of(me(request))]
    drafts = {row.type_id for row, _tone, _next in rows if row.status == Status.DRAFT}
    types = [(one, one.pk in drafts) for one in types_for(me(request), timezone.localdate())]
    return render(request, "matters/home.html", {"rows": rows, "types": types})


def begin(request: HttpRequest, code: str) -> HttpResponse:
    """A POST starts a draft, or goes on with the one there is; a GET asks for that POST."""
    type_ = get_object_or_404(RequestType, code=code)
    if request.method != "POST":
        return redirect("matters:home")
    try:
        draft = draft_request(type=type_, by=me(request), at=timezone.now())
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("matters:home")
    return redirect("matters:form", draft.pk)
