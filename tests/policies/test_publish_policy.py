"""A second person publishes a complete draft; the act is on record."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from audit.models import Event
from policies.actions import publish_policy, retire_policy
from policies.content import content_hash
from policies.enums import PolicyStatus
from policies.exceptions import (
    PolicyIncompleteError,
    PolicyNotDraftError,
    PolicyNotPublishedError,
    SelfApprovalError,
)
from policies.models import PolicyVersion
from policies.queries import policy_in_force
from policies.register import BY_KEY, PARAMETERS, defaults, faults_in
from tests.factories.policies import PolicyFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SOON = date(2026, 12, 1)


@pytest.fixture
def author() -> User:
    return User.objects.create(username="author", name="演示起草人")


@pytest.fixture
def approver() -> User:
    return User.objects.create(username="approver", name="演示决定人")


@pytest.mark.clause("S-17")
@pytest.mark.clause("E-15")
def test_policy_is_published_by_another_person_with_defaults_filled_in_and_hashed(author, approver):
    draft = PolicyFactory(author=author, values={"station.min_served": 200})
    policy = publish_policy(policy=draft, by=approver, at=AT, effective_on=SOON)
    policy.refresh_from_db()
    assert (policy.status, policy.approver, policy.published_at) == (PolicyStatus.PUBLISHED, approver, AT)
    assert policy.values == {**defaults(), "station.min_served": 200}
    assert policy.content_hash == content_hash(policy)
    assert (policy_in_force(SOON), policy_in_force(SOON - timedelta(days=1)).number) == (policy, 1)


def test_publication_is_on_record(author, approver):
    policy = publish_policy(policy=PolicyFactory(author=author), by=approver, at=AT, effective_on=SOON)
    event = Event.objects.get(verb="policy.publish")
    assert (event.actor, event.target_id, event.policy_version) == (approver, policy.pk, policy)
    assert event.after == {"effective_on": "2026-12-01", "content_hash": policy.content_hash}


def test_author_may_not_publish_their_own_draft(author):
    with pytest.raises(SelfApprovalError, match="请由另一人发布"):
        publish_policy(policy=PolicyFactory(author=author), by=author, at=AT, effective_on=SOON)


def test_published_policy_is_not_published_again(approver):
    with pytest.raises(PolicyNotDraftError, match="只有草稿可以修改和发布"):
        publish_policy(policy=PolicyVersion.objects.get(number=1), by=approver, at=AT, effective_on=SOON)


def test_refused_draft_names_every_fault_and_stays_a_draft(author, approver):
    values = {"publicity.days": 3, "term.end_rule": "never", "colour": "red", "eligibility.soft": ["S-4-9"]}
    draft = PolicyFactory(author=author, values=values, stages=False)
    with pytest.raises(PolicyIncompleteError) as refusal:
        publish_policy(policy=draft, by=approver, at=AT, effective_on=date(2026, 11, 21))
    assert refusal.value.faults == [
        "没有名为 colour 的参数。",
        "S-4 作为提示而不拦截的条件：S-4-9 不是可作为提示的条件。",
        "S-5-3 公示期：不得低于 5 个工作日。",
        "S-12 期满日：只能从所列选项中选择。",
        "生效日不能早于发布当日。",
        "“工作站申报”缺少办法要求的审核环节。",
        "“志愿专家申报”缺少办法要求的审核环节。",
    ]
    draft.refresh_from_db()
    assert draft.status == PolicyStatus.DRAFT
    assert not Event.objects.filter(verb="policy.publish").exists()


@pytest.mark.parametrize("wrong", ["150", 150.0, None, True, [150]])
def test_value_of_the_wrong_type_is_a_fault(wrong):
    assert faults_in({"station.min_served": wrong}) == ["S-4-2 上年服务中小企业不少于：值的类型不对。"]


@pytest.mark.clause("S-5-P")
def test_choice_that_was_taken_away_is_readable_in_old_versions_and_refused_in_new_ones():
    priority = BY_KEY["priority.mode"]
    assert (priority.words("order_only"), priority.words("fast_track")) == (
        "仅排序优先",
        "快速通道（已停用）",
    )
    assert faults_in({"priority.mode": "fast_track"}) == ["S-5-P 优先认定方式：只能从所列选项中选择。"]
    old = PolicyFactory(values={"priority.mode": "fast_track"})
    assert old.value("priority.mode") == "fast_track"


def test_defaults_have_no_fault():
    assert faults_in(defaults()) == []
    assert len(BY_KEY) == len(PARAMETERS)


def test_hash_tells_versions_apart_by_a_value_and_by_a_stage():
    draft = PolicyFactory()
    before = content_hash(draft)
    draft.values = {"station.min_staff": 12}
    after = content_hash(draft)
    draft.stages.filter(order=1).update(limit_days=15)
    assert len({before, after, content_hash(draft)}) == 3


def test_policy_is_retired_once_and_another_is_in_force(author, approver):
    policy = publish_policy(policy=PolicyFactory(author=author), by=approver, at=AT, effective_on=SOON)
    retired = retire_policy(policy=policy, by=approver, at=AT)
    assert (retired.status, policy_in_force(SOON).number) == (PolicyStatus.RETIRED, 1)
    assert Event.objects.filter(verb="policy.retire").count() == 1
    with pytest.raises(PolicyNotPublishedError):
        retire_policy(policy=policy, by=approver, at=AT)
