"""One row of a roster: put right in its own form, left out, taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from recruitment.actions import correct_row, drop_row, keep_row
from recruitment.enums import CORRECTABLE
from recruitment.exceptions import RefusedError
from recruitment.models import Roster, RosterRow
from recruitment.roster_sheet import columns_of, lines_of
from recruitment.views.person import me
from recruitment.views.recommending import PER_PAGE, own_roster


def row(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """What is typed is kept even when still wrong; the page then shows what remains."""
    roster, entry = _own_row(request, pk, position)
    if roster.status not in CORRECTABLE:
        return redirect("recruitment:roster", pk)
    columns = columns_of(roster.kind, has_codes=True)
    if request.method == "POST":
        texts = {column.key: request.POST.get(column.key, "").replace("\x00", "") for column in columns}
        try:
            entry = correct_row(row=entry, texts=texts, by=me(request), at=timezone.now())
        except RefusedError as refused:
            messages.error(request, str(refused))
            return redirect("recruitment:roster", pk)
        if not entry.errors:
            messages.success(request, _("第 %(number)d 条已保存。") % {"number": position})
            return _back_to(roster, position)
        messages.error(request, _("已保存，但第 %(number)d 条仍有错误。") % {"number": position})
        return redirect("recruitment:roster_row", pk, position)
    context = {"roster": roster, "line": lines_of([entry], columns)[0]}
    return render(request, "recruitment/roster/row.html", context)


def drop(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    return _set(request, pk, position, is_kept=False)


def keep(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    return _set(request, pk, position, is_kept=True)


def _set(request: HttpRequest, pk: int, position: int, *, is_kept: bool) -> HttpResponse:
    roster, entry = _own_row(request, pk, position)
    if request.method == "POST":
        act = keep_row if is_kept else drop_row
        try:
            act(row=entry, by=me(request), at=timezone.now())
        except RefusedError as refused:
            messages.error(request, str(refused))
    return _back_to(roster, position)


def _own_row(request: HttpRequest, pk: int, position: int) -> tuple[Roster, RosterRow]:
    roster = own_roster(request, pk)
    return roster, get_object_or_404(
        RosterRow.objects.select_related("roster"), roster=roster, position=position
    )


def _back_to(roster: Roster, position: int) -> HttpResponse:
    """The page of the roster where the row stands."""
    response = redirect("recruitment:roster", roster.pk)
    response["Location"] += f"?page={(position - 1) // PER_PAGE + 1}#row-{position}"
    return response
