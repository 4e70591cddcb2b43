"""The desk's registers that are more than a plain list: the work calendar and the record of acts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from accounts.access import desk
from audit.models import Event
from console.policies.filters import EventFilter
from console.policies.forms import NoticeForm
from console.policies.tables import EventTable
from console.policies.year_view import view_year, years_known
from policies.calendar_actions import confirm_year, import_year
from policies.exceptions import CalendarYearError

PER_PAGE = 30


@desk("audit.view_event")
def list_events(request: HttpRequest) -> HttpResponse:
    narrowed = EventFilter(request.GET, queryset=Event.objects.select_related("policy_version"))
    table = EventTable(narrowed.qs)
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    context = {
        "filter": narrowed,
        "table": table,
        "is_narrowed": any(request.GET.get(name) for name in narrowed.form.fields),
        "unsealed": Event.objects.filter(seq__isnull=True).count(),
    }
    return render(request, "console/policies/events.html", context)


@desk("policies.view_workday")
def show_calendar(request: HttpRequest, year: int | None = None) -> HttpResponse:
    shown = _known(year or timezone.localdate().year)
    return _calendar_page(request, shown, NoticeForm(year=shown))


@desk("policies.change_workday")
@require_POST
def import_notice(request: HttpRequest, year: int) -> HttpResponse:
    form = NoticeForm(request.POST, year=_known(year))
    if not form.is_valid():
        return _calendar_page(request, year, form, status=422)
    said = form.cleaned_data
    try:
        changes = import_year(
            year=year,
            special_days=said["days"],
            source=said["source"],
            by=_person(request),
            at=timezone.now(),
        )
    except CalendarYearError as refusal:
        form.add_error(None, str(refusal))
        return _calendar_page(request, year, form, status=422)
    messages.success(
        request, _("已导入%(year)d年放假通知，%(n)d 天有变化；请核对后确认。") % {"year": year, "n": changes}
    )
    return redirect("rules:calendar_year", year)


@desk("policies.confirm_workday")
@require_POST
def confirm_calendar(request: HttpRequest, year: int) -> HttpResponse:
    try:
        confirm_year(year=_known(year), by=_person(request), at=timezone.now())
    except CalendarYearError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已确认%(year)d年工作日历。") % {"year": year})
    return redirect("rules:calendar_year", year)


def _known(year: int) -> int:
    if year not in years_known():
        raise Http404
    return year


def _person(request: HttpRequest) -> Any:
    """Whoever is signed in; `desk` has made sure of it."""
    if request.user.is_anonymous:
        raise PermissionDenied
    return request.user


def _calendar_page(request: HttpRequest, year: int, form: NoticeForm, status: int = 200) -> HttpResponse:
    context = {"shown": view_year(year), "years": years_known(), "form": form, "today": timezone.localdate()}
    return render(request, "console/policies/calendar.html", context, status=status)


urlpatterns = [
    path("events/", list_events, name="events"),
    path("calendar/", show_calendar, name="calendar"),
    path("calendar/<int:year>/", show_calendar, name="calendar_year"),
    path("calendar/<int:year>/import/", import_notice, name="import_notice"),
    path("calendar/<int:year>/confirm/", confirm_calendar, name="confirm_calendar"),
]
