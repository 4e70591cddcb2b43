"""更正 at the desk: the columns the stage opens to whoever holds the task."""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from viewflow.workflow.models import Task

from accounts.access import desk
from accounts.models import User
from recruitment.actions import correct_dossier
from recruitment.exceptions import RefusedError
from recruitment.forms.correcting import CorrectionForm
from recruitment.models import Application, Correction
from workflows.application.models import ApplicationProcess
from workflows.application.showing import hidden_at, open_columns, title_of
from workflows.dispatch import politely
from workflows.requests import DeskRequest
from workflows.review.actions.seats import at_seat, require_owner
from workflows.review.exceptions import NotYoursError
from workflows.review.models import ReviewProcess, Seat, StageRun, Vote
from workflows.review.trace import MAX_REASON, tell
from workflows.tasks import find_task


@transaction.atomic
def correct_case(*, task: Task, form: CorrectionForm, by: User, at: datetime) -> Correction:
    """Under the lock of the process: by whoever holds the task now, and only what its stage opens."""
    with at_seat(task) as (activation, seat, process):
        require_owner(activation.task, by)
        application = Application.objects.get(pk=ApplicationProcess.objects.get(pk=process.pk).application_id)
        said = form.reason.cleaned_data
        corrected = correct_dossier(
            application=application,
            values=form.values,
            allowed=open_columns(seat.run, application, hidden_at(seat.run, by, application)),
            seen=said["seen"],
            stage=seat.run.stage.name,
            reason=said["reason"],
            by=by,
            at=at,
        )
        _follow_priority(seat.run)
        _tell_signers(process, corrected)
    return corrected


def _follow_priority(run: StageRun) -> None:
    """A title that was corrected may move the case up or down in every inbox."""
    process = ApplicationProcess.objects.select_related("application").get(pk=run.process_id)
    run.goes_first = process.goes_first()
    run.save(update_fields=["goes_first"])


def _tell_signers(process: ReviewProcess, corrected: Correction) -> None:
    """Whoever answered on what was handed in, and answered on other words than now stand there, learns of it."""
    votes = Vote.objects.filter(seat__run__process_id=process.pk, at__gte=corrected.snapshot.taken_at)
    tell(
        User.objects.filter(pk__in=votes.exclude(by=corrected.by).values("by")).order_by("pk"),
        "corrected",
        process,
        key=f"corrected:{corrected.pk}",
        stage=corrected.stage,
        by=str(corrected.by),
        reason=corrected.reason[:MAX_REASON],
    )


@desk("recruitment.view_application")
@politely
def correct(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    task = find_task(process_pk, task_pk)
    seat = Seat.objects.select_related("run__stage").filter(task=task).first()
    process = ApplicationProcess.objects.select_related("application").filter(pk=process_pk).first()
    if seat is None or process is None or task.finished or task.owner_id != request.user.pk:
        raise NotYoursError
    application = process.application
    hidden = hidden_at(seat.run, request.user, application)
    columns = open_columns(seat.run, application, hidden)
    form = CorrectionForm(
        request.POST if request.method == "POST" else None, application=application, columns=columns
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            correct_case(task=task, form=form, by=request.user, at=timezone.now())
            messages.success(request, _("已更正，资格条件已重新核对；申报人可以看到更正的内容和理由。"))
            return redirect("tasks:open", process_pk=process_pk, task_pk=task_pk)
        except RefusedError as refused:
            refusal = str(refused)
    context = {
        "application": application,
        "title": title_of(application, hidden),
        "process": process,
        "task": task,
        "form": form,
        "refusal": refusal,
    }
    status = 422 if request.method == "POST" else 200
    response = render(request, "workflows/application/correct.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
