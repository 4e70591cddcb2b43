"""Where a request stands, in the applicant's words. Reads milestones alone: no reviewer is ever named."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matters.enums import ENDED, TONES, Status
from matters.models import Request
from recruitment.actions.moving import chinese_day
from recruitment.timeline import Moment, NextStep, Stop

_TITLES: dict[str, Any] = {
    Status.SUBMITTED: gettext_lazy("已提交，取得受理编号"),
    Status.REVIEWING: gettext_lazy("进入审核"),
    Status.SUPPLEMENT: gettext_lazy("请补正"),
    Status.APPROVED: gettext_lazy("已同意"),
    Status.REFUSED: gettext_lazy("不予同意"),
    Status.LAPSED: gettext_lazy("逾期未补正，申请终止"),
    Status.RETRACTED: gettext_lazy("您已撤回申请"),
}


def history(request: Request) -> list[Moment]:
    """Everything that happened, newest first."""
    moments, earlier = [], ""
    for milestone in request.milestones.all():
        title = str(_TITLES.get(milestone.status, milestone.get_status_display()))
        if milestone.status == Status.REVIEWING and earlier == Status.SUPPLEMENT:
            title = _("已重新提交，继续审核")
        tone = TONES[Status(milestone.status)]
        moments.append(Moment(title, milestone.at, milestone.note, milestone.due_on, tone))
        earlier = milestone.status
    return moments[::-1]


def flow_line(request: Request) -> list[Stop]:
    """申请 → 审核 → 办结, the current stop marked."""
    if request.status == Status.RETRACTED:
        return []
    is_over = request.status in ENDED
    here = 2 if is_over else 1
    texts = [_("已提交"), "" if is_over else request.get_status_display(), ""]
    texts[2] = request.get_status_display() if is_over else ""
    titles = [_("申请"), _("审核"), _("办结")]
    return [
        Stop(title, text, "done" if place < here or is_over else ("current" if place == here else ""))
        for place, (title, text) in enumerate(zip(titles, texts, strict=True))
    ]


def next_step(request: Request) -> NextStep:
    """One sentence and at most one button."""
    form = reverse("matters:form", args=[request.pk])
    if request.status == Status.DRAFT:
        return NextStep(_("草稿已保存，尚未提交。"), form, _("继续填写"))
    if request.status == Status.SUPPLEMENT:
        due = chinese_day(request.supplement_due_on) if request.supplement_due_on else ""
        provisional = _("（暂定）") if request.supplement_is_provisional else ""
        text = _("请在 %(day)s（含当日）前补正并重新提交，逾期视为放弃。") % {"day": due + provisional}
        return NextStep(text, form, _("去补正"))
    texts: dict[str, str] = {
        Status.SUBMITTED: _("等待审核。审核开始前您可以撤回。"),
        Status.REVIEWING: _("正在审核，结果将通知您。"),
        Status.APPROVED: _("您的申请已获同意。"),
        Status.REFUSED: _("您的申请未获同意，理由见下。"),
        Status.LAPSED: _("补正期限已过，本次申请终止，可以重新申请。"),
        Status.RETRACTED: _("您已撤回本次申请，可以重新申请。"),
    }
    return NextStep(texts[request.status])
