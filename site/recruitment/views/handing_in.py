"""Preview, submission, receipt, timeline, retraction and the printed form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.rules import blocking
from recruitment.actions import (
    resubmit_application,
    retract_application,
    submit_application,
    withdraw_application,
)
from recruitment.dossiers import dossier_of, sections
from recruitment.enums import EDITABLE, RETRACTABLE, WITHDRAWABLE, Status
from recruitment.exceptions import IncompleteError, IneligibleError, RefusedError
from recruitment.models import Application
from recruitment.queries import applications_of, evidence_shown, is_open
from recruitment.steps import wanted_evidence
from recruitment.timeline import TONES, flow_line, history, next_step
from recruitment.views.filling import frame
from recruitment.views.person import me


def _mine(request: HttpRequest, pk: int) -> Application:
    mine = applications_of(me(request)).select_related("entry__window", "round__policy")
    return get_object_or_404(mine, pk=pk)


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    if row.status not in EDITABLE:
        return redirect("recruitment:application", pk)
    context = {**frame(row, "preview"), **_document(row)}
    context["unmet"] = blocking(context["findings"])
    context["open_total"] = len(context["unmet"]) + len(context["gaps"])
    context["is_ready"] = not context["open_total"]
    context["may_submit"] = row.status == Status.SUPPLEMENT or is_open(row.round, timezone.now())
    return render(request, "recruitment/application/preview.html", context)


def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """A second click finds the application submitted and shows the same receipt."""
    row = _mine(request, pk)
    if request.method != "POST":
        return redirect("recruitment:preview", pk)
    if row.status not in EDITABLE:
        return redirect("recruitment:receipt", pk)
    hand_in = resubmit_application if row.status == Status.SUPPLEMENT else submit_application
    try:
        hand_in(application=row, by=me(request), at=timezone.now())
    except (IncompleteError, IneligibleError) as refused:
        messages.error(request, str(refused))
        return redirect("recruitment:preview", pk)
    except RefusedError as refused:
        row.refresh_from_db()
        if row.status not in EDITABLE:  # the first of two clicks was faster
            return redirect("recruitment:receipt", pk)
        messages.error(request, str(refused))
        return redirect("recruitment:preview", pk)
    return redirect("recruitment:receipt", pk)


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    if row.status == Status.DRAFT:
        return redirect("recruitment:resume", pk)
    return render(request, "recruitment/application/receipt.html", {"application": row})


def application(request: HttpRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    if row.status == Status.DRAFT:
        return redirect("recruitment:resume", pk)
    context = {
        **_document(row),
        "application": row,
        "tone": TONES[row.status],
        "steps": flow_line(row),
        "history": history(row),
        "next": next_step(row),
        "sealed_findings": row.findings.all(),
        "may_retract": row.status in RETRACTABLE,
        "may_withdraw": row.status in WITHDRAWABLE,
    }
    return render(request, "recruitment/application/timeline.html", context)


def retract(request: HttpRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    if row.status not in RETRACTABLE:
        messages.error(request, _("审核已经开始或申报已办结，不能撤回。"))
        return redirect("recruitment:application", pk)
    if request.method != "POST":
        return render(request, "recruitment/application/retract.html", {"application": row})
    try:
        retract_application(application=row, by=me(request), at=timezone.now())
        messages.success(request, _("已撤回申报 %(number)s。") % {"number": row.number})
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("recruitment:application", pk)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    if row.status not in WITHDRAWABLE:
        messages.error(request, _("申报已办结或尚未通过审核，不能退出公示。"))
        return redirect("recruitment:application", pk)
    if request.method != "POST":
        return render(request, "recruitment/application/withdraw.html", {"application": row})
    try:
        withdraw_application(application=row, by=me(request), at=timezone.now())
        messages.success(request, _("申报 %(number)s 已终止，不再公示。") % {"number": row.number})
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("recruitment:application", pk)


def print_view(request: HttpRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    context = {
        **_document(row),
        "application": row,
        "sealed_findings": row.findings.all(),
        "now": timezone.now(),
    }
    return render(request, "recruitment/application/print.html", context)


def _document(row: Application) -> dict[str, object]:
    """The dossier and its files in reading order."""
    order = [kind.value for kind, _article, _hint in wanted_evidence(row.kind)]
    files = sorted(evidence_shown(row), key=lambda file: (order.index(file.kind), file.pk))
    return {"sections": sections(dossier_of(row)), "files": files}
