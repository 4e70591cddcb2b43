"""A stage in words: who signs, how many settle it, within how long, and what hangs on it. Pure: stages are the plain data of `content`."""

from collections.abc import Callable, Mapping
from typing import Any

from policies.conditions import Condition, asked
from policies.diagram import sign_words
from policies.tally import ANY, SignRule

StageSaid = Mapping[str, Any]

ON_LIMIT = {"remind": "到期提醒", "escalate": "到期升级到组长", "reassign": "到期重新分派"}
ACCESS = {"read": "可见", "edit": "可更正", "hidden": "不显示"}
NONE = "无"


def sign_rule_of(stage: StageSaid) -> SignRule:
    return SignRule(
        stage["sign_mode"], stage["signers"], stage["quorum"], stage["is_veto"], stage.get("percent")
    )


def signing(stage: StageSaid) -> str:
    """`1 人`, `3 人会签`, `3 人中 2 人`."""
    rule = sign_rule_of(stage)
    return "1 人" if rule.mode == ANY else sign_words(rule)


def signed_by(stage: StageSaid) -> str:
    """Whom the stage asks: `复审组`, `复审组组长`, `指定人员：甲、乙`, `按省份分派（其他：复审组）`."""
    source, group = stage.get("signer_source", "group"), stage["group"]
    if source == "manager":
        return f"{group}组长"
    if source == "people":
        people = sorted(stage.get("named_signers", []), key=lambda row: row["order"])
        return f"指定人员：{'、'.join(row['user'] for row in people) or NONE}"
    if source == "desk":
        desks = "，".join(f"{row['value']} → {row['group']}" for row in stage.get("desks", []))
        return f"按“{stage.get('desk_fact') or NONE}”分派（{desks or NONE}；其他：{group}）"
    return str(group)


def limit(stage: StageSaid) -> str:
    return f"{stage['limit_days']} 个工作日"


def returns(stage: StageSaid) -> str:
    if not stage.get("may_return", False):
        return "不可退回前序环节"
    return f"可退回前序环节，最多 {stage.get('max_returns', 1)} 次"


def conditions(stage: StageSaid) -> str:
    """When the stage applies: `工作站类型属于“行业商协会”，且……`."""
    rows = [Condition(row["fact"], row["operator"], row["threshold"]) for row in stage.get("conditions", [])]
    return "，且".join(f"{c.fact}{asked(c)}" for c in rows) or "全部适用"


def checks(stage: StageSaid) -> str:
    return "；".join(_check(row) for row in stage.get("checks", [])) or NONE


def fields(stage: StageSaid) -> str:
    return "；".join(f"{row['name']}{ACCESS[row['access']]}" for row in stage.get("fields", [])) or NONE


ASPECTS: Mapping[str, tuple[str, Callable[[StageSaid], str]]] = {
    "name": ("名称", lambda stage: f"“{stage['name']}”"),
    "signed_by": ("签核人", signed_by),
    "signing": ("", signing),
    "is_veto": ("一票否决", lambda stage: "是" if stage["is_veto"] else "否"),
    "is_other_person": ("须非前序签核人", lambda stage: "是" if stage["is_other_person"] else "否"),
    "limit": ("时限", limit),
    "on_limit": ("到期处理", lambda stage: ON_LIMIT[stage["on_limit"]]),
    "returns": ("退回", returns),
    "conditions": ("适用条件", conditions),
    "checks": ("核对事项", checks),
    "fields": ("字段权限", fields),
    "locked_by": ("锁定依据", lambda stage: stage.get("locked_by") or NONE),
}
"""Everything a reader is told of a stage: its label and its words. Two stages with the same words judge alike."""


def _check(row: Mapping[str, Any]) -> str:
    basis = f"（{row['clause']}）" if row.get("clause") else ""
    return f"{row['text']}{basis}{'' if row['is_required'] else '（选填）'}"
