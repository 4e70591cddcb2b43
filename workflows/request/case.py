"""一件申请：what the signer sees of one request: its answers, findings, opinions, the line."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from viewflow.workflow.models import Task

from accounts.masking import mask_mobile
from accounts.models import User
from matters.answers import Line, answer_lines
from matters.enums import Status
from policies.queries import WorkCalendar
from workflows.inbox.case import remarks, runs_of, seat_context, the_calendar
from workflows.inbox.cases import Piece
from workflows.inbox.line import BAD, DONE, TODO, Step, day_of, placed, stage_steps
from workflows.request.models import RequestProcess
from workflows.review.models import StageRun


def case_context(task: Task, process: RequestProcess, user: User) -> dict[str, Any]:
    """Everything the case page shows except the form."""
    request = process.request
    today = timezone.localdate()
    calendar = the_calendar(today)
    lines, findings = answer_lines(request), list(request.findings.all())
    runs = runs_of(process)
    return {
        **seat_context(task, process, user, calendar),
        "application": request,
        "lines": lines,
        "files": pieces_of(lines),
        "findings": findings,
        "unmet_count": sum(not finding.is_met for finding in findings),
        "remarks": remarks(process, runs, request.milestones.all()),
        "steps": flow_line(process, runs, today, calendar),
        "mobile": mask_mobile(request.applicant.mobile),
    }


def pieces_of(lines: list[Line]) -> list[Piece]:
    """Every file of the case, in the order of its questions."""
    files = [(line.label, line.file) for line in lines if line.file]
    return [
        Piece(f"a{file.pk}", file.name, label, file.size, file.content_type, file.href)
        for label, file in files
    ]


def flow_line(
    process: RequestProcess, runs: list[StageRun], today: date, calendar: WorkCalendar
) -> list[Step]:
    """申请 → every stage with its limit → 办结, placed from left to right."""
    request = process.request
    state = {Status.APPROVED: DONE, Status.REFUSED: BAD, Status.LAPSED: BAD, Status.RETRACTED: BAD}
    is_over = Status(request.status) in state
    steps = [
        Step(_("申请"), _("%(day)s 提交") % {"day": day_of(request.submitted_at)}, DONE),
        *stage_steps(process, runs, today, calendar),
        Step(
            _("办结"),
            request.get_status_display() if is_over else _("通知申请人"),
            state.get(Status(request.status), TODO),
        ),
    ]
    return placed(steps)
