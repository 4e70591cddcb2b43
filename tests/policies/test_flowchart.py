"""The drawing shows the stages as they are: every step once, in order, with its ways past and back."""

import pytest

from policies.content import stages_with_parts
from policies.diagram import FIXED, Station, drawing_of, sign_words
from policies.flowchart import flow_drawing, stations_of
from policies.models import PolicyVersion, Stage, StageCondition
from policies.tally import ALL, ANY, IN_TURN, QUORUM, SignRule
from tests.factories.policies import PolicyFactory

STATION = "station_application"


def stages_of(policy, kind=STATION):
    return [stage for stage in stages_with_parts(policy) if stage.flow_kind == kind]


@pytest.mark.django_db
def test_first_version_is_drawn_as_the_rules_have_it():
    policy = PolicyVersion.objects.get(number=1)
    assert [(s.title, s.note) for s in stations_of(policy, STATION, stages_of(policy))] == [
        ("申报", "在线填报"),
        ("资格核对", "自动"),
        ("初审", "任一人 · 10 日"),
        ("复审", "任一人 · 10 日"),
        ("公示", "5 个工作日"),
        ("认定", "编号、发证"),
    ]


@pytest.mark.django_db
def test_request_ends_with_its_last_stage():
    policy = PolicyFactory(stages=False, scope="logo")
    assert [s.title for s in stations_of(policy, "request", [])] == ["申请", "办结"]


@pytest.mark.django_db
def test_conditional_third_stage_has_its_ways_past_and_back():
    policy = PolicyFactory()
    group = policy.stages.first().group
    third = Stage.objects.create(
        policy=policy, flow_kind=STATION, order=3, code="panel", name="专家评议", group=group,
        sign_mode="quorum", signers=3, quorum=2, limit_days=8, may_return=True,
    )  # fmt: skip
    StageCondition.objects.create(stage=third, fact="kind", operator="one_of", threshold="association")
    drawing = flow_drawing(policy, STATION, stages_of(policy))
    assert [box.title for box in drawing.boxes] == [
        "申报",
        "资格核对",
        "初审",
        "复审",
        "专家评议",
        "公示",
        "认定",
    ]
    assert drawing.boxes[4].note == "3 人中 2 人 · 8 日"
    kinds = [way.kind for way in drawing.ways]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "on": 6,
        "past": 1,
        "back": 1,
        "stem": 2,
        "applicant": 1,
    }
    assert [way.label for way in drawing.ways if way.label] == [
        "不适用时跳过", "退回", "退回补正（10 个工作日）",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (SignRule(ANY, 3), "任一人"),
        (SignRule(ALL, 3), "3 人会签"),
        (SignRule(IN_TURN, 2), "2 人依次"),
        (SignRule(QUORUM, 3, 2), "3 人中 2 人"),
        (SignRule(QUORUM, 5, 1, percent=60), "5 人中 3 人"),
    ],
)
def test_sign_rule_fits_a_box_in_words(rule, words):
    assert sign_words(rule) == words


@pytest.mark.parametrize("count", [1, 2, 12])
def test_everything_is_drawn_inside_the_frame_and_no_boxes_touch(count):
    stations = [
        Station("apply", "申报", kind=FIXED),
        *(
            Station(f"s{n}", f"第{n}环节名称特别长", "三人会签一二三四五六七八", asks_back=True, applies_when="条件", returns_to="s0" if n else "")
            for n in range(count)
        ),
        Station("end", "认定", kind=FIXED),
    ]  # fmt: skip
    drawing = drawing_of(stations, back_label="退回补正")
    points = [point for way in drawing.ways for point in way.points]
    corners = [(box.x + 112, box.bottom) for box in drawing.boxes] + [(box.x, box.y) for box in drawing.boxes]
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in points + corners)
    assert all(b.x - a.x == 138 for a, b in zip(drawing.boxes, drawing.boxes[1:], strict=False))
    assert drawing.boxes[1].title == "第0环节名称…"
