"""我的需求: what a firm submitted or a station gathered, how it stands, and the score."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from needs.actions import score_need, withdraw_need
from needs.enums import OFFER_TONES, TAKEN_ON, TONES, WITHDRAWABLE, OfferStatus, Status
from needs.forms import ScoreForm
from needs.models import Need
from needs.queries import needs_of, offers_to, stations_of
from needs.wording import field_names, sentence_of
from recruitment.exceptions import RefusedError
from recruitment.views.person import me

PER_PAGE = 20


def home(request: HttpRequest) -> HttpResponse:
    named = field_names()
    mine = Paginator(needs_of(me(request)), PER_PAGE).get_page(request.GET.get("page"))
    offers = offers_to(me(request))[:50]
    context = {
        "page": mine,
        "needs": [
            (row, TONES[Status(row.status)], named.get(row.field, row.field), sentence_of(row))
            for row in mine
        ],
        "offers": [
            (row, OFFER_TONES[OfferStatus(row.status)], named.get(row.need.field, row.need.field))
            for row in offers
        ],
        "may_gather": stations_of(me(request)).exists(),
    }
    return render(request, "needs/home.html", context)


def need(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, get_object_or_404(needs_of(me(request)), pk=pk), ScoreForm())


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(needs_of(me(request)), pk=pk)
    try:
        withdraw_need(need=row, by=me(request), at=timezone.now())
        messages.success(request, _("已撤回需求 %(number)s。") % {"number": row.number})
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("needs:need", pk)


@require_POST
def score(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(needs_of(me(request)), pk=pk)
    form = ScoreForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            score_need(need=row, score=said["score"], words=said["words"], by=me(request), at=timezone.now())
            messages.success(request, _("感谢您的评价。"))
            return redirect("needs:need", pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return _show(request, row, form)


def _show(request: HttpRequest, row: Need, form: ScoreForm) -> HttpResponse:
    accepted = row.offers.select_related("holder").filter(status=OfferStatus.ACCEPTED).first()
    served_by_me = bool(accepted and accepted.holder.user_id == me(request).pk)
    context = {
        "row": row,
        "tone": TONES[Status(row.status)],
        "field": field_names().get(row.field, row.field),
        "sentence": sentence_of(row),
        "served_by": accepted.holder if accepted and row.status in TAKEN_ON else None,
        "may_withdraw": row.status in WITHDRAWABLE and row.submitter_id == me(request).pk,
        "form": form if row.status == Status.SERVED and not served_by_me else None,
    }
    return render(request, "needs/need.html", context, status=422 if form.errors else 200)
