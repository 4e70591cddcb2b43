"""The signer's screen of one objection."""

from django.http import HttpResponse

from accounts.access import desk
from workflows.inbox.signing import decide_on
from workflows.objection.case import case_context
from workflows.requests import DeskRequest


@desk("objections.view_objection")
def sign(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    activation = request.activation
    context = case_context(activation.task, activation.process, request.user)
    return decide_on(request, "workflows/objection/case.html", context, [])
