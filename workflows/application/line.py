"""流程图：the flow line of one application: its own stages between the steps the 办法 fixes."""

from datetime import date

from django.utils.translation import gettext as _

from policies.queries import WorkCalendar
from recruitment.enums import Status
from workflows.application.models import ApplicationProcess
from workflows.inbox.line import BAD, CURRENT, DONE, TODO, Step, day_of, placed, stage_steps
from workflows.review.models import StageRun


def flow_line(
    process: ApplicationProcess, runs: list[StageRun], today: date, calendar: WorkCalendar
) -> list[Step]:
    """申报 → 资格核对 → every stage with its limit → 公示 → 认定, placed from left to right."""
    application = process.application
    steps = [
        Step(_("申报"), _("%(day)s 提交") % {"day": day_of(application.submitted_at)}, DONE),
        Step(_("资格核对"), _unmet(process), DONE),
        *stage_steps(process, runs, today, calendar),
        _publicity_step(process),
        _recognition_step(process),
    ]
    return placed(steps)


def _unmet(process: ApplicationProcess) -> str:
    unmet = sum(not finding.is_met for finding in process.application.findings.all())
    return _("自动 · %(count)d 项待核") % {"count": unmet} if unmet else _("自动 · 全部符合")


def _publicity_step(process: ApplicationProcess) -> Step:
    days, status = process.policy.value("publicity.days"), process.application.status
    state = {
        Status.PASSED: CURRENT,
        Status.PUBLICIZED: CURRENT,
        Status.HELD: CURRENT,
        Status.DROPPED: BAD,
        Status.RECOGNIZED: DONE,
    }.get(Status(status), TODO)
    if status == Status.RETRACTED and process.application.entry_id:
        return Step(_("公示"), _("申报人自行退出"), BAD)
    note = _("异议处理中") if status == Status.HELD else _("%(days)d 个工作日") % {"days": days}
    return Step(_("公示"), note, state, is_alert=status == Status.HELD)


def _recognition_step(process: ApplicationProcess) -> Step:
    is_done = process.application.status == Status.RECOGNIZED
    return Step(_("认定"), _("公示期满确认后"), DONE if is_done else TODO)
