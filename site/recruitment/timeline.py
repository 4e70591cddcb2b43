"""Where an application stands, in the applicant's words. Reads milestones alone: no reviewer is ever named."""

from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publicity.models import Window, WindowStatus
from recruitment.enums import Status
from recruitment.models import Application, Milestone
from recruitment.supplements import Corrected, corrections_of
from recruitment.wording import publicity_article

TONES: dict[str, str] = {
    Status.DRAFT: "idle",
    Status.SUBMITTED: "info",
    Status.REVIEWING: "info",
    Status.SUPPLEMENT: "warn",
    Status.PASSED: "ok",
    Status.PUBLICIZED: "info",
    Status.HELD: "warn",
    Status.RECOGNIZED: "ok",
    Status.REFUSED: "bad",
    Status.LAPSED: "bad",
    Status.RETRACTED: "idle",
    Status.DROPPED: "bad",
}
_TITLES: dict[str, Any] = {
    Status.SUBMITTED: gettext_lazy("已提交，取得受理编号"),
    Status.REVIEWING: gettext_lazy("进入审核"),
    Status.SUPPLEMENT: gettext_lazy("请补正材料"),
    Status.PASSED: gettext_lazy("审核通过，等待公示"),
    Status.PUBLICIZED: gettext_lazy("列入公示名单"),
    Status.HELD: gettext_lazy("公示期间收到异议，正在核实"),
    Status.RECOGNIZED: gettext_lazy("已认定，证书已授予"),
    Status.REFUSED: gettext_lazy("未予通过"),
    Status.LAPSED: gettext_lazy("逾期未补正，申报终止"),
    Status.RETRACTED: gettext_lazy("您已撤回申报"),
    Status.DROPPED: gettext_lazy("异议成立，不予认定"),
}


@dataclass(frozen=True)
class Moment:
    """One line of the history."""

    title: str
    at: datetime
    note: str
    due_on: date | None
    tone: str


@dataclass(frozen=True)
class Stop:
    """One stop of the flow line on top; the keys are those of `_components/steps.html`."""

    title: str
    text: str
    state: str


def history(application: Application) -> list[Moment]:
    """Everything that happened, newest first, with the computed check beside the submission."""
    milestones = list(application.milestones.all())
    moments = [_moment(milestones, place) for place in range(len(milestones))]
    corrections = [_corrected(corrected) for corrected in corrections_of(application)]
    return list(merge(moments, corrections, key=lambda moment: moment.at))[::-1]


def _corrected(corrected: Corrected) -> Moment:
    """更正: which columns and why; by whom is not the applicant's concern."""
    lines = [f"{told.label}：{told.before} → {told.after}" for told in corrected.changes]
    reason = _("理由：%(reason)s") % {"reason": corrected.row.reason}
    return Moment(_("审核人员更正了申报材料"), corrected.row.at, "\n".join([*lines, reason]), None, "info")


def _moment(milestones: list[Milestone], place: int) -> Moment:
    milestone = milestones[place]
    title = str(_TITLES.get(milestone.status, milestone.get_status_display()))
    earlier = milestones[place - 1].status if place else ""
    if milestone.status == Status.REVIEWING and earlier == Status.SUPPLEMENT:
        title = _("已重新提交，继续审核")
    if milestone.status == Status.PUBLICIZED and earlier == Status.HELD:
        title = _("异议不成立，恢复公示")
    return Moment(title, milestone.at, milestone.note, milestone.due_on, TONES[milestone.status])


_ORDER = {
    Status.DRAFT: 0,
    Status.SUBMITTED: 1,
    Status.REVIEWING: 2,
    Status.SUPPLEMENT: 2,
    Status.REFUSED: 2,
    Status.LAPSED: 2,
    Status.PASSED: 3,
    Status.PUBLICIZED: 3,
    Status.HELD: 3,
    Status.DROPPED: 3,
    Status.RECOGNIZED: 4,
}


def flow_line(application: Application) -> list[Stop]:
    """申报 → 资格核对 → 审核 → 公示 → 认定, the current stop marked."""
    if application.status == Status.RETRACTED:
        return []
    here = _ORDER[Status(application.status)]
    days = publicity_days(application)
    texts = [
        _("提交材料"),
        _("系统自动核对"),
        _("审核中") if here == 2 else "",
        days or _("5 个工作日"),
        _("授予证书"),
    ]
    titles = [_("申报"), _("资格核对"), _("审核"), _("公示"), _("认定")]
    is_over = application.status == Status.RECOGNIZED
    return [
        Stop(title, text, "done" if place < here or is_over else ("current" if place == here else ""))
        for place, (title, text) in enumerate(zip(titles, texts, strict=True))
    ]


def publicity_days(application: Application) -> str:
    """2026年11月16日至11月20日, once the list is public."""
    window: Window | None = application.entry.window if application.entry else None
    if window is None or window.status in (WindowStatus.DRAFT, WindowStatus.PREPARED):
        return ""
    first, last = window.opened_on, window.last_day
    if first is None or last is None:
        return ""
    year = f"{last.year}年" if last.year != first.year else ""
    return f"{first.year}年{first.month}月{first.day}日至{year}{last.month}月{last.day}日"


@dataclass(frozen=True)
class NextStep:
    """What the applicant does now, or what happens next without them."""

    text: str
    href: str = ""
    action: str = ""


def next_step(application: Application) -> NextStep:
    """One sentence and at most one button."""
    status, pk = application.status, application.pk
    if status == Status.DRAFT:
        return NextStep(
            _("草稿已保存，请在截止前提交。"), reverse("recruitment:resume", args=[pk]), _("继续填写")
        )
    if status == Status.SUPPLEMENT:
        return NextStep(_supplement_text(application), reverse("recruitment:resume", args=[pk]), _("去补正"))
    if status == Status.RECOGNIZED:
        href = certificates_url()
        return NextStep(_("恭喜，您已获认定。"), href, _("查看证书") if href else "")
    return NextStep(_waiting_text(application))


def _supplement_text(application: Application) -> str:
    due = application.supplement_due_on
    day = f"{due.year}年{due.month}月{due.day}日" if due else ""
    return _("请在 %(day)s（含当日）前补正并重新提交，逾期视为放弃。") % {"day": day}


def _waiting_text(application: Application) -> str:
    texts: dict[str, str] = {
        Status.SUBMITTED: _("等待审核。审核开始前您可以撤回。"),
        Status.REVIEWING: _("正在审核，结果将以短信通知，请保持手机畅通。"),
        Status.PASSED: _("审核通过，将列入下一次公示。"),
        Status.HELD: _("公示期间收到对本条目的异议，正在核实，核实后继续办理。"),
        Status.REFUSED: _("本次申报未予通过，理由见下。您可在以后的批次重新申报。"),
        Status.LAPSED: _("补正期限已过，本次申报终止。您可在以后的批次重新申报。"),
        Status.RETRACTED: _("您已退出公示，本次申报终止。您可在以后的批次重新申报。")
        if application.entry_id
        else _("您已撤回本次申报。批次截止前可以重新申报。"),
        Status.DROPPED: _(
            "公示期间的异议经核实成立，依据%(article)s不予认定，理由见下。如有异议，可按公示页面所列电话、地址书面提出；您也可在以后的批次重新申报。"
        )
        % {"article": publicity_article(application.kind)},
    }
    if application.status == Status.PUBLICIZED:
        days = publicity_days(application)
        return _("公示期：%(days)s。") % {"days": days} if days else _("已列入公示名单，即将公示。")
    return texts.get(application.status, "")


def certificates_url() -> str:
    """The page of one's certificates, if that room is there."""
    for name in ("registry:mine", "registry:certificates"):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""
