"""Two versions side by side, in sentences."""

import pytest

from policies.comparison import changes_between
from policies.register import defaults


def stage(code, name, order, **changed):
    said = {
        "flow_kind": "station_application", "code": code, "name": name, "order": order, "group": f"{name}组",
        "sign_mode": "any", "quorum": 1, "signers": 1, "is_veto": True, "is_other_person": True,
        "limit_days": 10, "on_limit": "remind", "locked_by": None,
    }  # fmt: skip
    return {**said, **changed}


def version(*stages, questions=(), **values):
    changed = {key.replace("__", "."): value for key, value in values.items()}
    return {"stages": list(stages), "values": {**defaults(), **changed}, "questions": list(questions)}


FIRST, SECOND = stage("first", "初审", 1), stage("second", "复审", 2)


def sentences(old, new):
    return [change.sentence for change in changes_between(old, new)]


def test_a_version_differs_in_nothing_from_itself():
    assert sentences(version(FIRST, SECOND), version(FIRST, SECOND)) == []


@pytest.mark.parametrize(("changed", "said"), [
    ({"sign_mode": "quorum", "signers": 3, "quorum": 2}, "“复审”由 1 人改为 3 人中 2 人"),
    ({"sign_mode": "all", "signers": 2}, "“复审”由 1 人改为 2 人会签"),
    ({"limit_days": 8}, "“复审”时限由 10 个工作日改为 8 个工作日"),
    ({"group": "初审组"}, "“复审”签核人由复审组改为初审组"),
    ({"signer_source": "manager"}, "“复审”签核人由复审组改为复审组组长"),
    ({"on_limit": "escalate"}, "“复审”到期处理由到期提醒改为到期升级到组长"),
    ({"may_return": True, "max_returns": 2}, "“复审”退回由不可退回前序环节改为可退回前序环节，最多 2 次"),
    ({"is_veto": False}, "“复审”一票否决由是改为否"),
    ({"name": "复核"}, "“复核”名称由“复审”改为“复核”"),
    ({"conditions": [{"fact": "staff_count", "operator": "at_least", "threshold": "50"}]}, "“复审”适用条件由全部适用改为staff_count不少于 50"),
    ({"checks": [{"order": 1, "text": "核对印章", "clause": "S-4-1", "is_required": True}]}, "“复审”核对事项由无改为核对印章（S-4-1）"),
    ({"fields": [{"name": "contact_name", "access": "hidden"}]}, "“复审”字段权限由无改为contact_name不显示"),
])  # fmt: skip
def test_changed_stage_is_said(changed, said):
    assert sentences(version(FIRST, SECOND), version(FIRST, {**SECOND, **changed})) == [said]


def test_added_moved_and_removed_stages_are_said():
    panel, spot = stage("panel", "专家评议", 3), stage("spot", "抽查", 4)
    old = version(FIRST, SECOND, spot)
    new = version(panel | {"order": 2}, FIRST, SECOND | {"order": 3})
    assert sentences(old, new) == ["新增环节“专家评议”（第 2 步）", "删除环节“抽查”"]
    swapped = version(FIRST | {"order": 2}, SECOND | {"order": 1})
    assert sentences(version(FIRST, SECOND), swapped) in (
        ["“复审”由第 2 步移到第 1 步"], ["“初审”由第 1 步移到第 2 步"],
    )  # fmt: skip


def test_parameters_are_said_with_their_units_and_choices():
    new = version(
        publicity__days=7, publicity__start="same_day", deadline__roll_over=True, eligibility__soft=["S-4-3"]
    )
    assert sentences(version(), new) == [
        "作为提示而不拦截的条件由无改为S-4-3",
        "公示期由 5 个工作日改为 7 个工作日",
        "公示期起算由次日改为当日",
        "截止日遇休息日顺延由否改为是",
    ]


def test_parameter_a_version_does_not_know_yet_stands_at_its_default():
    old = version()
    del old["values"]["review.min_days"]
    assert sentences(old, version(review__min_days=6)) == ["必设环节时限不少于由 5 个工作日改为 6 个工作日"]


def test_questions_are_said():
    asked, changed = {"code": "a", "label": "自有志愿者"}, {"code": "a", "label": "自有志愿者人数"}
    other = {"code": "b", "label": "场地照片"}
    assert sentences(version(questions=[asked]), version(questions=[changed, other])) == [
        "题目“自有志愿者人数”有修改",
        "新增题目“场地照片”",
    ]
    assert sentences(version(questions=[asked]), version()) == ["删除题目“自有志愿者”"]
