"""The register of parameters a policy version sets: each with its article, unit, default and floor.

Adding a parameter is adding a line here: the editor, the diff, the hash and the export read this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Parameter:
    """One adjustable rule. `floor` is what the 办法 demands at least; `unit` is shown behind the number.

    `retired` choices stand in frozen versions and may not be chosen any more (docs/decisions/0010).
    """

    key: str
    article: str
    label: str
    default: Any
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    floor: int | None = None
    retired: tuple[tuple[str, str], ...] = ()
    is_later: bool = False
    """Came after versions were published: left out of what a version says while it holds its default."""

    def words(self, value: Any) -> str:
        """A value as people read it; one that may no longer be chosen says so."""
        named = dict(self.choices) | {key: f"{label}（已停用）" for key, label in self.retired}
        return named.get(value, f"{value} {self.unit}".strip())


PARAMETERS: tuple[Parameter, ...] = (
    Parameter("station.min_years", "S-4-1", "成立年限不少于", 2, "年", floor=2),
    Parameter("station.min_served", "S-4-2", "上年服务中小企业不少于", 150, "家", floor=150),
    Parameter("station.min_staff", "S-4-4", "专职人员不少于", 10, "人", floor=10),
    Parameter("expert.min_degree", "E-3-2", "学历不低于", "bachelor", choices=(("bachelor", "本科"), ("master", "硕士研究生"), ("doctor", "博士研究生"))),
    Parameter("expert.min_experience_years", "E-3-2", "中小企业服务经验不少于", 5, "年", floor=5),
    Parameter("expert.max_fields", "E-3-2", "擅长领域最多选", 5, "项", floor=1),
    Parameter("apply.narrative_min_chars", "N-1", "经验、成果叙述不少于", 200, "字"),
    Parameter("apply.max_file_mb", "S-5-1", "单个附件不超过", 10, "MB"),
    Parameter("eligibility.soft", "S-4", "作为提示而不拦截的条件", []),
    Parameter("review.supplement_days", "S-5-2", "补正期限", 10, "个工作日", floor=1),
    Parameter("review.supplement_times", "S-5-2", "可补正次数", 1, "次"),
    Parameter("review.min_days", "S-5-2", "必设环节时限不少于", 5, "个工作日", floor=5, is_later=True),
    Parameter("publicity.days", "S-5-3", "公示期", 5, "个工作日", floor=5),
    Parameter("publicity.unit", "S-5-3", "公示期单位", "workday", choices=(("workday", "工作日"), ("calendar", "自然日"))),
    Parameter("publicity.start", "S-5-3", "公示期起算", "next_day", choices=(("next_day", "次日"), ("same_day", "当日"))),
    Parameter("publicity.on_close", "N-3", "公示期满", "manual_confirm", choices=(("manual_confirm", "人工确认"), ("auto", "自动放行"))),
    Parameter("objection.realname", "S-5-3", "异议须实名提出", True, is_later=True),
    Parameter("objection.accept_days", "S-5-3", "异议受理期限", 3, "个工作日", floor=1, is_later=True),
    Parameter("objection.handle_days", "S-5-3", "异议办理期限", 10, "个工作日", floor=1, is_later=True),
    Parameter("recommend.path", "S-5-R", "省级推荐纳入方式", "direct_after_formal_check", choices=(("direct_after_formal_check", "形式审查、激活后直接纳入"), ("with_publicity", "形式审查、激活并公示后纳入")), is_later=True),
    Parameter("recommend.activation_days", "S-5-R", "推荐激活期限", 60, "日", floor=1, is_later=True),
    Parameter("recommend.remind_days", "S-5-R", "推荐激活提醒间隔", 15, "日", floor=1, is_later=True),
    Parameter("diary.due_days", "N-4", "志愿日记填报期限", 15, "日", floor=1, is_later=True),
    Parameter("diary.freeze_days", "N-4", "年度终了后可填报、更正", 31, "日", floor=1, is_later=True),
    Parameter("diary.cap_hours", "E-11", "专家每日服务时长不超过", 8, "小时", floor=1, is_later=True),
    Parameter("diary.unconfirmed_counts", "N-4", "企业未确认的服务计入年度累计", True, is_later=True),
    Parameter("annual.station_hours", "S-7-2", "工作站年度服务时长不少于", 60, "小时", floor=60, is_later=True),
    Parameter("annual.station_firms", "S-7-2", "工作站年度服务企业不少于", 150, "家", floor=150, is_later=True),
    Parameter("annual.expert_hours", "E-6-2", "专家年度服务时长不少于", 12, "小时", floor=12, is_later=True),
    Parameter("annual.expert_firms", "E-6-2", "专家年度服务企业不少于", 30, "家", floor=30, is_later=True),
    Parameter("annual.mode", "S-15", "年度时长与家数", "either", choices=(("either", "达到其一"), ("both", "须都达到")), is_later=True),
    Parameter("annual.first_year", "S-7-2", "认定当年的年度要求", "prorate", choices=(("prorate", "按月折算"), ("full", "不折算"), ("exempt", "不作要求")), is_later=True),
    Parameter("complaint.anonymous", "S-7-4", "举报可以不留姓名", True, is_later=True),
    Parameter("complaint.accept_days", "S-7-4", "举报受理期限", 5, "个工作日", floor=1, is_later=True),
    Parameter("complaint.handle_days", "S-7-4", "举报办理期限", 20, "个工作日", floor=1, is_later=True),
    Parameter("need.triage_days", "S-10", "企业需求受理、推荐期限", 3, "个工作日", floor=1, is_later=True),
    Parameter("need.answer_days", "S-10", "需求推荐的回应期限", 3, "个工作日", floor=1, is_later=True),
    Parameter("need.most_running", "S-10", "每个持有人同时在办的需求不超过", 3, "件", floor=1, is_later=True),
    Parameter("activity.approval", "S-13", "工作站发布活动", "none", choices=(("none", "直接发布"), ("staff", "经工作人员审核后发布")), is_later=True),
    Parameter("priority.mode", "S-5-P", "优先认定方式", "order_only", choices=(("order_only", "仅排序优先"),), retired=(("fast_track", "快速通道"),)),
    Parameter("term.years", "S-12", "有效期（聘期）", 3, "年"),
    Parameter("term.end_rule", "S-12", "期满日", "corresponding", choices=(("corresponding", "期满对应日"), ("day_before", "对应日前一日"))),
    Parameter("renewal.opens_days", "S-12", "顺延申请提前", 90, "日"),
    Parameter("deadline.roll_over", "N-3", "截止日遇休息日顺延", False),
    Parameter("notice.mask_contact", "N-6", "公开页遮盖联系手机", True),
)  # fmt: skip

BY_KEY: Mapping[str, Parameter] = {parameter.key: parameter for parameter in PARAMETERS}


SOFTENABLE: Mapping[str, str] = {
    "N-1": "经验与成果叙述",
    "S-2": "志愿服务专人",
    "S-3": "单位类型与级别",
    "S-4-1": "法人资格与成立年限",
    "S-4-2": "服务经验与家数",
    "S-4-3": "场所与设施",
    "S-4-4": "专职人员",
    "S-4-5": "方案或制度",
    "S-5-P": "称号证明",
    "E-2": "专家类别",
    "E-3-2": "学历、经验与领域",
}
"""Conditions that may go to review as a flag; declarations and undertakings always block."""


def defaults() -> dict[str, Any]:
    """The register's own values: what a first policy version holds."""
    return {parameter.key: parameter.default for parameter in PARAMETERS}


def faults_in(values: Mapping[str, Any]) -> list[str]:
    """What keeps values from being published, a sentence each: unknown keys, wrong types, choices, and less than the 办法 asks."""
    faults = [f"没有名为 {key} 的参数。" for key in values if key not in BY_KEY]
    for parameter in PARAMETERS:
        if parameter.key in values:
            faults += _faults_of(parameter, values[parameter.key])
    return faults


def _faults_of(parameter: Parameter, value: Any) -> list[str]:
    where = f"{parameter.article} {parameter.label}"
    if type(value) is not type(parameter.default):
        return [f"{where}：值的类型不对。"]
    if parameter.choices and value not in dict(parameter.choices):
        return [f"{where}：只能从所列选项中选择。"]
    if isinstance(value, int) and not isinstance(value, bool) and value < (parameter.floor or 0):
        return [f"{where}：不得低于 {parameter.floor or 0} {parameter.unit}。"]
    if isinstance(value, list):
        return [f"{where}：{item} 不是可作为提示的条件。" for item in value if item not in SOFTENABLE]
    return []
