"""推荐给我的需求: what a holder is offered; whom to call is shown to who accepts, and to nobody before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from needs.actions import accept_offer, decline_offer, link_service
from needs.enums import OFFER_TONES, OfferStatus, Status
from needs.forms import DeclineForm, ServiceForm
from needs.models import Offer
from needs.queries import offers_to
from needs.wording import field_names, reason_words
from recruitment.exceptions import RefusedError
from recruitment.views.person import me


def offer(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    return _show(request, row, ServiceForm(offer=row))


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        accept_offer(offer=_found(request, pk), by=me(request), at=timezone.now())
        messages.success(request, _("已接受。请尽快与企业联系，服务后写志愿日记。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("needs:offer", pk)


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _found(request, pk), DeclineForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("说明不超过 300 字。"))
        return redirect("needs:offer", pk)
    try:
        decline_offer(offer=row, by=me(request), at=timezone.now(), words=form.cleaned_data["words"])
        messages.success(request, _("已回应：不接受。需求将推荐给其他人。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("needs:offer", pk)


@require_POST
def service(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    form = ServiceForm(request.POST, offer=row)
    if form.is_valid():
        try:
            link_service(offer=row, entry=form.cleaned_data["entry"], by=me(request), at=timezone.now())
            messages.success(request, _("已登记服务，请企业评价。"))
            return redirect("needs:offer", pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return _show(request, row, form)


def _found(request: HttpRequest, pk: int) -> Offer:
    return get_object_or_404(offers_to(me(request)), pk=pk)


def _show(request: HttpRequest, row: Offer, form: ServiceForm) -> HttpResponse:
    named, is_accepted = field_names(), row.status == OfferStatus.ACCEPTED
    is_serving = is_accepted and row.need.status == Status.ACCEPTED
    context = {
        "row": row,
        "need": row.need,
        "tone": OFFER_TONES[OfferStatus(row.status)],
        "field": named.get(row.need.field, row.need.field),
        "reasons": reason_words(row.reasons, named),
        "is_accepted": is_accepted,
        "is_waiting": row.status == OfferStatus.WAITING,
        "decline_form": DeclineForm(),
        "form": form if is_serving else None,
        "has_entries": is_serving and form.fields["entry"].queryset.exists(),  # type: ignore[attr-defined]
        "score": row.need.score if is_accepted else None,
    }
    response = render(request, "needs/offer.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response
