"""The page of one operation: what follows from it, what it asks, and back to the case or the list."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from accounts.access import desk
from workflows.dispatch import politely
from workflows.inbox.operation_forms import AddSignerForm, TransferForm
from workflows.inbox.operations import OPERATIONS, Operation
from workflows.inbox.seats import TABS
from workflows.inbox.standing import Standing
from workflows.requests import DeskRequest
from workflows.review.exceptions import (
    NotYoursError,
    PersonAbsentError,
    ReviewError,
    RunClosedError,
    TaskTakenError,
)
from workflows.review.models import Seat
from workflows.tasks import find_task


class NotNowError(ReviewError):
    """The operation is not offered to this person at this moment."""

    def __init__(self) -> None:
        super().__init__(_("现在不能对本件进行该操作：任务已由他人办理、环节已办结，或您没有相应权限。"))


@desk("wagtailadmin.access_admin")
@politely
def operate(request: DeskRequest, process_pk: int, task_pk: int, verb: str) -> HttpResponse:
    case, operation = _found(request, process_pk, task_pk, verb)
    if not operation.is_offered(case):
        raise NotNowError
    is_sent = request.method == "POST"
    form = operation.form(case, request.POST if is_sent else None)
    if is_sent and form.is_valid():
        try:
            operation.act(case, form.cleaned_data)
        except (NotYoursError, RunClosedError, TaskTakenError):
            raise
        except ReviewError as refusal:
            form.add_error(None, str(refusal))
            if isinstance(refusal, PersonAbsentError) and isinstance(form, TransferForm | AddSignerForm):
                form.ask_about_absence()
        else:
            messages.success(request, str(operation.done))
            return _onwards(request, case, operation)
    context = {"case": case, "operation": operation, "form": form, "tab": tab_of(request)}
    return render(request, "workflows/operation.html", context, status=422 if is_sent else 200)


def standing_at(request: DeskRequest, process_pk: int, task_pk: int) -> Standing:
    """The case of a task, for staff who may open it. 404 for a task that asks no seat, 403 for others."""
    task = find_task(process_pk, task_pk)
    if "seat" not in task.data:
        raise Http404
    process = task.process.coerced
    if not request.user.has_perm(process.desk_permission):
        raise PermissionDenied
    seat = Seat.objects.select_related("run__stage", "run__process", "group", "signer").get(
        pk=task.data["seat"]
    )
    return Standing(task, process, seat, request.user)


def _found(request: DeskRequest, process_pk: int, task_pk: int, verb: str) -> tuple[Standing, Operation]:
    if verb not in OPERATIONS:
        raise Http404
    return standing_at(request, process_pk, task_pk), OPERATIONS[verb]


def _onwards(request: DeskRequest, case: Standing, operation: Operation) -> HttpResponse:
    """Back to the case, at the task that asks the seat now; away from it when it is no longer one's own."""
    query = urlencode({"tab": tab_of(request)})
    task_pk = Seat.objects.values_list("task", flat=True).get(pk=case.seat.pk)
    if operation.leaves_case or task_pk is None:
        return redirect(f"{reverse('inbox:list')}?{query}")
    return redirect(f"{reverse('tasks:open', args=[case.process.pk, task_pk])}?{query}")


def tab_of(request: DeskRequest) -> str:
    """The tab a case was opened from."""
    tab = request.GET.get("tab", "mine")
    return tab if tab in TABS else "mine"


def operation_urls() -> list[Any]:
    """New patterns at each call: Wagtail decorates the pattern objects it is given in place."""
    return [path("<int:process_pk>/<int:task_pk>/do/<slug:verb>/", operate, name="do")]
