"""主办: a station drafts, hands in, follows and cancels its activities."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from activities.actions import cancel_activity, draft_activity, redraft_activity, submit_activity
from activities.enums import Place, Status
from activities.forms import PlanForm, ReasonForm, StationPlanForm
from activities.models import Activity
from activities.queries import activities_of, people_coming, stations_of
from activities.wording import shown
from recruitment.exceptions import RefusedError
from recruitment.views.person import me


def new(request: HttpRequest) -> HttpResponse:
    user = me(request)
    if not stations_of(user, timezone.localdate()).exists():
        messages.info(request, _("只有在有效期内的工作站才能发布活动。"))
        return redirect("activities:home")
    form = StationPlanForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        given = {"holder": form.cleaned_data["holder"], "planned": form.planned()}
        try:
            row = draft_activity(**given, by=user, at=timezone.now())
            return redirect("activities:organised", row.pk)
        except RefusedError as refused:
            form.refuse(refused)
    return _form(request, form, None)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(activities_of(me(request)), pk=pk, status=Status.DRAFT)
    form = PlanForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            redraft_activity(activity=row, planned=form.planned(), by=me(request), at=timezone.now())
            return redirect("activities:organised", pk)
        except RefusedError as refused:
            form.refuse(refused)
    return _form(request, form, row)


def organised(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, get_object_or_404(activities_of(me(request)), pk=pk), ReasonForm())


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(activities_of(me(request)), pk=pk)
    try:
        done = submit_activity(activity=row, by=me(request), at=timezone.now())
        is_public = done.status == Status.PUBLISHED
        messages.success(request, _("已发布。") if is_public else _("已提交，工作人员审核后发布。"))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("activities:organised", pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(activities_of(me(request)), pk=pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            cancel_activity(activity=row, by=me(request), at=timezone.now(), reason=reason)
            messages.success(request, _("已取消活动，并告知所有报名的人。"))
            return redirect("activities:organised", pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return _show(request, row, form)


def _form(request: HttpRequest, form: PlanForm, row: Activity | None) -> HttpResponse:
    context = {"form": form, "activity": row}
    return render(request, "activities/form.html", context, status=422 if form.errors else 200)


def _show(request: HttpRequest, row: Activity, form: ReasonForm) -> HttpResponse:
    people = list(people_coming(row))
    context = {
        **shown(row),
        "seated": [one for one in people if one.place == Place.SEATED],
        "queued": [one for one in people if one.place == Place.QUEUED],
        "form": form if row.status == Status.PUBLISHED and not row.is_over else None,
        "needs_approval": row.policy.value("activity.approval") == "staff",
    }
    return render(request, "activities/organised.html", context, status=422 if form.errors else 200)
