"""志愿活动 at the desk: what waits for approval, what is published, and the Center's own."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import desk
from activities.actions import (
    approve_activity,
    cancel_activity,
    draft_activity,
    redraft_activity,
    return_activity,
    submit_activity,
)
from activities.enums import TONES, Status
from activities.forms import PlanForm, ReasonForm
from activities.models import Activity
from activities.queries import TABS, activities_in, people_coming, tab_counts
from activities.wording import kind_names, shown
from recruitment.exceptions import RefusedError
from recruitment.views.person import me

PER_PAGE = 30
PERMISSION = "activities.approve_activity"
PUBLISHING = "activities.publish_activity"


@desk(PERMISSION)
def list_activities(request: HttpRequest) -> HttpResponse:
    counts, kinds = tab_counts(), kind_names()
    asked = request.GET.get("tab", "")
    tab = asked if asked in TABS else next((key for key in TABS if counts[key]), "waiting")
    page = Paginator(activities_in(tab), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": tab,
        "tabs": [(key, label, counts[key]) for key, label in TABS.items()],
        "page": page,
        "rows": [(row, TONES[Status(row.status)], kinds.get(row.kind, row.kind)) for row in page],
        "may_publish": request.user.has_perm(PUBLISHING),
    }
    return render(request, "console/activities/list.html", context)


@desk(PERMISSION)
def show_activity(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _found(pk), ReasonForm())


@desk(PERMISSION)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        approve_activity(activity=_found(pk), by=me(request), at=timezone.now())
        messages.success(request, _("已同意发布，主办工作站将收到短信。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("desk_activities:one", pk)


@desk(PERMISSION)
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _found(pk), ReasonForm(request.POST)
    if form.is_valid():
        try:
            return_activity(
                activity=row, by=me(request), at=timezone.now(), reason=form.cleaned_data["reason"]
            )
            messages.success(request, _("已退回修改，主办工作站将读到理由。"))
            return redirect("desk_activities:list")
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return _show(request, row, form)


@desk(PUBLISHING)
def plan(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The Center's own activity, new or still a draft."""
    row = get_object_or_404(Activity, pk=pk, holder=None, status=Status.DRAFT) if pk else None
    form = PlanForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("desk_activities:one", _kept(request, form, row).pk)
        except RefusedError as refused:
            form.refuse(refused)
    context = {"form": form, "activity": row}
    return render(request, "console/activities/form.html", context, status=422 if form.errors else 200)


@desk(PUBLISHING)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        submit_activity(activity=_found(pk), by=me(request), at=timezone.now())
        messages.success(request, _("已发布。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("desk_activities:one", pk)


@desk(PUBLISHING)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _found(pk), ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            cancel_activity(activity=row, by=me(request), at=timezone.now(), reason=reason)
            messages.success(request, _("已取消活动，并告知所有报名的人。"))
            return redirect("desk_activities:one", pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return _show(request, row, form)


def _kept(request: HttpRequest, form: PlanForm, row: Activity | None) -> Activity:
    by, at = me(request), timezone.now()
    if row is None:
        return draft_activity(holder=None, planned=form.planned(), by=by, at=at)
    return redraft_activity(activity=row, planned=form.planned(), by=by, at=at)


def activities_urls() -> list[URLPattern]:
    return [
        path("", list_activities, name="list"),
        path("new/", plan, name="new"),
        path("<int:pk>/", show_activity, name="one"),
        path("<int:pk>/edit/", plan, name="edit"),
        path("<int:pk>/approve/", approve, name="approve"),
        path("<int:pk>/return/", send_back, name="return"),
        path("<int:pk>/publish/", publish, name="publish"),
        path("<int:pk>/cancel/", cancel, name="cancel"),
    ]


def _found(pk: int) -> Activity:
    """Anything but the draft of a station, which nobody else reads."""
    drafts = Activity.objects.filter(status=Status.DRAFT, holder__isnull=False)
    return get_object_or_404(
        Activity.objects.select_related("holder", "policy").exclude(pk__in=drafts), pk=pk
    )


def _show(request: HttpRequest, row: Activity, form: ReasonForm) -> HttpResponse:
    may_publish = row.holder is None and request.user.has_perm(PUBLISHING)
    context = {
        **shown(row),
        "people": people_coming(row),
        "form": form,
        "may_approve": row.status == Status.WAITING,
        "may_publish": may_publish and row.status == Status.DRAFT,
        "may_cancel": may_publish and row.status == Status.PUBLISHED and not row.is_over,
    }
    return render(request, "console/activities/activity.html", context, status=422 if form.errors else 200)
