"""我的企业名单: searched by name, and filled by pasting or from a file."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from service.actions import list_enterprises
from service.firm_sheet import FirmSheet
from service.forms import FirmsForm
from service.queries import enterprises_of, holders_reporting

PER_PAGE = 50
FAULTS_SHOWN = 100


def firms(request: HttpRequest) -> HttpResponse:
    holders = holders_reporting(me(request))
    is_sent = request.method == "POST"
    form = FirmsForm(request.POST if is_sent else None, request.FILES if is_sent else None, holders=holders)
    sheet = _imported(request, form) if is_sent and form.is_valid() else None
    if sheet is not None and not sheet.faults:
        return redirect("service:firms")
    words = request.GET.get("q", "").strip()
    rows = enterprises_of(me(request)).select_related("holder")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(uscc__icontains=words))
    context = {
        "form": form,
        "words": words,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "faults": sheet.faults[:FAULTS_SHOWN] if sheet else [],
        "faults_total": len(sheet.faults) if sheet else 0,
        "may_list": holders.exists(),
    }
    return render(request, "service/firms.html", context, status=422 if form.errors else 200)


def _imported(request: HttpRequest, form: FirmsForm) -> FirmSheet | None:
    try:
        sheet = form.sheet()
        new = list_enterprises(
            holder=form.cleaned_data["holder"], firms=sheet.firms, by=me(request), at=timezone.now()
        )
    except RefusedError as refused:
        form.add_error("file", str(refused))
        return None
    said = {"new": new, "known": len(sheet.firms) - new}
    messages.success(request, _("新添加 %(new)d 家，另有 %(known)d 家已在名单中。") % said)
    return sheet
