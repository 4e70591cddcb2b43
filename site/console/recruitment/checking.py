"""形式审查 at the desk: confirmed rosters, one of them beside its stamped scan, a verdict for every row (S-5-R, E-4-R)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.masking import mask_email, mask_mobile
from audit.actions import record_event
from recruitment.actions import (
    finish_check,
    pass_remaining,
    pass_row,
    refuse_row,
    return_roster,
    twins_of_rows,
)
from recruitment.actions.roster_checking import unchecked_rows
from recruitment.enums import RosterFileKind, RosterRowStatus, RosterStatus, RosterVerdict
from recruitment.exceptions import RefusedError
from recruitment.models import Roster, RosterFile, RosterRow
from recruitment.queries import is_own_roster, rosters_to_check
from recruitment.roster_sheet import TONES, SheetCell, columns_of, lines_of
from recruitment.rosters import forms
from recruitment.views.person import me
from recruitment.views.reading import private_file

PER_PAGE = 30
TABS = {
    RosterStatus.CONFIRMED: gettext_lazy("待审查"),
    RosterStatus.RETURNED: gettext_lazy("已退回"),
    RosterStatus.CHECKED: gettext_lazy("审查完成"),
}
VERDICT_TONES = {RosterVerdict.PENDING: "warn", RosterVerdict.PASSED: "ok", RosterVerdict.REFUSED: "bad"}
REVEALED = "revealed_rosters"


def rosters(request: HttpRequest) -> HttpResponse:
    found = rosters_to_check()
    asked = request.GET.get("tab", "")
    tab = asked if asked in TABS else RosterStatus.CONFIRMED.value
    ordered = found.filter(status=tab)
    page = Paginator(
        ordered if tab == RosterStatus.CONFIRMED else ordered.order_by("-pk"), PER_PAGE
    ).get_page(request.GET.get("page"))
    counts = {key: Roster.objects.filter(status=key).count() for key in TABS}
    context = {
        "tab": tab,
        "tabs": [(key.value, label, counts[key]) for key, label in TABS.items()],
        "page": page,
    }
    return render(request, "console/recruitment/rosters.html", context)


def roster(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(pk)
    shown = request.GET.get("show", "")
    page = Paginator(_chosen(row, shown), PER_PAGE).get_page(request.GET.get("page"))
    is_open = row.status == RosterStatus.CONFIRMED
    context = {
        "roster": row,
        "tone": TONES[RosterStatus(row.status)],
        "page": page,
        "shown": shown,
        "lines": _lines(row, page.object_list, has_numbers=_has_numbers(request, row)),
        "files": {file.kind: file for file in row.files.all()},
        "scan": row.files.filter(kind=RosterFileKind.SCAN).first(),
        "has_numbers": _has_numbers(request, row),
        "is_own": is_open and is_own_roster(me(request), row),
        "may_judge": is_open and not is_own_roster(me(request), row),
        "left": unchecked_rows(row).count(),
        "dropped": row.rows.filter(status=RosterRowStatus.DROPPED).count(),
    }
    response = render(request, "console/recruitment/roster.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def judge(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    row = _found(pk)
    entry = get_object_or_404(
        row.rows.select_related("roster"), position=position, status=RosterRowStatus.KEPT
    )
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:500]
    act = refuse_row if request.POST.get("verdict") == RosterVerdict.REFUSED else pass_row
    try:
        act(row=entry, reason=reason, by=me(request), at=timezone.now())
    except RefusedError as refused:
        messages.error(request, _("第 %(number)d 条：%(why)s") % {"number": position, "why": refused})
    return _back(request, row, anchor=f"#row-{position}")


@require_POST
def pass_all(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(pk)
    try:
        count = pass_remaining(roster=row, by=me(request), at=timezone.now())
        messages.success(request, _("%(count)d 条通过。可能重复的须逐条审查。") % {"count": count})
    except RefusedError as refused:
        messages.error(request, str(refused))
    return _back(request, row)


@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(pk)
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:500]
    try:
        return_roster(roster=row, reason=reason, by=me(request), at=timezone.now())
        messages.success(request, _("已退回，机构将收到短信。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return _back(request, row)


@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(pk)
    try:
        finish_check(roster=row, by=me(request), at=timezone.now())
        messages.success(request, _("形式审查完成，机构将收到短信。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return _back(request, row)


@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Numbers are compared with the scan: shown for this roster while the session lasts, and that they were is recorded."""
    row = _found(pk)
    record_event(by=me(request), verb="roster.reveal_numbers", target=row)
    request.session[REVEALED] = [*request.session.get(REVEALED, []), row.pk]
    return _back(request, row)


def read_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    return private_file(
        request, get_object_or_404(RosterFile, pk=pk, roster__in=rosters_to_check().values("pk"))
    )


def _found(pk: int) -> Roster:
    return get_object_or_404(rosters_to_check(), pk=pk)


def _chosen(row: Roster, shown: str) -> QuerySet[RosterRow]:
    rows = row.rows.order_by("position").select_related("checked_by")
    if shown in RosterVerdict.values:
        return rows.filter(status=RosterRowStatus.KEPT, verdict=shown)
    return rows


def _lines(roster: Roster, rows: Any, *, has_numbers: bool) -> list[dict[str, Any]]:
    columns = columns_of(roster.kind, has_codes=True)
    lines, found = lines_of(rows, columns), []
    for line in lines:
        line.row.roster = roster
    repeated = twins_of_rows([line.row for line in lines if line.is_kept])
    for line in lines:
        cells = [(cell, cell.text if has_numbers else _masked(cell)) for cell in line.cells]
        twins = repeated.get(line.row.pk, [])
        tone = VERDICT_TONES[RosterVerdict(line.row.verdict)]
        found.append({"line": line, "cells": cells, "twins": twins, "tone": tone})
    return found


def _masked(cell: SheetCell) -> str:
    mask = {forms.PHONE: mask_mobile, forms.EMAIL: mask_email}.get(cell.key)
    return mask(cell.text) if mask and cell.text else cell.text


def _has_numbers(request: HttpRequest, row: Roster) -> bool:
    return row.pk in request.session.get(REVEALED, [])


def _back(request: HttpRequest, row: Roster, *, anchor: str = "") -> HttpResponse:
    """To the same page of the same rows; nothing but these two words is taken from the request."""
    response = redirect("desk_recruitment:roster", row.pk)
    shown, page = request.POST.get("show", ""), request.POST.get("page", "")
    if shown in RosterVerdict.values or page.isdecimal():
        query = "&".join(
            [
                *([f"show={shown}"] if shown in RosterVerdict.values else []),
                *([f"page={page}"] if page.isdecimal() else []),
            ]
        )
        response["Location"] = f"{reverse('desk_recruitment:roster', args=[row.pk])}?{query}"
    response["Location"] += anchor
    return response
