"""Stages of a draft are added, changed, moved and removed on record; those the rules demand are only made stricter."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from audit.models import Event
from policies.actions import add_stage, change_stage, draft_policy, move_stage, remove_stage, set_stage_parts
from policies.exceptions import PolicyNotDraftError, StageLockedError, StaleRevisionError
from policies.models import PolicyVersion, Stage
from policies.tally import Seat, SignRule, settled
from tests.factories.policies import PolicyFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
STATION = "station_application"


@pytest.fixture
def author() -> User:
    return User.objects.create(username="author", name="演示起草人")


@pytest.fixture
def draft(author) -> PolicyVersion:
    return draft_policy(source=PolicyVersion.objects.get(number=1), title="演示草稿", by=author, at=AT)


@pytest.fixture
def panel(draft, author) -> Stage:
    group = Group.objects.get(name="复审组")
    return add_stage(policy=draft, flow_kind=STATION, name="专家评议", group=group, by=author, at=AT)


def order_of(policy):
    return list(policy.stages.filter(flow_kind=STATION).order_by("order").values_list("order", "name"))


def stage_of(policy, code):
    return policy.stages.get(flow_kind=STATION, code=code)


def test_stage_is_added_at_the_end_on_record(draft, panel, author):
    assert order_of(draft) == [(1, "初审"), (2, "复审"), (3, "专家评议")]
    assert panel.code == "stage_3"
    draft.refresh_from_db()
    event = Event.objects.get(verb="policy.add_stage")
    assert (event.actor, event.before, event.after["revision"]) == (author, {}, draft.revision)
    assert event.after["stage"]["name"] == "专家评议"


def test_stage_is_changed_with_its_parts_in_one_revision(draft, panel, author):
    change_stage(
        stage=panel,
        values={"sign_mode": "quorum", "signers": 3, "quorum": 2},
        parts={"checks": [{"order": 1, "text": "核对印章"}]},
        by=author, at=AT, revision=1,
    )  # fmt: skip
    draft.refresh_from_db()
    assert draft.revision == 2
    event = Event.objects.get(verb="policy.change_stage")
    assert [event.before["stage"]["signers"], event.after["stage"]["signers"]] == [1, 3]
    assert event.after["stage"]["checks"] == [
        {"order": 1, "text": "核对印章", "clause": None, "is_required": True}
    ]


def test_unchanged_stage_leaves_no_trace(draft, panel, author):
    change_stage(stage=panel, values={"name": "专家评议"}, parts={"checks": []}, by=author, at=AT)
    assert not Event.objects.filter(verb="policy.change_stage").exists()


def test_parts_are_replaced_as_a_whole(panel, author):
    for text in ("甲", "乙"):
        set_stage_parts(stage=panel, parts={"checks": [{"order": 1, "text": text}]}, by=author, at=AT)
    assert list(panel.checks.values_list("order", "text")) == [(1, "乙")]


@pytest.mark.parametrize(("to", "names"), [
    (1, ["专家评议", "初审", "复审"]),
    (2, ["初审", "专家评议", "复审"]),
    (-4, ["专家评议", "初审", "复审"]),
    (99, ["初审", "复审", "专家评议"]),
])  # fmt: skip
def test_stage_is_moved_to_any_place(draft, panel, author, to, names):
    move_stage(stage=panel, to=to, by=author, at=AT)
    assert order_of(draft) == list(enumerate(names, 1))


def test_removed_stage_lets_the_others_close_up(draft, panel, author):
    move_stage(stage=panel, to=1, by=author, at=AT)
    remove_stage(stage=panel, by=author, at=AT)
    assert order_of(draft) == [(1, "初审"), (2, "复审")]
    assert Event.objects.get(verb="policy.remove_stage").before["stage"]["code"] == "stage_3"


def test_code_of_a_removed_stage_of_the_source_is_not_used_again(draft, panel, author):
    group = panel.group
    remove_stage(stage=panel, by=author, at=AT)
    again = add_stage(policy=draft, flow_kind=STATION, name="抽查", group=group, by=author, at=AT)
    assert again.code == "stage_3"  # never published, so free again
    assert stage_of(draft, "first_review").code != again.code


@pytest.mark.clause("S-5-2")
def test_required_stage_is_neither_removed_nor_moved_behind_another(draft, author):
    first = stage_of(draft, "first_review")
    with pytest.raises(StageLockedError, match=r"^S-5-2 要求“初审”环节，不得删除。$"):
        remove_stage(stage=first, by=author, at=AT)
    with pytest.raises(StageLockedError, match=r"^S-5-2 要求“复审”环节，不得改变必设环节之间的先后次序。$"):
        move_stage(stage=first, to=2, by=author, at=AT)
    assert order_of(draft) == [(1, "初审"), (2, "复审")]
    assert not Event.objects.filter(verb__in=["policy.remove_stage", "policy.move_stage"]).exists()


@pytest.mark.parametrize(("values", "sentence"), [
    ({"limit_days": 4}, "S-5-2 要求“复审”环节，时限不得少于 5 个工作日。"),
    ({"is_other_person": False}, "S-5-2 要求“复审”环节，不得允许前序签核人再次签核。"),
    ({"locked_by": None}, "S-5-2 要求“复审”环节，不得解除锁定。"),
])  # fmt: skip
def test_required_stage_is_not_loosened(draft, author, values, sentence):
    with pytest.raises(StageLockedError) as refusal:
        change_stage(stage=stage_of(draft, "second_review"), values=values, by=author, at=AT)
    assert refusal.value.faults == [sentence]


def test_required_stage_takes_no_condition(draft, author):
    rows = [{"fact": "province", "operator": "one_of", "threshold": "33"}]
    with pytest.raises(StageLockedError, match="不得附加适用条件"):
        set_stage_parts(stage=stage_of(draft, "second_review"), parts={"conditions": rows}, by=author, at=AT)


def test_required_stage_keeps_as_many_signers_as_its_source(author):
    source = PolicyFactory()
    source.stages.filter(code="second_review").update(sign_mode="quorum", signers=3, quorum=2)
    draft = draft_policy(source=source, title="演示草稿", by=author, at=AT)
    stage = stage_of(draft, "second_review")
    for values in ({"sign_mode": "any"}, {"quorum": 1}):
        with pytest.raises(StageLockedError, match="签核人数不得少于原版本的 3 人中 2 人"):
            change_stage(stage=stage, values=values, by=author, at=AT)
    change_stage(stage=stage, values={"signers": 5, "quorum": 3}, by=author, at=AT)


@pytest.mark.clause("S-5-2")
@pytest.mark.parametrize("mode", ["any", "all", "in_turn"])
def test_refusal_keeps_a_stage_from_passing_with_and_without_a_veto(mode):
    answers = [Seat(1, 0, "approve"), Seat(2, 0, "refuse")][mode == "any" :]
    seats = [Seat(place, seat.step, seat.choice) for place, seat in enumerate(answers, 1)]
    for is_veto in (True, False):
        rule = SignRule(mode, signers=2, quorum=2, is_veto=is_veto)
        assert settled(rule, seats) != "approve"


@pytest.mark.clause("S-5-2")
def test_required_stage_may_be_settled_by_two_of_three_without_a_veto(draft, author):
    values = {"sign_mode": "quorum", "signers": 3, "quorum": 2, "is_veto": False}
    change_stage(stage=stage_of(draft, "second_review"), values=values, by=author, at=AT)
    rule = stage_of(draft, "second_review").sign_rule
    assert rule == SignRule("quorum", signers=3, quorum=2, is_veto=False)
    votes = [Seat(1, 0, "refuse"), Seat(2, 0, "approve"), Seat(3, 0, "approve")]
    assert settled(rule, votes) == "approve"


def test_required_stage_is_lengthened_and_shortened_to_the_least(draft, author):
    for days in (30, 5):
        change_stage(stage=stage_of(draft, "first_review"), values={"limit_days": days}, by=author, at=AT)
    assert stage_of(draft, "first_review").limit_days == 5


def test_old_form_is_refused(draft, panel, author):
    with pytest.raises(StaleRevisionError) as refusal:
        change_stage(stage=panel, values={"name": "评议"}, by=author, at=AT, revision=0)
    assert refusal.value.revision == 1
    assert stage_of(draft, "stage_3").name == "专家评议"


def test_published_version_takes_no_stage(author):
    policy, group = PolicyVersion.objects.get(number=1), Group.objects.get(name="复审组")
    with pytest.raises(PolicyNotDraftError):
        add_stage(policy=policy, flow_kind=STATION, name="抽查", group=group, by=author, at=AT)
