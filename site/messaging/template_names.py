"""What the first wordings are called at the desk; one the staff added goes by its key."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "code": _("验证码"),
    "submitted": _("申报受理"),
    "supplement": _("退回补正"),
    "supplement_dated": _("补正期限变动"),
    "rejected": _("不予通过"),
    "dropped": _("异议成立，不予认定"),
    "publicity": _("公示开始"),
    "publicity_dated": _("公示截止日变动（告知申报人）"),
    "window_dated": _("公示截止日变动（告知经办）"),
    "objection_lodged": _("异议已提交"),
    "objection_accepted": _("异议已受理"),
    "objection_inquiry": _("请异议人补充"),
    "objection_statement": _("请申报人说明"),
    "objection_settled": _("异议已答复"),
    "included": _("已认定"),
    "activate": _("推荐纳入，请激活"),
    "warning": _("警告"),
    "pre_revoke": _("拟取消资格告知（志愿专家）"),
    "pre_revoke_station": _("拟撤销资格告知（工作站）"),
    "revoked": _("取消资格（志愿专家）"),
    "revoked_station": _("撤销资格（工作站）"),
    "expire": _("到期提醒"),
    "survey": _("服务评价邀请"),
    "request_submitted": _("申请事项已提交"),
    "request_supplement": _("申请事项退回补正"),
    "request_decided": _("申请事项已办结"),
    "review_transferred": _("转办"),
    "review_added": _("加签"),
    "review_removed": _("撤回加签"),
    "review_copied": _("抄送"),
    "review_urged": _("催办"),
    "review_mentioned": _("评论提到"),
    "review_corrected": _("签核后材料更正"),
    "review_deputy": _("委托代办"),
    "review_overdue": _("到达时限"),
    "review_escalated": _("超时提请组长"),
    "review_reassigned": _("超时转办"),
    "review_lent": _("本组无人可办"),
    "activation_due": _("推荐激活提醒"),
    "recommendation_closed": _("推荐未能激活（告知机构）"),
    "activated": _("推荐对象已激活并纳入"),
    "roster_returned": _("汇总表被退回"),
    "roster_checked": _("汇总表形式审查完成"),
}


def template_name(key: str) -> str:
    return str(NAMES.get(key, key))
