"""The signer's screen of one application: the case, and a number that is shown on record."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.access import desk
from audit.actions import record_event
from workflows.application.case import case_context, contact_mobile
from workflows.application.models import ApplicationProcess
from workflows.application.showing import hidden_at
from workflows.inbox.signing import decide_on
from workflows.requests import DeskRequest
from workflows.review.models import StageRun
from workflows.tasks import find_task

REVEALED = "revealed_application"


@desk("recruitment.view_application")
def sign(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    activation = request.activation
    context = case_context(activation.task, activation.process, request.user) | _revealed(request)
    unmet = [finding for finding, _files in context["findings"] if not finding.is_met]
    return decide_on(request, "workflows/application/case.html", context, unmet)


@desk("recruitment.view_application")
@require_POST
def reveal_mobile(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    """The full number is shown once, and that it was shown is recorded."""
    task = find_task(process_pk, task_pk)
    application = get_object_or_404(ApplicationProcess, pk=task.process_id).application
    run = get_object_or_404(StageRun, seats__task=task)
    if "contact_mobile" in hidden_at(run, request.user, application):
        raise PermissionDenied
    record_event(by=request.user, verb="application.reveal_mobile", target=application)
    request.session[REVEALED] = application.pk
    return redirect("tasks:open", process_pk=process_pk, task_pk=task_pk)


def _revealed(request: DeskRequest) -> dict[str, str]:
    activation = request.activation
    if request.session.get(REVEALED) != activation.process.application_id:
        return {}
    del request.session[REVEALED]
    return {"mobile": contact_mobile(activation.process.application), "is_revealed": "1"}
