"""The work calendar on the desk: a notice is compared day by day before it counts; a confirmed year is corrected by two."""

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import desk
from console.policies.forms import NoticeForm
from console.policies.year_view import changes_of, view_year, years_known
from policies.calendar_actions import (
    confirm_correction,
    confirm_year,
    drop_correction,
    import_year,
    propose_correction,
)
from policies.differences import Difference, correction_differences, import_differences, is_year_confirmed
from policies.exceptions import CalendarYearError
from policies.models import CalendarChange


@desk("policies.view_workday")
def show_calendar(request: HttpRequest, year: int | None = None) -> HttpResponse:
    shown = _known(year or timezone.localdate().year)
    return _calendar_page(request, shown, _form(shown))


@desk("policies.change_workday")
@require_POST
def import_notice(request: HttpRequest, year: int) -> HttpResponse:
    """Shows what the notice changes; the same post with the digest of what was seen puts it through."""
    form = _form(_known(year), request.POST)
    if not form.is_valid():
        return _calendar_page(request, year, form, status=422)
    compare = correction_differences if form.is_correction else import_differences
    differences = compare(year, form.cleaned_data["days"])
    digest = _digest(differences)
    if request.POST.get("seen") != digest:
        return _calendar_page(request, year, form, differences=differences, digest=digest)
    try:
        _put_through(request, year, form)
    except CalendarYearError as refusal:
        form.add_error(None, str(refusal))
        return _calendar_page(request, year, form, status=422)
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


@desk("policies.confirm_workday")
@require_POST
def confirm_change(request: HttpRequest, change_pk: int) -> HttpResponse:
    done = _("更正已生效：受影响的公示和补正截止日随即重算，并告知当事人。")
    return _decide(request, change_pk, confirm_correction, done)


@desk("policies.change_workday")
@require_POST
def drop_change(request: HttpRequest, change_pk: int) -> HttpResponse:
    return _decide(request, change_pk, drop_correction, _("更正已撤回，工作日历没有变动。"))


def _decide(
    request: HttpRequest, change_pk: int, door: Callable[..., CalendarChange], done: str
) -> HttpResponse:
    change = get_object_or_404(CalendarChange, pk=change_pk)
    try:
        door(change=change, by=_person(request), at=timezone.now())
    except CalendarYearError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("rules:calendar_year", change.year)


def _put_through(request: HttpRequest, year: int, form: NoticeForm) -> None:
    said = form.cleaned_data
    given = {"year": year, "special_days": said["days"], "source": said["source"]}
    by, at = _person(request), timezone.now()
    if form.is_correction:
        propose_correction(**given, reason=said["reason"], by=by, at=at)
        messages.success(request, _("更正已提出，待另一人确认后生效。"))
        return
    changes = import_year(**given, by=by, at=at)
    messages.success(
        request, _("已导入%(year)d年放假通知，%(n)d 天有变化；请核对后确认。") % {"year": year, "n": changes}
    )


def _form(year: int, *said: Any) -> NoticeForm:
    return NoticeForm(*said, year=year, is_correction=is_year_confirmed(year))


def _digest(differences: Sequence[Difference]) -> str:
    """Names exactly these differences: when the calendar has moved in between, they are shown again."""
    said = json.dumps([one.as_json() for one in differences], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _known(year: int) -> int:
    if year not in years_known():
        raise Http404
    return year


def _person(request: HttpRequest) -> Any:
    """Whoever is signed in; `desk` has made sure of it."""
    if request.user.is_anonymous:
        raise PermissionDenied
    return request.user


def _calendar_page(
    request: HttpRequest,
    year: int,
    form: NoticeForm,
    status: int = 200,
    differences: Sequence[Difference] | None = None,
    digest: str = "",
) -> HttpResponse:
    context = {
        "shown": view_year(year),
        "years": years_known(),
        "form": form,
        "today": timezone.localdate(),
        "is_compared": differences is not None,
        "differences": differences,
        "counted": sum(one.is_counted for one in differences or ()),
        "digest": digest,
        **changes_of(year),
    }
    return render(request, "console/policies/calendar.html", context, status=status)


urlpatterns = [
    path("calendar/", show_calendar, name="calendar"),
    path("calendar/<int:year>/", show_calendar, name="calendar_year"),
    path("calendar/<int:year>/import/", import_notice, name="import_notice"),
    path("calendar/<int:year>/confirm/", confirm_calendar, name="confirm_calendar"),
    path("calendar/changes/<int:change_pk>/confirm/", confirm_change, name="confirm_change"),
    path("calendar/changes/<int:change_pk>/drop/", drop_change, name="drop_change"),
]
