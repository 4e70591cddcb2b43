"""The screens of a window's two human tasks: publishing its page and confirming its result."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import desk
from publicity.actions import confirm_window
from publicity.exceptions import PublicityRefusedError
from publicity.models import Window
from publicity.queries import entry_counts
from workflows.requests import DeskRequest


@desk("publicity.view_window")
def publish(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    """Nothing is decided here: the task ends when the page has been published."""
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET"])
    return render(request, "workflows/publicity/publish.html", _context(request))


@desk("publicity.confirm_window")
def confirm(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    """A POST arrives here under the flow's lock, from the task's owner."""
    window = request.activation.process.window
    if request.method != "POST":
        return render(request, "workflows/publicity/confirm.html", _context(request))
    try:
        confirm_window(window=window, by=request.user, at=timezone.now())
    except PublicityRefusedError as refusal:
        context = {**_context(request), "refusal": str(refusal)}
        return render(request, "workflows/publicity/confirm.html", context, status=409)
    request.activation.execute()
    messages.success(request, _("公示结果已确认，无异议的对象将逐一认定。"))
    return redirect("windows:detail", window.pk)


def _context(request: DeskRequest) -> dict[str, Any]:
    task = request.activation.task
    window = Window.objects.get(pk=request.activation.process.window_id)
    page = getattr(window, "page", None)
    return {
        "window": window,
        "counts": entry_counts(window),
        "page": page,
        "page_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else "",
        "task": task,
        "is_over": task.finished is not None,
        "is_mine": task.finished is None and task.owner_id == request.user.pk,
        "is_free": task.owner_id is None and request.user.has_perm(task.owner_permission or ""),
    }
