"""名录：the public directory and the page of one holder."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import public, shared
from policies.enums import Kind
from registry.directory import LONGEST, Answer, Asked
from registry.listing import agreed_to_be_named
from registry.models import Certificate, CertificateStatus, Holder, HolderStatus
from registry.numbers import read_number
from registry.queries import certificate_numbered, status_on, status_words
from registry.views import TONES

PER_PAGE = 20


@public
@shared
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    answer = Answer(asked, timezone.localdate())
    rows: Any = answer.rows  # read by slice alone
    page: Page[Any] = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "answer": answer,
        "page": page,
        "kinds": [(kind, _query(replace_kind=kind)) for kind in (Kind.STATION, Kind.EXPERT)],
        "all_rows": f"?{_query(replace_kind=asked.kind)}",
        "chips": _chips(asked, answer),
    }
    return render(request, "registry/directory/list.html", context)


@public
@shared
@require_safe
def holder(request: HttpRequest, number: str) -> HttpResponse:
    """One holder, by the number of any of its certificates; an older number leads to the newest."""
    certificate = certificate_numbered(read_number(number) or "")
    if certificate is None:
        raise Http404
    one = certificate.term.holder
    if one.kind == Kind.EXPERT and not agreed_to_be_named(one):
        raise Http404
    newest = Certificate.objects.filter(term__holder=one).select_related("term").order_by("-term__ordinal")[0]
    if newest.number != number:
        return redirect("registry:holder", number=newest.number, permanent=False)
    return render(request, "registry/directory/holder.html", _whole(one, newest))


def _whole(one: Holder, certificate: Certificate) -> dict[str, Any]:
    status = status_on(certificate, timezone.localdate())
    return {
        "holder": one,
        "certificate": certificate,
        "status_words": status_words(certificate, status),
        "tone": TONES[status],
        "is_valid": status == CertificateStatus.VALID and one.status == HolderStatus.ACTIVE,
    }


def _asked(request: HttpRequest) -> Asked:
    """Nonsense asks for what finds nothing, or for nothing at all; never an error."""
    given = {
        name: request.GET.get(name, "").replace("\0", "")[:LONGEST].strip()
        for name in ("q", "province", "type", "field")
    }
    kind = Kind.EXPERT if request.GET.get("kind") == Kind.EXPERT else Kind.STATION
    is_station = kind == Kind.STATION
    return Asked(
        kind=kind,
        q=given["q"],
        province=given["province"],
        station_kind=given["type"] if is_station else "",
        field="" if is_station else given["field"],
    )


def _query(asked: Asked | None = None, *, replace_kind: Kind | None = None, without: str = "") -> str:
    """The question as the query of an address, without its empty parts."""
    if asked is None:
        return urlencode({"kind": str(replace_kind)})
    parts = {
        "kind": str(asked.kind),
        "q": asked.q,
        "province": asked.province,
        "type": asked.station_kind,
        "field": asked.field,
    }
    return urlencode({name: value for name, value in parts.items() if value and name != without})


def _chips(asked: Asked, answer: Answer) -> list[tuple[str, str]]:
    """What narrows the list now, each with the question without it."""
    words = {"q": f"“{asked.q}”" if asked.q else ""}
    facets = {"province": answer.provinces}
    facets |= {"type": answer.station_kinds} if asked.kind == Kind.STATION else {"field": answer.fields}
    words |= {name: next((one.label for one in some if one.is_asked), "") for name, some in facets.items()}
    return [(label, _query(asked, without=name)) for name, label in words.items() if label]
