"""省级推荐 by its agency: the rosters it handed in, a new one, what was read, confirmation, receipt (N-2)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AgentMandate
from recruitment.actions import confirm_roster, receive_roster, withdraw_roster
from recruitment.enums import CORRECTABLE, TAKEN_BACK_FROM, RosterRowStatus, RosterStatus
from recruitment.exceptions import RefusedError
from recruitment.forms.rosters import ConfirmForm, UploadForm, WithdrawForm
from recruitment.models import Roster, RosterRow
from recruitment.queries import is_confirmable, is_open, mandates_of, roster_files_of, rosters_of
from recruitment.queries.progress import figures_of, rows_followed
from recruitment.roster_sheet import TONES, columns_of, lines_of
from recruitment.views.person import me
from recruitment.views.reading import private_file
from recruitment.views.receiving import LONG, growing_page

PER_PAGE = 50


def home(request: HttpRequest) -> HttpResponse:
    mandates = own_mandates(request)
    rosters = rosters_of(me(request), _today())
    figures = figures_of(rows_followed(rosters), {mandate.province for mandate in mandates})
    rows = [(roster, TONES[RosterStatus(roster.status)]) for roster in rosters]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"mandates": mandates, "page": page, "figures": figures}
    return render(request, "recruitment/roster/home.html", context)


def upload(request: HttpRequest) -> HttpResponseBase:
    own_mandates(request)
    form = UploadForm(request.POST or None, request.FILES or None, user=me(request))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["table"].size > LONG:
            return growing_page(request, form.cleaned_data)
        now = timezone.now()
        try:
            rosters = receive_roster(**form.cleaned_data, by=me(request), at=now)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            return _received(request, rosters, is_new=any(each.received_at == now for each in rosters))
    status = 422 if form.errors else 200
    return render(request, "recruitment/roster/upload.html", {"form": form}, status=status)


def _received(request: HttpRequest, rosters: list[Roster], *, is_new: bool) -> HttpResponse:
    if is_new:
        messages.success(request, _("文件已收到。请逐条核对，确认后才生效。"))
    else:
        messages.info(request, _("这个文件此前已经上传，没有重复保存。"))
    if len(rosters) == 1:
        return redirect("recruitment:roster", rosters[0].pk)
    return redirect("recruitment:agency")


def roster(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_roster(request, pk)
    shown = request.GET.get("show", "")
    page = Paginator(_chosen(row, shown), PER_PAGE).get_page(request.GET.get("page"))
    columns = columns_of(row.kind, has_codes=row.rows.exclude(uscc="").exists())
    context = {
        **_about(row),
        "page": page,
        "lines": lines_of(page.object_list, columns),
        "columns": columns,
        "shown": shown,
        "is_draft": row.status in CORRECTABLE,
        "is_judged": row.status in {RosterStatus.RETURNED, RosterStatus.CHECKED},
        "may_withdraw": row.status in TAKEN_BACK_FROM - {RosterStatus.WITHDRAWN},
    }
    return render(request, "recruitment/roster/roster.html", context)


def _chosen(row: Roster, shown: str) -> QuerySet[RosterRow]:
    rows = row.rows.order_by("position").select_related("recommendation")
    if shown == "faulty":
        return rows.filter(errors__gt=0, status=RosterRowStatus.KEPT)
    return rows.exclude(findings=[]) if shown == "told" else rows


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """A second click finds the roster confirmed and shows the same receipt."""
    row = own_roster(request, pk)
    if row.status == RosterStatus.CONFIRMED:
        return redirect("recruitment:roster_receipt", pk)
    if row.status not in CORRECTABLE or not is_confirmable(row):
        return redirect("recruitment:roster", pk)
    form = ConfirmForm(request.POST or None, initial={"revision": row.revision})
    if request.method == "POST" and form.is_valid():
        try:
            confirm_roster(
                roster=row, revision=form.cleaned_data["revision"], by=me(request), at=timezone.now()
            )
        except RefusedError as refused:
            messages.error(request, str(refused))
            return redirect("recruitment:roster", pk)
        return redirect("recruitment:roster_receipt", pk)
    context = {**_about(row), "form": form, "is_in_time": is_open(row.round, timezone.now())}
    return render(request, "recruitment/roster/confirm.html", context)


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_roster(request, pk)
    if row.status not in {RosterStatus.CONFIRMED, RosterStatus.CHECKED}:
        return redirect("recruitment:roster", pk)
    return render(request, "recruitment/roster/receipt.html", _about(row))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_roster(request, pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_roster(roster=row, reason=form.cleaned_data["reason"], by=me(request), at=timezone.now())
        except RefusedError as refused:
            form.add_error("reason", str(refused))
        else:
            messages.success(request, _("汇总表已撤回。"))
            return redirect("recruitment:roster", pk)
    return render(request, "recruitment/roster/withdraw.html", {**_about(row), "form": form})


def read_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    return private_file(request, get_object_or_404(roster_files_of(me(request), _today()), pk=pk))


def own_roster(request: HttpRequest, pk: int) -> Roster:
    return get_object_or_404(rosters_of(me(request), _today()), pk=pk)


def own_mandates(request: HttpRequest) -> list[AgentMandate]:
    """Whoever acts for no agency finds nothing here."""
    if not (mandates := list(mandates_of(me(request), _today()))):
        raise Http404
    return mandates


def _about(row: Roster) -> dict[str, Any]:
    """What every page about one roster shows."""
    return {
        "roster": row,
        "tone": TONES[RosterStatus(row.status)],
        "files": row.files.all(),
        "total": row.rows.count(),
        "dropped": row.rows.filter(status=RosterRowStatus.DROPPED).count(),
        "told": row.rows.filter(status=RosterRowStatus.KEPT).exclude(findings=[]).count(),
    }


def _today() -> date:
    return timezone.localdate()
