"""What a variable of a wording stands for, and its longest value: lengths and previews are counted with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Template as TextTemplate
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VARIABLE = re.compile(r"\$\{(\w+)\}")
LONGEST = 20  # characters a gateway allows a variable of which nothing else is known


@dataclass(frozen=True)
class Variable:
    """One name between `${` and `}`."""

    name: str
    label: str | Promise
    sample: str


def _variable(name: str, label: str | Promise, sample: str) -> tuple[str, Variable]:
    return name, Variable(name, label, sample)


KNOWN = dict(
    [
        _variable("code", _("验证码或评价码"), "123456"),
        _variable("min", _("有效分钟数"), "10"),
        _variable("type", _("申报类别"), "志愿专家"),
        _variable("no", _("受理编号"), "ZY-2026-000123"),
        _variable("date", _("日期"), "2026年12月31日（暂定）"),
        _variable("pool", _("资源库名称"), "工作站资源库"),
        _variable("prov", _("推荐省份"), "新疆生产建设兵团"),
        _variable("m", _("月数"), "12"),
        _variable("year", _("年度"), "2026"),
        _variable("title", _("名称或标题"), "二〇二六年第二批拟认定志愿专家名单公示"),
        _variable("number", _("证书编号"), "GZZ-2026-33-00017-C"),
        _variable("stage", _("环节名称"), "省级主管部门复核"),
        _variable("name", _("人员姓名"), "演示工作人员某某某"),
        _variable("request", _("申请事项"), "变更单位名称"),
        _variable("by", _("办理人"), "演示工作人员某某某"),
        _variable("case", _("事由"), ("示例文字" * 10)),
        _variable("from", _("起始日"), "2026-12-01"),
        _variable("to", _("结束日"), "2026-12-31"),
        _variable("article", _("依据条款"), "志愿专家管理办法第四条"),
        _variable("reason", _("理由摘要"), ("示例文字" * 9)[:35]),
        _variable("result", _("办理结果"), "不予通过"),
    ]
)


def variables_in(text: str) -> list[str]:
    """The variables of a wording in reading order, repetitions kept."""
    return VARIABLE.findall(text)


def variable_named(name: str, own: Mapping[str, Mapping[str, Any]] | None = None) -> Variable:
    """From the template's own list, else the register; an unknown one counts with the longest value a gateway allows."""
    if own and name in own:
        longest = int(own[name].get("longest", LONGEST))
        return Variable(name, str(own[name].get("label", name)), ("示例文字" * longest)[:longest])
    return KNOWN.get(name) or Variable(name, name, ("示例文字" * LONGEST)[:LONGEST])


def filled(text: str, own: Mapping[str, Mapping[str, Any]] | None = None) -> str:
    """The wording with the longest sample of every variable in its place."""
    return TextTemplate(text).safe_substitute(
        {name: variable_named(name, own).sample for name in variables_in(text)}
    )
