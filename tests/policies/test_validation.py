"""Whatever would keep a flow from working is named before publication, with its stage."""

from dataclasses import dataclass

import pytest

from policies.register import defaults
from policies.validation import Crew, World, stage_faults
from tests.policies.test_comparison import stage


@dataclass(frozen=True)
class Known:
    label: str
    kind: str
    names: tuple[tuple[str, str], ...] = ()


FACTS = {
    "station_application": {"province": Known("省份", "choice"), "staff_count": Known("专职人员数", "number")}
}
WORLD = World(crews={"复审组": Crew(3, 1), "空组": Crew()}, active=frozenset({"a", "b"}), facts=FACTS)


def faults(*stages, base=None, world=WORLD, **values):
    content = {"stages": list(stages), "values": {**defaults(), **values}}
    origin = {"stages": list(base), "values": defaults()} if base is not None else None
    return [fault.sentence for fault in stage_faults(content, origin, world)]


def second(**changed):
    return stage("second", "复审", 1, **changed)


def condition(fact, operator, threshold):
    return {"fact": fact, "operator": operator, "threshold": threshold}


def test_sound_stage_has_no_fault():
    assert faults(second()) == []


@pytest.mark.parametrize(("changed", "said"), [
    ({"group": "空组"}, "“空组”没有在岗成员，无人可以签核。"),
    ({"group": "不存在"}, "“不存在”没有在岗成员，无人可以签核。"),
    ({"sign_mode": "all", "signers": 4}, "“复审组”在岗 3 人，不足 4 个席位。"),
    ({"signer_source": "manager", "group": "空组"}, "由组长签核，而“空组”没有在岗组长。"),
    ({"signer_source": "manager", "sign_mode": "all", "signers": 2}, "“复审组”在岗组长 1 人，不足 2 个席位。"),
    ({"signer_source": "people"}, "指定了 0 人，不足 1 个席位。"),
    ({"signer_source": "people", "named_signers": [{"order": 1, "user": "c"}]}, "指定人员c已停用。"),
    ({"limit_days": 0}, "时限不能为 0，请至少给 1 个工作日。"),
    ({"sign_mode": "quorum", "signers": 2, "quorum": 3}, "要求 2 人中 3 人通过，人数不够。"),
    ({"conditions": [condition("colour", "one_of", "red")]}, "适用条件中的“colour”不是此流程的事实。"),
    ({"conditions": [condition("province", "at_least", "3")]}, "适用条件“省份”不能这样比较。"),
    ({"conditions": [condition("staff_count", "at_least", "多")]}, "适用条件“专职人员数”：请填写数字。"),
    ({"conditions": [condition("staff_count", "at_least", "50"), condition("staff_count", "at_most", "20")]}, "适用条件相互矛盾，没有申报能够到达此环节。"),
    ({"signer_source": "desk", "desks": [{"value": "33", "group": "复审组"}]}, "按申报内容分派，请选择分派依据。"),
    ({"signer_source": "desk", "desk_fact": "province"}, "按申报内容分派，请至少写出一个取值及其工作组。"),
    ({"signer_source": "desk", "desk_fact": "colour", "desks": [{"value": "33", "group": "复审组"}]}, "分派依据“colour”不是此流程的事实。"),
    ({"signer_source": "desk", "desk_fact": "province", "desks": [{"value": "33", "group": "空组"}]}, "“空组”没有在岗成员，无人可以签核。"),
    ({"may_return": True}, "是第一个环节，没有可退回的前序环节。"),
])  # fmt: skip
def test_fault_is_named_with_its_stage(changed, said):
    assert faults(second(**changed)) == [f"“复审”：{said}"]


def test_return_without_end_is_a_fault():
    back = stage("third", "评议", 2, group="复审组", may_return=True, max_returns=0)
    assert faults(second(), back) == [
        "“评议”：可退回前序环节而没有次数上限，会无休止地退回，请填写最多退回次数。"
    ]


def test_required_stage_missing_or_too_short_is_a_fault():
    locked = second(locked_by="S-5-2", limit_days=6)
    assert faults(base=[locked]) == ["S-5-2 要求“复审”环节，不得删除。"]
    assert faults(locked, base=[locked], **{"review.min_days": 7}) == [
        "S-5-2 要求“复审”环节，时限不得少于 7 个工作日。"
    ]


def test_flow_whose_facts_nobody_registered_is_not_judged_by_them():
    assert (
        faults(second(conditions=[condition("colour", "one_of", "red")]), world=World(crews=WORLD.crews))
        == []
    )
