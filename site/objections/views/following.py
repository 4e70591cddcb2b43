"""我的异议: what one lodged, how it stands, its withdrawal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from objections.actions import withdraw_objection
from objections.enums import RUNNING, TONES, Asked, Status
from objections.queries import objections_of, statements_wanted
from objections.standing import moments_of, sentence_of
from recruitment.exceptions import RefusedError
from recruitment.views.person import me


def home(request: HttpRequest) -> HttpResponse:
    mine = objections_of(me(request))
    rows = [(row, TONES[Status(row.status)], sentence_of(row)) for row in mine]
    return render(request, "objections/home.html", {"rows": rows, "wanted": statements_wanted(me(request))})


def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions to the applicant, and what the applicant said, are not shown."""
    row = get_object_or_404(objections_of(me(request)), pk=pk)
    inquiries = list(row.inquiries.filter(asked=Asked.OBJECTOR).prefetch_related("files"))
    context = {
        "row": row,
        "moments": moments_of(row, inquiries),
        "tone": TONES[Status(row.status)],
        "sentence": sentence_of(row),
        "files": row.files.filter(inquiry=None),
        "inquiries": inquiries,
        "is_running": row.status in RUNNING,
        "is_handling": row.status == Status.HANDLING,
    }
    return render(request, "objections/objection.html", context)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(objections_of(me(request)), pk=pk)
    if request.method != "POST" and row.status in RUNNING:
        return render(request, "objections/withdraw.html", {"row": row})
    if row.status == Status.WITHDRAWN:  # the second of two clicks
        return redirect("objections:objection", pk)
    try:
        withdraw_objection(objection=row, by=me(request), at=timezone.now())
        messages.success(request, _("已撤回异议 %(number)s。") % {"number": row.number})
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("objections:objection", pk)
