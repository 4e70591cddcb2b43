"""志愿日记: this year's entries with their totals, and one entry with its history."""

import segno
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from policies.enums import CodeList
from policies.queries import code_names
from recruitment.views.person import me
from service.closing import last_day_of, last_day_to_answer, may_correct
from service.codes import spaced
from service.enums import REQUEST_TONES, TONES, Answer, Finding, RequestStatus
from service.forms import clock
from service.models import Confirmation, DiaryEntry
from service.photos import ACCEPT, MAX_MB, MOST_PHOTOS
from service.progress import progress_of
from service.queries import confirmations_to_show, diary_of, drafts_of, holders_reporting

PER_PAGE = 20


def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    year, years = today.year, progress_of(holders_reporting(me(request)), today)
    entries = diary_of(me(request)).filter(served_on__year=year)
    context = {
        "year": year,
        "page": Paginator(entries, PER_PAGE).get_page(request.GET.get("page")),
        "years": years,
        "may_report": bool(years),
        "drafts": drafts_of(me(request)),
    }
    return render(request, "service/home.html", context)


def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The code of one firm, to be shown on a phone or sent on."""
    row = get_object_or_404(confirmations_to_show(me(request)), pk=pk)
    link = request.build_absolute_uri(reverse("service:confirm", args=[row.code]))
    drawn = segno.make(link, error="m", micro=False).svg_inline(
        scale=6, border=2, dark="#17212E", light="#fff"
    )
    context = {
        "confirmation": row,
        "code": spaced(row.code),
        "link": link,
        "ask_at": request.build_absolute_uri(reverse("service:confirm_code")),
        "qr": mark_safe(drawn),  # noqa: S308  drawn by us from an address of ours
    }
    return render(request, "service/confirm/show.html", context)


def entry_page(request: HttpRequest, pk: int) -> HttpResponse:
    entry, today = get_object_or_404(diary_of(me(request)), pk=pk), timezone.localdate()
    context = {
        "entry": entry,
        "askings": [
            (row, TONES[Answer(row.answer)], today <= last_day_to_answer(row)) for row in askings_of(entry)
        ],
        "kind": code_names(CodeList.SERVICE_KIND).get(entry.kind, entry.kind),
        "field": code_names(CodeList.FIELD).get(entry.field, entry.field),
        "from_to": f"{clock(entry.span.start)}—{clock(entry.span.end)}",
        "revisions": [(row, row.said_before["half_hours"] / 2) for row in entry.revisions.all()],
        "found_untrue": entry.spot_items.filter(result=Finding.UNTRUE).first(),
        "photos": entry.photos.all(),
        "most_photos": MOST_PHOTOS,
        "max_mb": MAX_MB,
        "accept": ACCEPT,
        "may_correct": may_correct(entry, today),
        "is_closed": today > last_day_of(entry),
        "requests": [(row, REQUEST_TONES[RequestStatus(row.status)]) for row in entry.requests.all()],
    }
    return render(request, "service/entry.html", context)


def askings_of(entry: DiaryEntry) -> list[Confirmation]:
    """The firms of an entry as they answered, in the order of their names."""
    rows: list[Confirmation] = entry.askings  # type: ignore[attr-defined]  # fetched by diary_of
    return sorted(rows, key=lambda row: row.enterprise.name)
