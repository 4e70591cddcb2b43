"""企业需求 at the desk: the list by what waits, one need with whom to offer it to, and the acts."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import desk
from accounts.masking import mask_mobile
from audit.actions import record_event
from console.needs.forms import RefuseForm
from needs.actions import offer_need, refuse_need, take_need
from needs.enums import OFFER_TONES, TONES, OfferStatus, Status
from needs.models import Need
from needs.queries import TABS, needs_in, suggestions_for, tab_counts
from needs.wording import field_names, reason_words
from policies.calendar import CalendarGapError
from recruitment.exceptions import RefusedError
from recruitment.views.person import me
from registry.models import Holder

PER_PAGE = 30
PERMISSION = "needs.triage_need"
REVEALED = "revealed_need"


@desk(PERMISSION)
def list_needs(request: HttpRequest) -> HttpResponse:
    counts, named = tab_counts(), field_names()
    asked = request.GET.get("tab", "")
    tab = asked if asked in TABS else next((key for key in TABS if counts[key]), "waiting")
    page = Paginator(needs_in(tab), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": tab,
        "tabs": [(key, label, counts[key]) for key, label in TABS.items()],
        "page": page,
        "rows": [(row, TONES[Status(row.status)], named.get(row.field, row.field)) for row in page],
    }
    return render(request, "console/needs/list.html", context)


@desk(PERMISSION)
def show_need(request: HttpRequest, pk: int) -> HttpResponse:
    response = render(request, "console/needs/need.html", _context(request, _found(pk)))
    response["Cache-Control"] = "no-store"
    return response


@desk(PERMISSION)
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        take_need(need=_found(pk), by=me(request), at=timezone.now())
        messages.success(request, _("已受理，请选择推荐给谁。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("desk_needs:one", pk)


@desk(PERMISSION)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(pk)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            refuse_need(need=row, by=me(request), at=timezone.now(), reason=form.cleaned_data["reason"])
            messages.success(request, _("已答复企业：不予受理。"))
            return redirect("desk_needs:one", pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    context = {"row": row, "form": form}
    return render(request, "console/needs/refuse.html", context, status=422 if form.errors else 200)


@desk(PERMISSION)
@require_POST
def offer(request: HttpRequest, pk: int, holder_pk: int) -> HttpResponse:
    holder = get_object_or_404(Holder, pk=holder_pk)
    try:
        offer_need(need=_found(pk), holder=holder, by=me(request), at=timezone.now())
        messages.success(request, _("已推荐给“%(name)s”，对方将收到短信。") % {"name": holder.name})
    except RefusedError as refused:
        messages.error(request, str(refused))
    except CalendarGapError:
        messages.error(request, _("工作日历不足以推算回应期限，请先补充工作日历。"))
    return redirect("desk_needs:one", pk)


@desk(PERMISSION)
@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The firm's number is shown once, and that it was shown is recorded."""
    row = _found(pk)
    record_event(by=me(request), verb="need.reveal_mobile", target=row)
    request.session[REVEALED] = row.pk
    return redirect("desk_needs:one", pk)


def needs_urls() -> list[URLPattern]:
    return [
        path("", list_needs, name="list"),
        path("<int:pk>/", show_need, name="one"),
        path("<int:pk>/take/", take, name="take"),
        path("<int:pk>/refuse/", refuse, name="refuse"),
        path("<int:pk>/offer/<int:holder_pk>/", offer, name="offer"),
        path("<int:pk>/mobile/", reveal, name="reveal"),
    ]


def _found(pk: int) -> Need:
    return get_object_or_404(
        Need.objects.select_related("gathered_by", "triaged_by", "policy", "entry"), pk=pk
    )


def _context(request: HttpRequest, row: Need) -> dict[str, Any]:
    is_revealed = request.session.pop(REVEALED, None) == row.pk
    named = field_names()
    found = suggestions_for(row, today=timezone.localdate()) if row.status == Status.OPEN else []
    offers = row.offers.select_related("holder", "offered_by")
    return {
        "row": row,
        "tone": TONES[Status(row.status)],
        "field": named.get(row.field, row.field),
        "mobile": row.contact_mobile if is_revealed else mask_mobile(row.contact_mobile),
        "is_revealed": is_revealed,
        "suggested": [(holder, match.points, reason_words(match.reasons, named)) for holder, match in found],
        "offers": [
            (one, OFFER_TONES[OfferStatus(one.status)], reason_words(one.reasons, named)) for one in offers
        ],
    }
