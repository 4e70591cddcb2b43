"""我的申报 and the choice of a round."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from policies.enums import Kind
from recruitment.actions import create_draft
from recruitment.enums import Status
from recruitment.exceptions import HoldsTitleError, RefusedError
from recruitment.models import Application, Round
from recruitment.queries import applications_of, rounds_open
from recruitment.timeline import TONES, next_step
from recruitment.views.person import me


def home(request: HttpRequest) -> HttpResponse:
    applications = applications_of(me(request)).select_related("entry__window")
    rows = [(row, TONES[row.status], next_step(row)) for row in applications]
    context = {"rows": rows, "doors": _doors(request, list(applications)), "now": timezone.now()}
    return render(request, "recruitment/application/home.html", context)


def apply(request: HttpRequest) -> HttpResponse:
    """Shows the doors of every open round; the POST of one starts a draft, or goes on with the one there is."""
    if request.method == "POST":
        return _start(request)
    return _choice(request)


def _choice(request: HttpRequest, held: dict[str, Any] | None = None) -> HttpResponse:
    applications = list(applications_of(me(request)))
    context = {
        "doors": _doors(request, applications),
        "wanted": request.GET.get("kind", ""),
        "now": timezone.now(),
        "held": held,
    }
    return render(request, "recruitment/application/apply.html", context, status=409 if held else 200)


def _start(request: HttpRequest) -> HttpResponse:
    round_ = get_object_or_404(Round, pk=_number(request.POST.get("round")))
    kind = request.POST.get("kind", "")
    if kind not in Kind.values:
        return redirect("recruitment:apply")
    if known := _under_way(request, round_, kind):
        return redirect("recruitment:resume", known.pk)
    try:
        draft = create_draft(
            round=round_,
            kind=kind,
            by=me(request),
            at=timezone.now(),
            is_for_another_unit="other_unit" in request.POST,
        )
    except HoldsTitleError as refused:
        return _choice(request, {"sentence": str(refused), "round": round_, "kind": kind})
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("recruitment:apply")
    return redirect("recruitment:resume", draft.pk)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def _under_way(request: HttpRequest, round_: Round, kind: str) -> Application | None:
    mine = applications_of(me(request)).filter(round=round_, kind=kind)
    over = {Status.REFUSED, Status.LAPSED, Status.RETRACTED, Status.DROPPED}
    return mine.exclude(status__in=over).first()


def _doors(request: HttpRequest, applications: list[Application]) -> list[dict[str, Any]]:
    """Every open round with, for each kind it takes, the application this person already has there."""
    over = {Status.REFUSED, Status.LAPSED, Status.RETRACTED, Status.DROPPED}
    taken = {(row.round_id, row.kind): row for row in applications if row.status not in over}
    return [
        {
            "round": round_,
            "kinds": [
                {"kind": kind, "taken": taken.get((round_.pk, kind.value))}
                for kind in Kind
                if round_.kind in (kind, "both")
            ],
        }
        for round_ in rounds_open(timezone.now())
    ]
