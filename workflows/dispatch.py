"""任务入口：the one address of every human task. The node comes from the task, never from the address."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from viewflow.fsm import TransitionNotAllowed
from viewflow.workflow.exceptions import FlowLockFailed
from viewflow.workflow.flow.utils import wrap_view
from viewflow.workflow.models import Task

from accounts.access import desk
from recruitment.exceptions import RefusedError
from workflows.requests import DeskRequest
from workflows.review.exceptions import MayNotSignError, NotYoursError, ReviewError, TaskTakenError
from workflows.tasks import find_task, leave_task, take_task

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
WRITTEN = ("opinion", "reason", "note")  # the fields of the desk's forms in which people write


def politely(view: View) -> View:
    """Being too late, barred or locked out is an answer in words, never an error page; nothing was changed."""

    @wraps(view)
    def answered(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (NotYoursError, MayNotSignError) as refusal:
            return _refused(request, str(refusal), 403)
        except PermissionDenied:
            return _refused(request, _("您没有办理该任务的权限。"), 403)
        except (ReviewError, RefusedError) as refusal:
            return _refused(request, str(refusal), 409)
        except (FlowLockFailed, TransitionNotAllowed):
            return _refused(request, str(TaskTakenError()), 409)
        except OperationalError:
            logger.warning("a task could not be locked", exc_info=True)
            return _refused(request, _("其他人正在办理该任务，请稍后重试。"), 409)

    return answered


@desk("wagtailadmin.access_admin")
@politely
def open_task(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    task = find_task(process_pk, task_pk)
    node = task.flow_task
    if request.method != "POST":
        request.activation = node.activation_class(task)
        return node.view(request, process_pk=process_pk, task_pk=task_pk)
    _check_owner(request, task)
    try:
        return wrap_view(node, node.view)(request, process_pk=process_pk, task_pk=task_pk)
    except PermissionDenied as denied:
        # Under the lock Viewflow says so when the task was finished or handed on a moment ago.
        task.refresh_from_db()
        if task.finished or task.owner_id != request.user.pk:
            raise TaskTakenError from denied
        raise


@desk("wagtailadmin.access_admin")
@require_POST
@politely
def claim_task(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    take_task(task=find_task(process_pk, task_pk), by=request.user, at=timezone.now())
    return redirect("tasks:open", process_pk=process_pk, task_pk=task_pk)


@desk("wagtailadmin.access_admin")
@require_POST
@politely
def release_task(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    leave_task(task=find_task(process_pk, task_pk), by=request.user, at=timezone.now())
    messages.success(request, _("已退回本组，其他成员可以领取。"))
    return redirect("inbox:list")


def _check_owner(request: DeskRequest, task: Task) -> None:
    """Late is one thing, never having been entitled another."""
    if task.owner_id == request.user.pk:
        return
    is_of_group = bool(task.owner_permission) and request.user.has_perm(task.owner_permission)
    if is_of_group and (task.owner_id or task.finished):
        raise TaskTakenError
    raise NotYoursError


def _refused(request: DeskRequest, sentence: str, status: int) -> HttpResponse:
    written = [text for name in WRITTEN if (text := request.POST.get(name, "").strip())]
    context = {"sentence": sentence, "status": status, "written": written, "inbox_url": reverse("inbox:list")}
    return render(request, "workflows/task_refused.html", context, status=status)


def task_urls() -> list[Any]:
    """New patterns at each call: Wagtail decorates the pattern objects it is given in place."""
    return [
        path("<int:process_pk>/<int:task_pk>/", open_task, name="open"),
        path("<int:process_pk>/<int:task_pk>/claim/", claim_task, name="claim"),
        path("<int:process_pk>/<int:task_pk>/release/", release_task, name="release"),
    ]
