"""一件异议：what the signer sees: the grounds, what was asked and answered, opinions, the line; never who objects."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from viewflow.workflow.models import Task

from accounts.models import User
from objections.enums import RUNNING, Status
from objections.models import Objection, ObjectionFile
from objections.queries import same_texts
from policies.queries import WorkCalendar
from workflows.inbox.case import remarks, runs_of, seat_context, the_calendar
from workflows.inbox.cases import Piece
from workflows.inbox.line import BAD, CURRENT, DONE, TODO, Step, day_of, placed, stage_steps
from workflows.objection.models import ObjectionProcess
from workflows.review.models import StageRun


def case_context(task: Task, process: ObjectionProcess, user: User) -> dict[str, Any]:
    """Everything the case page shows except the form."""
    objection = process.objection
    today = timezone.localdate()
    calendar = the_calendar(today)
    runs = runs_of(process)
    return {
        **seat_context(task, process, user, calendar),
        "objection": objection,
        "application": getattr(objection.entry, "application", None),
        "inquiries": objection.inquiries.select_related("asked_by").prefetch_related("files"),
        "files": pieces_of(objection),
        "same": same_texts(objection).count(),
        "others": objection.entry.objections.exclude(pk=objection.pk).order_by("pk"),
        "remarks": remarks(process, runs, ()),
        "steps": flow_line(process, runs, today, calendar),
        "told": _("意见作为答复全文告知异议人；异议成立的，申报人也将读到：请勿写入异议人的任何信息。"),
        "taking": _("本件等待领取。参加过该对象审核的人员须回避。"),
    }


def pieces_of(objection: Objection) -> list[Piece]:
    """What was handed in with the objection, then with the answers."""
    files = ObjectionFile.objects.filter(objection=objection).select_related("inquiry").order_by("pk")
    return [
        Piece(f"o{file.pk}", file.name, _origin(file), file.size, file.content_type, reverse("desk_objections:file", args=[file.pk]), sha256=file.sha256)
        for file in files
    ]  # fmt: skip


def _origin(file: ObjectionFile) -> str:
    if file.inquiry is None:
        return _("异议材料")
    return _("%(who)s的答复") % {"who": file.inquiry.get_asked_display()}


def flow_line(
    process: ObjectionProcess, runs: list[StageRun], today: date, calendar: WorkCalendar
) -> list[Step]:
    """提出 → 受理 → every stage with its limit → 答复, placed from left to right."""
    objection = process.objection
    end = {Status.WITHDRAWN: BAD, Status.DECLINED: BAD, Status.MOOT: BAD}
    is_over = objection.status not in RUNNING
    accepted = objection.accepted_at
    steps = [
        Step(_("提出异议"), _("%(day)s 提交") % {"day": day_of(objection.lodged_at)}, DONE),
        Step(_("受理"), day_of(accepted), DONE if accepted else TODO if is_over else CURRENT),
        *stage_steps(process, runs, today, calendar),
        Step(
            _("答复"),
            objection.get_status_display() if is_over else _("告知双方"),
            end.get(Status(objection.status), DONE) if is_over else TODO,
        ),
    ]
    return placed(steps)
