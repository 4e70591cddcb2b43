"""Preview and submission, receipt, timeline, retraction."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from matters.actions import resubmit_request, retract_request, submit_request
from matters.answers import answer_lines
from matters.enums import EDITABLE, RETRACTABLE, TONES, Status
from matters.models import Request
from matters.queries import requests_of
from matters.timeline import flow_line, history, next_step
from matters.views.answering import checks_of
from policies.rules import blocking
from recruitment.exceptions import RefusedError
from recruitment.views.person import me


def _mine(request: HttpRequest, pk: int) -> Request:
    return get_object_or_404(requests_of(me(request)), pk=pk)


def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """A GET shows what would be handed in. A second click finds the request submitted and shows the same receipt."""
    row = _mine(request, pk)
    if row.status not in EDITABLE:
        return redirect("matters:receipt", pk)
    if request.method != "POST":
        checks = checks_of(row)
        unmet = blocking(checks["checks"])
        context = {**checks, "row": row, "lines": answer_lines(row), "unmet": unmet}
        context["is_ready"] = not unmet and not checks["missing"]
        return render(request, "matters/preview.html", context)
    hand_in = resubmit_request if row.status == Status.SUPPLEMENT else submit_request
    try:
        hand_in(request=row, by=me(request), at=timezone.now())
    except RefusedError as refused:
        row.refresh_from_db()
        if row.status in EDITABLE:  # else the first of two clicks was faster
            messages.error(request, str(refused))
            return redirect("matters:submit", pk)
    return redirect("matters:receipt", pk)


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    if row.status == Status.DRAFT:
        return redirect("matters:form", pk)
    return render(request, "matters/receipt.html", {"row": row})


def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    if row.status == Status.DRAFT:
        return redirect("matters:form", pk)
    context = {
        "row": row,
        "tone": TONES[Status(row.status)],
        "steps": flow_line(row),
        "history": history(row),
        "next": next_step(row),
        "lines": answer_lines(row),
        "findings": row.findings.all(),
        "may_retract": row.status in RETRACTABLE,
    }
    return render(request, "matters/request.html", context)


def retract(request: HttpRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    if row.status not in RETRACTABLE:
        messages.error(request, _("审核已经开始或申请已办结，不能撤回。"))
        return redirect("matters:request", pk)
    if request.method != "POST":
        return render(request, "matters/retract.html", {"row": row})
    try:
        retract_request(request=row, by=me(request), at=timezone.now())
        messages.success(request, _("已撤回申请 %(number)s。") % {"number": row.number})
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("matters:request", pk)
