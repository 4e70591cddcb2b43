"""证明材料 of a case, one at a time: beside the dossier where scripts run, else as a page of its own."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from accounts.access import desk
from workflows.dispatch import politely
from workflows.inbox.cases import KINDS, Piece
from workflows.inbox.seats import TABS
from workflows.requests import DeskRequest
from workflows.tasks import find_task


@desk("wagtailadmin.access_admin")
@politely
def look_at(request: DeskRequest, process_pk: int, task_pk: int, key: str) -> HttpResponse:
    """One file among all of the case; a script asks for the part it puts beside the dossier."""
    process = find_task(process_pk, task_pk).process.coerced
    kind = KINDS.get(process._meta.model_name)  # noqa: SLF001  documented meta API
    if kind is None:
        raise Http404
    if not request.user.has_perm(kind.permission):
        raise PermissionDenied
    context = _around(kind.pieces(process.subject), key, process_pk, task_pk)
    tab = request.GET.get("tab", "")
    query = f"?{urlencode({'tab': tab})}" if tab in TABS else ""
    context |= {"subject": process.subject, "query": query, "case_url": reverse("tasks:open", args=[process_pk, task_pk]) + query}  # fmt: skip
    is_part = request.headers.get("X-Requested-With") == "part"
    template = "workflows/inbox/_viewer.html" if is_part else "workflows/inbox/evidence.html"
    response = render(request, template, {**context, "is_part": is_part})
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["X-Requested-With"])
    return response


def _around(pieces: list[Piece], key: str, process_pk: int, task_pk: int) -> dict[str, Any]:
    place = next((n for n, piece in enumerate(pieces) if piece.key == key), None)
    if place is None:
        raise Http404

    def address(at: int) -> str:
        if not 0 <= at < len(pieces):
            return ""
        return reverse("inbox:evidence", args=[process_pk, task_pk, pieces[at].key])

    return {
        "piece": pieces[place],
        "place": place + 1,
        "of": len(pieces),
        "previous_url": address(place - 1),
        "next_url": address(place + 1),
    }
