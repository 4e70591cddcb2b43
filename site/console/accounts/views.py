"""Groups and people at the desk: who is where, who answers, who may sign in."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages as notices
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from viewflow.workflow.models import Task

from accounts.access import desk
from accounts.models import StaffGroup, User
from accounts.staffing import (
    StaffingRefused,
    activate_user,
    add_member,
    deactivate_user,
    remove_member,
    set_manager,
)
from audit.models import Event
from console.accounts.warnings import candidates, staffed_groups

HISTORY = 20


@desk("accounts.view_staffgroup")
def groups(request: HttpRequest) -> HttpResponse:
    return render(request, "console/accounts/groups.html", {"rows": staffed_groups(), "tab": "groups"})


@desk("accounts.view_staffgroup")
def group(request: HttpRequest, pk: int) -> HttpResponse:
    row = next((row for row in staffed_groups() if row.group.pk == pk), None)
    if row is None:
        raise Http404
    context = {
        "row": row,
        "managers": {person.pk for person in row.managers},
        "candidates": candidates(row.group.group),
        "history": Event.objects.filter(target_type="accounts.staffgroup", target_id=pk)[:HISTORY],
        "tab": "groups",
    }
    return render(request, "console/accounts/group.html", context)


@desk("accounts.view_user")
def people(request: HttpRequest) -> HttpResponse:
    """Staff only; nothing of how to reach them."""
    rows = User.objects.filter(is_staff=True).prefetch_related("groups").order_by("-is_active", "name", "pk")
    held = Task.objects.filter(finished=None, owner__in=rows).order_by()
    tasks = dict(held.values_list("owner").annotate(Count("pk")))
    context = {"rows": [(person, tasks.get(person.pk, 0)) for person in rows], "tab": "people"}
    return render(request, "console/accounts/people.html", context)


@desk("accounts.change_staffgroup")
@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    row, person = _group_and_person(request, pk)
    return _done(request, lambda: add_member(group=row, person=person, by=_by(request)), "staff:group", pk)


@desk("accounts.change_staffgroup")
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    row, person = _group_and_person(request, pk)
    return _done(request, lambda: remove_member(group=row, person=person, by=_by(request)), "staff:group", pk)


@desk("accounts.change_staffgroup")
@require_POST
def manage(request: HttpRequest, pk: int) -> HttpResponse:
    row, person = _group_and_person(request, pk)
    wanted = request.POST.get("is_manager") == "1"
    return _done(
        request,
        lambda: set_manager(group=row, person=person, is_manager=wanted, by=_by(request)),
        "staff:group",
        pk,
    )


@desk("accounts.change_user")
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk, is_staff=True)
    act = activate_user if request.POST.get("is_active") == "1" else deactivate_user
    return _done(request, lambda: act(person=person, by=_by(request)), "staff:people")


def _group_and_person(request: HttpRequest, pk: int) -> tuple[StaffGroup, User]:
    said = request.POST.get("person", "")
    row = get_object_or_404(StaffGroup.objects.select_related("group"), pk=pk)
    person = User.objects.filter(Q(is_staff=True) | Q(groups=row.group_id)).distinct()
    return row, get_object_or_404(person, pk=int(said) if said.isdecimal() and len(said) < 10 else 0)


def _by(request: HttpRequest) -> User:
    return cast("User", request.user)  # `desk` let nobody else in


def _done(request: HttpRequest, act: Callable[[], None], where: str, *args: int) -> HttpResponse:
    """Do it, or say why not; either way back to the page."""
    try:
        act()
    except StaffingRefused as refusal:
        notices.error(request, str(refusal))
    else:
        notices.success(request, _("已保存。"))
    return redirect(where, *args)


def staff_urls() -> list[URLPattern]:
    return [
        path("", groups, name="groups"),
        path("people/", people, name="people"),
        path("people/<int:pk>/switch/", switch, name="switch"),
        path("<int:pk>/", group, name="group"),
        path("<int:pk>/join/", join, name="join"),
        path("<int:pk>/leave/", leave, name="leave"),
        path("<int:pk>/manage/", manage, name="manage"),
    ]
