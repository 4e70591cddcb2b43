"""What can be told: every occasion with its article, whom it can reach and which variables its wordings may use.

The rows of `Route` say who is told what, over which channel, in which words; this register says what they may say.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from messaging.enums import Audience, Channel

Text = str | Promise
OUTSIDE = (Audience.APPLICANT, Audience.AGENCY, Audience.GROUP, Audience.PEOPLE)
TITLE = (Audience.APPLICANT, Audience.HOLDER, Audience.AGENCY, Audience.GROUP, Audience.PEOPLE)
OBJECTOR = (Audience.APPLICANT,)  # whoever lodged it, and nobody else: who objects is kept secret
FIRM = (Audience.APPLICANT,)  # whoever asked for something, with or without an account
HOLDER = (Audience.HOLDER,)  # of the title it is about: who complains is kept secret
AGENTS = (Audience.AGENCY, Audience.GROUP, Audience.PEOPLE)
STAFF = (Audience.PERSON, Audience.GROUP, Audience.PEOPLE)


@dataclass(frozen=True)
class Event:
    """一件可通知的事: `is_demanded` means the document itself asks that the applicant be told by SMS."""

    code: str
    label: Text
    section: Text
    article: str
    audiences: tuple[Audience, ...]
    variables: frozenset[str]
    is_demanded: bool = False

    def is_locked(self, audience: str, channel: str) -> bool:
        """Whether this way of telling may not be switched off."""
        return self.is_demanded and audience == Audience.APPLICANT and channel == Channel.SMS


APPLYING, SHOWING, GRANTING, RECOMMENDING = _("申报与审核"), _("公示"), _("认定与证书"), _("省级推荐")
REVIEWING, REQUESTING, RULES = _("审核办理"), _("申请事项"), _("工作日历")
FEEDBACK, NEEDS, ACTIVITIES = _("意见与举报"), _("企业需求"), _("志愿活动")


def _event(
    code: str,
    label: Text,
    section: Text,
    article: str,
    audiences: tuple[Audience, ...],
    variables: str,
    *,
    is_demanded: bool = False,
) -> tuple[str, Event]:
    return code, Event(
        code, label, section, article, audiences, frozenset(variables.split()), is_demanded=is_demanded
    )


def _review(code: str, label: Text, variables: str) -> tuple[str, Event]:
    """An occasion of the review loop: told to whoever it concerns, never outside the desk."""
    return _event(f"review.{code}", label, REVIEWING, "S-5-2", STAFF, variables)


EVENTS: dict[str, Event] = dict(
    [
        _event("application.submitted", _("申报已提交"), APPLYING, "S-5-1", OUTSIDE, "type no"),
        _event("application.supplement", _("退回补正"), APPLYING, "S-5-2", OUTSIDE, "type no date", is_demanded=True),
        _event("application.supplement_dated", _("补正期限变动"), APPLYING, "S-5-2", OUTSIDE, "type no date", is_demanded=True),
        _event("application.rejected", _("不予通过"), APPLYING, "S-5-2", OUTSIDE, "type no", is_demanded=True),
        _event("application.lapsed", _("逾期未补正"), APPLYING, "S-5-2", OUTSIDE, "type no"),
        _event("application.retracted", _("撤回申报"), APPLYING, "S-5-1", OUTSIDE, "type no"),
        _event("application.passed", _("审核通过"), APPLYING, "S-5-2", OUTSIDE, "type no"),
        _event("publicity.opened", _("公示开始"), SHOWING, "S-5-3", OUTSIDE, "no date"),
        _event("publicity.dated", _("公示截止日变动（告知申报人）"), SHOWING, "S-5-3", OUTSIDE, "no date"),
        _event("window.dated", _("公示截止日变动（告知经办）"), SHOWING, "S-5-3", STAFF, "title date"),
        _event("publicity.held", _("异议处理，暂缓"), SHOWING, "S-5-3", OUTSIDE, "type no"),
        _event("publicity.released", _("异议不成立，恢复"), SHOWING, "S-5-3", OUTSIDE, "type no"),
        _event("publicity.dropped", _("异议成立，不予认定"), SHOWING, "S-5-3", OUTSIDE, "type no article reason", is_demanded=True),
        _event("objection.lodged", _("异议已提交"), SHOWING, "S-5-3", OBJECTOR, "no"),
        _event("objection.accepted", _("异议已受理"), SHOWING, "S-5-3", OBJECTOR, "no date"),
        _event("objection.inquiry", _("请异议人补充"), SHOWING, "S-5-3", OBJECTOR, "no date"),
        _event("objection.statement", _("请申报人说明"), SHOWING, "S-5-3", OUTSIDE, "no date"),
        _event("objection.settled", _("异议已答复"), SHOWING, "S-5-3", OBJECTOR, "no result"),
        _event("objection.waiting", _("异议逾期未受理（告知经办）"), SHOWING, "S-5-3", STAFF, "no date"),
        _event("objection.due", _("异议办理期限将至或已过（告知经办）"), SHOWING, "S-5-3", STAFF, "no date"),
        _event("holder.recognized", _("已认定"), GRANTING, "N-3", TITLE, "type pool", is_demanded=True),
        _event("certificate.ready", _("证书文件已生成"), GRANTING, "N-3", TITLE, "type number"),
        _event("diary.struck", _("志愿日记经抽查不属实"), GRANTING, "N-4", HOLDER, "date"),
        _event("diary.correction", _("志愿日记更正申请已答复"), GRANTING, "N-4", HOLDER, "date result"),
        _event("complaint.lodged", _("举报已提交"), FEEDBACK, "S-7-4", OBJECTOR, "no"),
        _event("complaint.accepted", _("举报已受理"), FEEDBACK, "S-7-4", OBJECTOR, "no date"),
        _event("complaint.inquiry", _("请举报人补充"), FEEDBACK, "S-7-4", OBJECTOR, "no date"),
        _event("complaint.statement", _("请被举报人说明"), FEEDBACK, "S-7-4", HOLDER, "date"),
        _event("complaint.settled", _("举报已答复（告知举报人）"), FEEDBACK, "S-7-4", OBJECTOR, "no result"),
        _event("complaint.decided", _("举报已决定（告知被举报人）"), FEEDBACK, "S-7-4", HOLDER, "result"),
        _event("complaint.waiting", _("举报逾期未受理（告知经办）"), FEEDBACK, "S-7-4", STAFF, "no date"),
        _event("complaint.due", _("举报办理期限将至或已过（告知经办）"), FEEDBACK, "S-7-4", STAFF, "no date"),
        _event("suggestion.written", _("收到意见建议或支持申请（告知经办）"), FEEDBACK, "S-6-2", STAFF, "title"),
        _event("suggestion.answered", _("意见建议或支持申请已答复"), FEEDBACK, "S-6-2", HOLDER, "title result"),
        _event("need.submitted", _("需求已提交"), NEEDS, "S-10", FIRM, "no"),
        _event("need.refused", _("需求不予受理"), NEEDS, "S-10", FIRM, "no"),
        _event("need.accepted", _("需求已有人接受"), NEEDS, "S-10", FIRM, "no"),
        _event("need.served", _("需求已服务，请评价"), NEEDS, "S-10", FIRM, "no"),
        _event("need.offered", _("有需求推荐给持有人"), NEEDS, "S-10", HOLDER, "no date"),
        _event("need.lapsed", _("需求推荐逾期未回应（告知持有人）"), NEEDS, "S-10", HOLDER, "no"),
        _event("need.scored", _("需求已评价（告知持有人）"), NEEDS, "S-10", HOLDER, "no"),
        _event("need.received", _("收到企业需求（告知经办）"), NEEDS, "S-10", STAFF, "no"),
        _event("need.answered", _("需求推荐的回应（告知经办）"), NEEDS, "S-10", STAFF, "no result"),
        _event("need.waiting", _("需求逾期未受理或未推荐（告知经办）"), NEEDS, "S-10", STAFF, "no date"),
        _event("activity.received", _("收到待审核的活动（告知经办）"), ACTIVITIES, "S-13", STAFF, "title date"),
        _event("activity.decided", _("活动已审核（告知主办工作站）"), ACTIVITIES, "S-13", HOLDER, "title result"),
        _event("activity.seated", _("活动报名成功"), ACTIVITIES, "S-6-1", FIRM, "title date"),
        _event("activity.queued", _("活动报名进入候补"), ACTIVITIES, "S-6-1", FIRM, "title date"),
        _event("activity.cancelled", _("活动取消（告知报名人）"), ACTIVITIES, "S-6-1", FIRM, "title date"),
        _event("roster.returned", _("汇总表被退回"), RECOMMENDING, "N-2", AGENTS, "no"),
        _event("roster.checked", _("汇总表形式审查完成"), RECOMMENDING, "S-5-R", AGENTS, "no"),
        _event("recommendation.invited", _("推荐纳入，请激活"), RECOMMENDING, "S-5-R", OUTSIDE, "prov pool", is_demanded=True),
        _event("recommendation.proposed", _("推荐须公示，请激活"), RECOMMENDING, "S-5-R", OUTSIDE, "prov pool", is_demanded=True),
        _event("recommendation.reminded", _("推荐激活提醒"), RECOMMENDING, "S-5-R", OUTSIDE, "prov pool date"),
        _event("recommendation.closed", _("推荐未能纳入（告知机构）"), RECOMMENDING, "S-5-R", AGENTS, "no result"),
        _event("recommendation.listed", _("推荐对象公示开始或截止日变动"), RECOMMENDING, "S-5-3", OUTSIDE, "pool date"),
        _event("recommendation.dropped", _("推荐对象异议成立，不予纳入"), RECOMMENDING, "S-5-3", OUTSIDE, "pool"),
        _event("recommendation.recognized", _("推荐对象已激活并纳入"), RECOMMENDING, "S-5-R", TITLE, "prov pool", is_demanded=True),
        _review("opened", _("环节开启"), "case stage"),
        _review("transferred", _("转办"), "case by reason"),
        _review("added", _("加签"), "case by reason"),
        _review("removed", _("撤回加签"), "case by"),
        _review("copied", _("抄送"), "case by"),
        _review("urged", _("催办"), "case by"),
        _review("mentioned", _("评论提到"), "case by"),
        _review("corrected", _("签核后材料更正"), "case stage by reason"),
        _review("deputy", _("委托代办"), "name from to"),
        _review("overdue", _("到达时限"), "case stage"),
        _review("escalated", _("超时提请组长"), "case stage"),
        _review("reassigned", _("超时转办"), "case stage"),
        _review("lent", _("本组无人可办"), "case stage"),
        _event("request.submitted", _("申请事项已提交"), REQUESTING, "", (*TITLE, Audience.PERSON), "request no"),
        _event("request.supplement", _("申请事项退回补正"), REQUESTING, "", (*TITLE, Audience.PERSON), "request no date"),
        _event("request.decided", _("申请事项已办结"), REQUESTING, "", (*TITLE, Audience.PERSON), "request no result"),
        _event("calendar.changed", _("工作日历确认或更正"), RULES, "S-5-3", (Audience.GROUP, Audience.PEOPLE), "year"),
    ]
)  # fmt: skip
