"""批量办理的页面：confirm, send once, watch."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from viewflow.workflow.models import Task

from accounts.access import desk
from accounts.models import User
from workflows.inbox.batch_check import checked
from workflows.inbox.batch_forms import BATCH_CHOICES, OpinionForm, chosen_seats, task_numbers
from workflows.inbox.cases import may_see_any, rows_of, seen_by
from workflows.inbox.seats import with_rows
from workflows.requests import DeskRequest
from workflows.review.batches import MOST, batch_progress, queue_batch
from workflows.review.exceptions import ReviewError
from workflows.review.models import Batch, BatchItem, ItemStatus, Seat

REFUSED_SHOWN = 20  # while a batch runs


@desk("wagtailadmin.access_admin")
@require_POST
def confirm_batch(request: DeskRequest) -> HttpResponse:
    """How many are answered so, and which are not and why. Changes nothing."""
    _require_reviewer(request.user)
    choice = request.POST.get("choice", "")
    labels = dict(BATCH_CHOICES)
    seats = with_rows(chosen_seats(request.POST, request.user))
    if choice not in labels or not seats or len(seats) > MOST:
        return _back(request, _("请至少选择一件，每次最多 %(most)d 件。") % {"most": MOST})
    form = OpinionForm(initial={"choice": choice, "key": uuid4()})
    return _confirmation(request, form, seats, choice)


@desk("wagtailadmin.access_admin")
@require_POST
def start_batch(request: DeskRequest) -> HttpResponse:
    """Queue it; the same form sent again leads to the same batch."""
    _require_reviewer(request.user)
    form = OpinionForm(request.POST)
    seats = chosen_seats(request.POST, request.user)
    if form.errors.get("choice") or form.errors.get("key"):
        return _back(request, _("请重新选择要批量办理的任务。"))
    choice = form.cleaned_data["choice"]
    if not form.is_valid():
        return _confirmation(request, form, with_rows(seats), choice, status=422)
    seen = Seat.objects.filter(seen_by(request.user), task__in=task_numbers(request.POST))
    try:
        batch = queue_batch(
            tasks=list(Task.objects.filter(pk__in=seen.values("task")).order_by("pk")),
            choice=choice,
            opinion=form.cleaned_data["opinion"],
            by=request.user,
            at=timezone.now(),
            key=form.cleaned_data["key"],
        )
    except ReviewError as refusal:
        return _back(request, str(refusal))
    return redirect("inbox:batch", pk=batch.pk)


@desk("wagtailadmin.access_admin")
def watch_batch(request: DeskRequest, pk: int) -> HttpResponse:
    """One's own batch: how far it is, and what became of each item."""
    batch = get_object_or_404(Batch, pk=pk, by=request.user)
    progress = batch_progress(batch)
    total = sum(progress.values())
    finished = total - progress[ItemStatus.QUEUED]
    context = {
        "batch": batch,
        "progress": progress,
        "total": total,
        "finished": finished,
        "items": _items(batch, is_running=bool(progress[ItemStatus.QUEUED])),
    }
    template = "workflows/inbox/_batch.html" if "part" in request.GET else "workflows/inbox/batch.html"
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response


def running_batch(user: User) -> Batch | None:
    """The newest batch of this person that is not done yet."""
    return Batch.objects.filter(by=user, items__status=ItemStatus.QUEUED).order_by("-pk").first()


def _confirmation(
    request: DeskRequest, form: OpinionForm, seats: list[Seat], choice: str, status: int = 200
) -> HttpResponse:
    rows = checked(seats, choice=choice, by=request.user)
    read = rows_of(seats, request.user)
    context = {
        "form": form,
        "choice": choice,
        "label": dict(BATCH_CHOICES)[choice],
        "able": [(row.seat, read[row.seat.pk]) for row in rows if not row.reason],
        "barred": [(row.seat, read[row.seat.pk], row.reason) for row in rows if row.reason],
        "tab": request.POST.get("tab", "mine"),
    }
    return render(request, "workflows/inbox/batch_confirm.html", context, status=status)


def _items(batch: Batch, *, is_running: bool) -> list[tuple[BatchItem, Any]]:
    """Refused first: those are left to be done by hand. While it runs the newest of them only: the page asks again and again."""
    found = batch.items.select_related("task")
    if is_running:
        found = found.filter(status=ItemStatus.REFUSED).order_by("-done_at", "-pk")[:REFUSED_SHOWN]
    else:
        found = found.order_by("pk")
    items = list(found)
    seats = with_rows(Seat.objects.filter(task__in=[item.task_id for item in items]))
    read = rows_of(seats, batch.by)
    rows = {seat.task_id: read[seat.pk] for seat in seats}
    order = [ItemStatus.REFUSED, ItemStatus.QUEUED, ItemStatus.DONE]
    items.sort(key=lambda item: order.index(ItemStatus(item.status)))
    return [(item, rows.get(item.task_id)) for item in items]


def _back(request: DeskRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect("inbox:list")


def _require_reviewer(user: User) -> None:
    if not may_see_any(user):
        raise PermissionDenied


def batch_urls() -> list[Any]:
    """New patterns at each call, as `inbox_urls`."""
    return [
        path("batch/confirm/", confirm_batch, name="batch_confirm"),
        path("batch/start/", start_batch, name="batch_start"),
        path("batch/<int:pk>/", watch_batch, name="batch"),
    ]
