"""The decision of a case page: the form, the vote, and where one goes from there. For every flow with judgement."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from workflows.inbox.copied import note_reading
from workflows.inbox.forms import DecisionForm
from workflows.inbox.operations import offered
from workflows.inbox.seats import TABS, neighbours
from workflows.inbox.standing import Standing
from workflows.requests import DeskRequest
from workflows.review.actions import cast_vote
from workflows.review.exceptions import ReviewError, TaskTakenError
from workflows.review.queries import checks_of, choices_at, return_targets
from workflows.review.words import choice_word


def decide_on(
    request: DeskRequest, template: str, context: dict[str, Any], unmet: Iterable[Any]
) -> HttpResponse:
    """The case; a POST arrives here under the flow's lock, from its owner."""
    context |= surroundings(request)
    if request.method == "GET":
        note_reading(context["process"], request.user)
    seat, run = context["seat"], context["seat"].run
    standing = Standing(context["task"], context["process"], seat, request.user)
    standing.is_recused = request.user.pk in {one.person_id for one in context["recused"]}
    context["operations"] = offered(standing)
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        choices=choices_at(run, request.activation.process),
        unmet=unmet,
        checks=checks_of(run, context["process"]),
        targets=return_targets(run),
        flow_kind=context["process"].flow_kind,
    )
    if request.method == "POST" and form.is_valid() and _decide(request, form):
        return _onwards(request, context)
    status = 422 if request.method == "POST" else 200
    response = render(request, template, {**context, "form": form}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def surroundings(request: DeskRequest) -> dict[str, Any]:
    """Where the case stands in the tab it was opened from."""
    tab = request.GET.get("tab", "mine")
    tab = tab if tab in TABS else "mine"
    around = neighbours(tab, request.user, request.activation.task.pk)
    query = urlencode({"tab": tab})
    links = {
        f"{side}_url": f"{reverse('tasks:open', args=around[side])}?{query}" if around[side] else ""
        for side in ("previous", "next")
    }
    return {"tab": tab, "tab_label": TABS[tab], "around": around, **links}


def _decide(request: DeskRequest, form: DecisionForm) -> bool:
    activation = request.activation
    try:
        vote = cast_vote(
            task=activation.task,
            by=request.user,
            choice=form.cleaned_data["choice"],
            opinion=form.cleaned_data["opinion"],
            ticked=[check.pk for check in form.cleaned_data["ticked"]],
            return_to=form.cleaned_data["return_to"],
            at=timezone.now(),
        )
    except TaskTakenError:
        raise
    except ReviewError as refusal:
        form.add_error(None, str(refusal))
        return False
    activation.execute()
    said = {
        "number": activation.process.subject.number,
        "choice": choice_word(vote.choice, activation.process.flow_kind),
    }
    messages.success(request, _("%(number)s 已提交：%(choice)s。") % said)
    return True


def _onwards(request: DeskRequest, context: dict[str, Any]) -> HttpResponseRedirect:
    if "and_next" in request.POST and context["next_url"]:
        return HttpResponseRedirect(context["next_url"])
    return HttpResponseRedirect(f"{reverse('inbox:list')}?{urlencode({'tab': context['tab']})}")
