"""公示：windows whose page is live, and the public columns of their lists."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router

from content.api.answers import EntryShown, Fault, Listed, WindowShown, WindowWhole
from content.api.asking import EntriesAsked, Id, WindowsAsked
from content.api.listing import listed, named
from content.api.page_fields import absolute, page_address
from content.models import PublicityPage
from content.publicity_lists import entries_shown
from content.templatetags.chrome import mask_mobiles
from content.window_days import workdays_left
from policies.enums import Kind, Province
from policies.queries import WorkCalendar, calendar_from
from publicity.models import OFF_THE_LIST, Entry, WindowStatus

router = Router(tags=["公示"])


@router.get("/", response=Listed[WindowShown], summary="公示", operation_id="windows")
def windows(request: HttpRequest, asked: Query[WindowsAsked]) -> Any:
    """已发布的公示：起止日、状态、名单数目和下载地址。"""
    order = f"{asked.order[:-9]}window__opened_on"
    found = pages_shown().order_by(order, "-window_id")
    if asked.status:
        found = found.filter(window__status=asked.status)
    return listed(request, found, asked, lambda rows: _shown(request, rows))


@router.get(
    "/{number}/",
    response={200: WindowWhole, 404: Fault},
    summary="一次公示",
    operation_id="window",
    url_name="window",
)
def window(request: HttpRequest, number: Id) -> Any:
    """一次公示，并附如何提出异议。"""
    page = page_shown(number)
    return {
        **_shown(request, [page])[0],
        "objection_phone": mask_mobiles(page.objection_phone),
        "objection_address": mask_mobiles(page.objection_address),
        "objection_postcode": page.objection_postcode,
    }


@router.get(
    "/{number}/entries/",
    response={200: Listed[EntryShown], 404: Fault},
    summary="公示名单",
    operation_id="entries",
    url_name="entries",
)
def entries(request: HttpRequest, number: Id, asked: Query[EntriesAsked]) -> Any:
    """名单各条，只有公示页上的各栏：工作站为名称、省份、类型，志愿专家为姓名、所在单位、擅长领域。"""
    found = entries_shown(page_shown(number).window).order_by(asked.order)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.province:
        found = found.filter(province=asked.province)
    if asked.q:
        found = found.filter(name__icontains=asked.q)
    return listed(request, found, asked, lambda rows: [entry_shown(row) for row in rows])


def pages_shown() -> QuerySet[Any]:
    """Live pages of windows whose days have begun, each with how many of a kind its list shows."""
    is_shown = ~Q(window__entries__status__in=OFF_THE_LIST)
    counts = {
        f"{kind}_count": Count("window__entries", filter=is_shown & Q(window__entries__kind=kind))
        for kind in Kind
    }
    pages: QuerySet[Any] = PublicityPage.objects.live().public().filter(window__opened_on__isnull=False)
    return pages.select_related("window").annotate(**counts)


def page_shown(number: int) -> Any:
    page = pages_shown().filter(window=number).first()
    if page is None:
        raise Http404
    return page


def entry_shown(entry: Entry) -> dict[str, Any]:
    """The columns of the list on the page and no other."""
    is_station = entry.kind == Kind.STATION
    return {
        "order": entry.order,
        "kind": named(Kind(entry.kind)),
        "name": entry.name,
        "province": named(Province(entry.province)) if is_station else None,
        "station_kind": entry.station_kind if is_station else "",
        "employer": "" if is_station else entry.employer,
        "field_names": "" if is_station else entry.field_names,
    }


def _shown(request: HttpRequest, pages: list[Any]) -> list[dict[str, Any]]:
    today = timezone.localdate()
    calendar = calendar_from(min([today, *(page.window.opened_on for page in pages if _is_open(page))]))
    return [_page_shown(request, page, calendar) for page in pages]


def _is_open(page: Any) -> bool:
    return bool(page.window.status == WindowStatus.OPEN)


def _page_shown(request: HttpRequest, page: Any, calendar: WorkCalendar) -> dict[str, Any]:
    one = page.window
    counts = [(kind, getattr(page, f"{kind}_count")) for kind in Kind]
    files = {
        f"{ext}_url": absolute(reverse("content:publicity_list", args=[one.pk, ext]))
        for ext in ("pdf", "xlsx")
    }
    return {
        "id": one.pk,
        "title": page.title,
        "status": named(WindowStatus(one.status)),
        "issuer": page.issuer,
        "document_number": page.document_number,
        **{
            key: getattr(one, key)
            for key in ("opened_on", "last_day", "is_provisional", "days", "is_workdays")
        },
        "days_left": workdays_left(one, calendar, timezone.localdate()) if _is_open(page) else None,
        "counts": [{"kind": named(kind), "count": count} for kind, count in counts if count],
        "url": page_address(page, request),
        **files,
        "entries_url": absolute(reverse("api:entries", args=[one.pk])),
    }
