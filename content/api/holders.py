"""名录：who holds a title now. Stations all; experts who separately agreed that their name is public."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router

from content.api.answers import Fault, HolderShown, HolderWhole, Listed
from content.api.asking import HoldersAsked, Id
from content.api.listing import listed, named
from content.api.page_fields import absolute
from policies.enums import Kind, Province
from registry.directory import with_words
from registry.listing import public_holders
from registry.models import Holder, Listing, Origin

router = Router(tags=["名录"])
ORDERS = {"id": ["pk"], "-id": ["-pk"], "name": ["name", "-pk"], "-name": ["-name", "-pk"]}


@router.get("/", response=Listed[HolderShown], summary="名录", operation_id="holders")
def holders(request: HttpRequest, asked: Query[HoldersAsked]) -> Any:
    """在册的工作站和志愿专家。志愿专家只列单独同意公开姓名的人，因此数目可能少于在册数。"""
    found = Listing.objects.filter(until__gte=timezone.localdate())
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.province:
        found = found.filter(province=asked.province)
    keys = with_words(found, asked.q).order_by(*ORDERS[asked.order]).values_list("pk", flat=True)
    return listed(request, keys, asked, _rows)


@router.get(
    "/{number}/",
    response={200: HolderWhole, 404: Fault},
    summary="名录中的一条",
    operation_id="holder",
    url_name="holder",
)
def holder(request: HttpRequest, number: Id) -> Any:
    """一个工作站或一位志愿专家，及其现任期。"""
    one = holders_shown().filter(pk=number).first()
    if one is None:
        raise Http404
    term = one.terms.order_by("-ordinal")[:1].get()
    return {
        **holder_shown(one),
        "origin": named(Origin(one.origin)),
        "term": term.ordinal,
        "starts_on": term.starts_on,
        "ends_on": term.ends_on,
    }


def _rows(keys: list[int]) -> list[dict[str, Any]]:
    """Found in the list made for reading; shown only after the registry itself was asked again."""
    shown = holders_shown().in_bulk(keys)
    return [holder_shown(shown[key]) for key in keys if key in shown]


def holders_shown() -> QuerySet[Holder]:
    """Whom the public directory shows today."""
    return public_holders(timezone.localdate())


def holder_shown(one: Holder) -> dict[str, Any]:
    """The public columns; what a station says of employers, or an expert of kinds, is left empty."""
    is_station = one.kind == Kind.STATION
    return {
        "id": one.pk,
        "kind": named(Kind(one.kind)),
        "name": one.name,
        "province": named(Province(one.province)),
        "station_kind": one.station_kind if is_station else "",
        "employer": "" if is_station else one.employer,
        "field_names": "" if is_station else one.field_names,
        "recognized_on": timezone.localdate(one.recognized_at),
        "url": absolute(reverse("api:holder", args=[one.pk])),
    }
