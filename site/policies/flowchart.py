"""The drawing of a version's flow: its own stages between the steps the 办法 fixes for everybody."""

from collections.abc import Sequence

from policies.diagram import AUTOMATIC, FIXED, Drawing, Station, drawing_of, sign_words
from policies.enums import FlowKind
from policies.models import PolicyVersion, Stage


def flow_drawing(policy: PolicyVersion, flow_kind: str, stages: Sequence[Stage]) -> Drawing:
    """申报 → 资格核对 → every stage → 公示 → 认定; a request type ends with its last stage. `stages` come with their parts."""
    days = policy.value("review.supplement_days")
    return drawing_of(stations_of(policy, flow_kind, stages), back_label=f"退回补正（{days} 个工作日）")


def stations_of(policy: PolicyVersion, flow_kind: str, stages: Sequence[Stage]) -> list[Station]:
    """Every step of one flow in order."""
    own = [_station(stage, stages) for stage in stages]
    if flow_kind == FlowKind.REQUEST:
        return [
            Station("apply", "申请", "在线填写", FIXED),
            *own,
            Station("done", "办结", "通知申请人", FIXED),
        ]
    if flow_kind == FlowKind.OBJECTION:
        return [
            Station("lodge", "提出异议", "公示期内", FIXED),
            Station("accept", "受理", "经办人", FIXED),
            *own,
            Station("answer", "答复", "告知双方", FIXED),
        ]
    unit = "个工作日" if policy.value("publicity.unit") == "workday" else "日"
    return [
        Station("apply", "申报", "在线填报", FIXED),
        Station("check", "资格核对", "自动", AUTOMATIC),
        *own,
        Station("publicity", "公示", f"{policy.value('publicity.days')} {unit}", FIXED, is_locked=True),
        Station("recognize", "认定", "编号、发证", FIXED, is_locked=True),
    ]


def _station(stage: Stage, stages: Sequence[Stage]) -> Station:
    earlier = [other for other in stages if other.order < stage.order]
    return Station(
        key=stage.code,
        title=stage.name,
        note=f"{sign_words(stage.sign_rule)} · {stage.limit_days} 日",
        is_locked=stage.locked_by_id is not None,
        applies_when="不适用时跳过" if stage.conditions.all() else "",
        asks_back=stage.flow_kind != FlowKind.OBJECTION,
        returns_to=earlier[0].code if stage.may_return and earlier else "",
    )
