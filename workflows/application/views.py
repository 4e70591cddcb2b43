"""The signer's screens: the inbox and the case."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from accounts.access import desk
from audit.actions import record_event
from policies.queries import calendar_from
from recruitment.exceptions import RefusedError
from workflows.application.case import LOOK_BACK, case_context, contact_mobile
from workflows.application.filters import InboxFilter
from workflows.application.forms import DecisionForm
from workflows.application.inbox import TABS, neighbours, seats_in, tab_counts, urgency
from workflows.application.models import ApplicationProcess
from workflows.application.tables import InboxTable
from workflows.requests import DeskRequest
from workflows.review.actions import cast_vote, take_seat
from workflows.review.exceptions import ReviewError, TaskTakenError
from workflows.tasks import find_task

PER_PAGE = 20
CANDIDATES = 20
REVEALED = "revealed_application"


@desk("recruitment.view_application")
def list_inbox(request: DeskRequest) -> HttpResponse:
    tab = request.GET.get("tab", "mine")
    tab = tab if tab in TABS else "mine"
    today = timezone.localdate()
    narrowed = InboxFilter(request.GET, queryset=seats_in(tab, request.user))
    table = InboxTable(
        narrowed.qs,
        today=today,
        calendar=calendar_from(today - LOOK_BACK, days=3 * LOOK_BACK.days),
        exclude=() if tab == "all" else ("signer",),
    )
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    counts = tab_counts(request.user)
    context = {
        "tab": tab,
        "tabs": [(key, label, counts[key]) for key, label in TABS.items()],
        "urgency": urgency(request.user, today),
        "filter": narrowed,
        "is_narrowed": any(request.GET.get(name) for name in narrowed.form.fields),
        "table": table,
    }
    return render(request, "workflows/application/inbox.html", context)


@desk("recruitment.view_application")
@require_POST
def claim_next(request: DeskRequest) -> HttpResponse:
    """领取下一件：the most urgent case of my groups that I may sign and nobody else was faster to take."""
    waiting = seats_in("group", request.user).values_list("run__process_id", "task_id")[:CANDIDATES]
    for process_pk, task_pk in list(waiting):
        try:
            take_seat(task=find_task(process_pk, task_pk), by=request.user, at=timezone.now())
        except (ReviewError, RefusedError):
            continue
        return redirect("tasks:open", process_pk=process_pk, task_pk=task_pk)
    messages.info(request, _("本组没有您可以领取的任务。"))
    return redirect("inbox:list")


@desk("recruitment.view_application")
def sign(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    """The case; a POST arrives here under the flow's lock, from its owner."""
    activation = request.activation
    context = case_context(activation.task, activation.process, request.user)
    context |= _surroundings(request, task_pk)
    form = DecisionForm(
        request.POST or None,
        choices=activation.process.choices_offered(),
        unmet=[finding for finding, _files in context["findings"] if not finding.is_met],
    )
    if request.method == "POST" and form.is_valid() and _decide(request, form):
        return _onwards(request, context)
    status = 422 if request.method == "POST" else 200
    response = render(request, "workflows/application/case.html", {**context, "form": form}, status=status)
    response["Cache-Control"] = "no-store"
    return response


@desk("recruitment.view_application")
@require_POST
def reveal_mobile(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    """The full number is shown once, and that it was shown is recorded."""
    task = find_task(process_pk, task_pk)
    application = get_object_or_404(ApplicationProcess, pk=task.process_id).application
    record_event(by=request.user, verb="application.reveal_mobile", target=application)
    request.session[REVEALED] = application.pk
    return redirect("tasks:open", process_pk=process_pk, task_pk=task_pk)


def _decide(request: DeskRequest, form: DecisionForm) -> bool:
    activation = request.activation
    try:
        vote = cast_vote(
            task=activation.task,
            by=request.user,
            choice=form.cleaned_data["choice"],
            opinion=form.cleaned_data["opinion"],
            at=timezone.now(),
        )
    except TaskTakenError:
        raise
    except ReviewError as refusal:
        form.add_error(None, str(refusal))
        return False
    activation.execute()
    said = {"number": activation.process.application.number, "choice": vote.get_choice_display()}
    messages.success(request, _("%(number)s 已提交：%(choice)s。") % said)
    return True


def _surroundings(request: DeskRequest, task_pk: int) -> dict[str, Any]:
    """Where the case stands in the tab it was opened from, and a number that was just revealed."""
    tab = request.GET.get("tab", "mine")
    tab = tab if tab in TABS else "mine"
    around = neighbours(tab, request.user, task_pk)
    query = urlencode({"tab": tab})
    links = {
        f"{side}_url": f"{reverse('tasks:open', args=around[side])}?{query}" if around[side] else ""
        for side in ("previous", "next")
    }
    return {"tab": tab, "tab_label": TABS[tab], "around": around, **links, **_revealed(request)}


def _revealed(request: DeskRequest) -> dict[str, str]:
    activation = request.activation
    if request.session.get(REVEALED) != activation.process.application_id:
        return {}
    del request.session[REVEALED]
    return {"mobile": contact_mobile(activation.process.application), "is_revealed": "1"}


def _onwards(request: DeskRequest, context: dict[str, Any]) -> HttpResponseRedirect:
    if "and_next" in request.POST and context["next_url"]:
        return HttpResponseRedirect(context["next_url"])
    return HttpResponseRedirect(f"{reverse('inbox:list')}?{urlencode({'tab': context['tab']})}")


def inbox_urls() -> list[Any]:
    """New patterns at each call: Wagtail decorates the pattern objects it is given in place."""
    return [
        path("", list_inbox, name="list"),
        path("claim-next/", claim_next, name="claim_next"),
        path("<int:process_pk>/<int:task_pk>/mobile/", reveal_mobile, name="reveal"),
    ]
