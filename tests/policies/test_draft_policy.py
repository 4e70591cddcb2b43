"""A draft begins as a copy; its values change on record, within what the 办法 allows."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from audit.models import Event
from policies.actions import change_policy, draft_policy
from policies.content import content_of
from policies.enums import PolicyStatus
from policies.exceptions import PolicyIncompleteError, PolicyNotDraftError
from policies.models import PolicyVersion

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def author() -> User:
    return User.objects.create(username="author", name="演示起草人")


@pytest.fixture
def draft(author) -> PolicyVersion:
    return draft_policy(source=PolicyVersion.objects.get(number=1), title="演示草稿", by=author, at=AT)


def test_draft_says_what_its_source_says_until_changed(draft, author):
    source = PolicyVersion.objects.get(number=1)
    same = ("values", "stages")
    assert [content_of(draft)[part] for part in same] == [content_of(source)[part] for part in same]
    assert (draft.number, draft.status, draft.author) == (2, PolicyStatus.DRAFT, author)
    assert Event.objects.get(verb="policy.draft").after == {"source": 1}


def test_changed_values_are_recorded_alone(draft, author):
    change_policy(policy=draft, values={"station.min_served": 200, "publicity.days": 5}, by=author, at=AT)
    draft.refresh_from_db()
    assert draft.value("station.min_served") == 200
    event = Event.objects.get(verb="policy.change")
    assert (event.before, event.after) == (
        {"station.min_served": 150},
        {"station.min_served": 200, "revision": 1},
    )


def test_unchanged_values_leave_no_trace(draft, author):
    change_policy(policy=draft, values={"publicity.days": 5}, by=author, at=AT)
    assert not Event.objects.filter(verb="policy.change").exists()


def test_less_than_the_rules_ask_is_refused(draft, author):
    with pytest.raises(PolicyIncompleteError, match="S-4-2 上年服务中小企业不少于：不得低于 150 家"):
        change_policy(policy=draft, values={"station.min_served": 149}, by=author, at=AT)


def test_published_policy_is_not_changed(author):
    with pytest.raises(PolicyNotDraftError):
        change_policy(policy=PolicyVersion.objects.get(number=1), values={}, by=author, at=AT)
