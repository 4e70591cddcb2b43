"""流程监控: the list of running processes, one of them, and what an administrator may do to it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig
from viewflow.workflow.models import Process, Task
from viewflow.workflow.status import STATUS

from accounts.access import desk
from policies.models import PolicyVersion
from workflows.dispatch import politely
from workflows.monitor.actions import retry_task, vacate_seat
from workflows.monitor.bpmn import flow_bpmn
from workflows.monitor.detail import Refused, process_context
from workflows.monitor.filters import MonitorFilter
from workflows.monitor.flows import WATCHED
from workflows.monitor.forms import MoveForm, ReasonForm, TransferForm
from workflows.monitor.queries import (
    STATES,
    failure_words,
    one_process,
    running_processes,
    state_counts,
)
from workflows.monitor.tables import MonitorTable
from workflows.review.actions import move_to_version, transfer_seat, urge_seat
from workflows.review.exceptions import ReviewError
from workflows.review.people import transfer_candidates

PER_PAGE = 30
VIEW, STEER = "workflows.view_reviewprocess", "workflows.change_reviewprocess"
Act = Callable[[Any], str]


@desk(VIEW)
def list_processes(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    narrowed = MonitorFilter(request.GET, queryset=running_processes(today))
    table = MonitorTable(narrowed.qs)
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    counts = state_counts(today)
    context = {
        "table": table,
        "filter": narrowed,
        "is_narrowed": any(request.GET.get(name) for name in narrowed.form.fields),
        "counts": [(state.value, words, tone, counts[state]) for state, (words, tone) in STATES.items()],
        "chosen": request.GET.get("state", ""),
        "flows": WATCHED,
    }
    return render(request, "workflows/monitor/processes.html", context)


@desk(VIEW)
def show_process(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _process(pk))


@desk(STEER)
@require_POST
@politely
def retry(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    task = _task(pk, task_pk)
    form = ReasonForm(request.POST, auto_id=f"retry-{task_pk}-%s")

    def act(cleaned: Any) -> str:
        revived = retry_task(task=task, by=_by(request), at=timezone.now(), **cleaned)
        if revived.status == STATUS.ERROR:
            messages.warning(request, failure_words(revived))
            return _("已重试，仍未成功。")
        return _("已重试，流程继续。")

    return _acted(request, pk, Refused("retry", task_pk, form), act)


@desk(STEER)
@require_POST
@politely
def vacate(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    task = _task(pk, task_pk, is_seat=True)
    form = ReasonForm(request.POST, auto_id=f"vacate-{task_pk}-%s")

    def act(cleaned: Any) -> str:
        vacate_seat(task=task, by=_by(request), at=timezone.now(), **cleaned)
        return _("已收回，等待本组领取。")

    return _acted(request, pk, Refused("vacate", task_pk, form), act)


@desk(STEER)
@require_POST
@politely
def transfer(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    task = _task(pk, task_pk, is_seat=True)
    people = transfer_candidates(task.seat, task.process.coerced)
    form = TransferForm(request.POST, candidates=people, auto_id=f"transfer-{task_pk}-%s")

    def act(cleaned: Any) -> str:
        transfer_seat(task=task, by=_by(request), at=timezone.now(), **cleaned)
        return _("已转给“%(name)s”办理。") % {"name": cleaned["to"]}

    return _acted(request, pk, Refused("transfer", task_pk, form), act)


@desk(VIEW)
@require_POST
@politely
def urge(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    people = urge_seat(task=_task(pk, task_pk, is_seat=True), by=_by(request), at=timezone.now())
    messages.success(
        request, _("已催办：%(names)s。") % {"names": "、".join(str(person) for person in people)}
    )
    return redirect("monitor:process", pk)


@desk(VIEW)
@require_POST
@politely
def move(request: HttpRequest, pk: int) -> HttpResponse:
    review = getattr(_process(pk), "reviewprocess", None)
    if review is None:
        raise Http404
    process = review.coerced
    versions = PolicyVersion.objects.filter(scope=process.policy.scope)
    form = MoveForm(request.POST, versions=list(versions), auto_id="move-%s")

    def act(cleaned: Any) -> str:
        move_to_version(process=process, by=_by(request), at=timezone.now(), **cleaned)
        return _("已换用 v%(number)d。") % {"number": cleaned["policy"].number}

    return _acted(request, pk, Refused("move", 0, form), act)


@desk(VIEW)
def download_bpmn(request: HttpRequest, code: str) -> HttpResponse:
    one = next((one for one in WATCHED if one.code == code), None)
    if one is None:
        raise Http404
    response = HttpResponse(flow_bpmn(one), content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(one.title + '.bpmn')}"
    return response


def _acted(request: HttpRequest, pk: int, asked: Refused, act: Act) -> HttpResponse:
    """The act, or the page once more with what was typed and the sentence that says why not."""
    if not asked.form.is_valid():
        return _page(request, _process(pk), asked, status=422)
    try:
        said = act(asked.form.cleaned_data)
    except ReviewError as refusal:
        refused = Refused(asked.verb, asked.task_pk, asked.form, str(refusal))
        return _page(request, _process(pk), refused, status=409)
    messages.success(request, said)
    return redirect("monitor:process", pk)


def _page(
    request: HttpRequest, process: Process, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    context = process_context(process, _by(request), refused)
    response = render(request, "workflows/monitor/process.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _process(pk: int) -> Process:
    found = one_process(pk, timezone.localdate())
    if found is None:
        raise Http404
    return found


def _task(process_pk: int, task_pk: int, *, is_seat: bool = False) -> Task:
    """A task by its own number and its process; for what is done to a seat, one that has a seat."""
    tasks = Task.objects.select_related("process", "seat__run__stage", "seat__group", "seat__signer")
    rows = tasks.filter(process_id=process_pk, pk=task_pk)
    task = (rows.filter(seat__isnull=False) if is_seat else rows).first()
    if task is None:
        raise Http404
    return task


def _by(request: HttpRequest) -> Any:
    return request.user  # `desk` let nobody else in


def monitor_urls() -> list[Any]:
    """New patterns at each call: Wagtail decorates the pattern objects it is given in place."""
    return [
        path("", list_processes, name="list"),
        path("flows/<slug:code>.bpmn", download_bpmn, name="bpmn"),
        path("<int:pk>/", show_process, name="process"),
        path("<int:pk>/move/", move, name="move"),
        path("<int:pk>/<int:task_pk>/retry/", retry, name="retry"),
        path("<int:pk>/<int:task_pk>/vacate/", vacate, name="vacate"),
        path("<int:pk>/<int:task_pk>/transfer/", transfer, name="transfer"),
        path("<int:pk>/<int:task_pk>/urge/", urge, name="urge"),
    ]
