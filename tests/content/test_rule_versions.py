"""规则版本: what the public reads of the versions the platform works by."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from content.models import HomePage
from content.rules_versions import rule_versions
from policies.actions import publish_policy
from policies.models import PolicyVersion
from tests.factories.accounts import UserFactory
from tests.factories.policies import PolicyFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


def second_version(effective_on: date, at: datetime = AT) -> PolicyVersion:
    draft = PolicyFactory(author=UserFactory(), values={"publicity.days": 7})
    return publish_policy(policy=draft, by=UserFactory(), at=at, effective_on=effective_on)


def test_first_version_has_nothing_to_be_compared_with(home: HomePage, client: Client) -> None:
    (only,) = rule_versions(date(2026, 11, 23))

    assert (only.version.number, only.is_in_force, only.is_first, only.changes) == (1, True, True, [])
    assert "首个版本，各项数值取自办法原文。" in client.get("/rules/").text


def test_next_version_says_its_changes_before_and_after_it_takes_effect(home: HomePage) -> None:
    second_version(date(2026, 12, 1))

    before, after = rule_versions(date(2026, 11, 23)), rule_versions(date(2026, 12, 1))
    assert [one.is_in_force for one in before] == [False, True]
    assert [one.is_in_force for one in after] == [True, False]
    assert [one for one in before[0].changes if "公示" in one] == ["公示期由 5 个工作日改为 7 个工作日"]


def test_version_to_come_is_marked(home: HomePage, client: Client) -> None:
    now = timezone.now()
    second_version(timezone.localdate(now) + timedelta(days=40), now)
    html = client.get("/rules/").text

    assert ("尚未生效" in html, "现行" in html) == (True, True)


def test_draft_is_not_shown(home: HomePage) -> None:
    PolicyFactory(author=UserFactory())

    assert [one.version.number for one in rule_versions(date(2026, 11, 23))] == [1]


def test_article_of_several_clauses_has_an_address_of_its_own(home: HomePage, client: Client) -> None:
    html = client.get("/rules/station/").text

    assert html.count('id="S-4"') == 1
    assert '<a href="#S-4">第四条 基本条件</a>' in html
