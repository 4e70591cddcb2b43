"""The screen of a roster's one human task is the desk page of the formal check."""

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from accounts.access import desk
from recruitment.actions.roster_checking import CHECK
from workflows.requests import DeskRequest


@desk(CHECK)
def check(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    """Nothing is decided here: the task ends when the check is finished or the roster returned."""
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET"])
    return redirect("desk_recruitment:roster", request.activation.process.roster_id)
