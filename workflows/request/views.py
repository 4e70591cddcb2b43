"""The signer's screen of one request, of whatever type."""

from django.http import HttpResponse

from accounts.access import desk
from workflows.inbox.signing import decide_on
from workflows.request.case import case_context
from workflows.requests import DeskRequest


@desk("matters.view_request")
def sign(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    activation = request.activation
    context = case_context(activation.task, activation.process, request.user)
    unmet = [finding for finding in context["findings"] if not finding.is_met]
    return decide_on(request, "workflows/request/case.html", context, unmet)
