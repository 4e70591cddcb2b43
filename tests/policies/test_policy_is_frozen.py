"""A published version never changes: neither through the model nor around it."""

import pytest
from django.db import IntegrityError, connection, transaction

from policies.enums import PolicyStatus
from policies.exceptions import PolicyFrozenError
from policies.models import PolicyVersion, Stage
from tests.factories.policies import PolicyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("S-17"), pytest.mark.clause("E-15")]


@pytest.fixture
def published() -> PolicyVersion:
    return PolicyVersion.objects.get(number=1)


def test_published_policy_refuses_new_values_in_the_model(published):
    published.values = {**published.values, "publicity.days": 3}
    with pytest.raises(PolicyFrozenError, match="已发布的规则版本不可修改"):
        published.save()


def test_published_policy_and_its_stages_refuse_deletion_in_the_model(published):
    with pytest.raises(PolicyFrozenError):
        published.delete()
    with pytest.raises(PolicyFrozenError):
        published.stages.first().delete()


def test_published_policy_refuses_a_changed_stage_in_the_model(published):
    stage = published.stages.first()
    stage.limit_days = 1
    with pytest.raises(PolicyFrozenError):
        stage.save()


@pytest.mark.parametrize(
    "change",
    [
        {"values": {}},
        {"title": "改"},
        {"number": 7},
        {"effective_on": "2020-01-01"},
        {"content_hash": "x"},
        {"status": "draft"},
        {"status": "retired", "title": "改"},
    ],
)
def test_published_policy_refuses_an_update_in_the_database(change):
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        PolicyVersion.objects.filter(number=1).update(**change)


def test_published_policy_refuses_deletion_in_the_database(published):
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        Stage.objects.filter(policy=published)._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(number=1)._raw_delete("default")


def test_published_policy_refuses_new_and_moved_stages_in_the_database(published):
    draft = PolicyFactory()
    stage = draft.stages.first()
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        Stage.objects.filter(pk=stage.pk).update(policy=published, order=9, code="late")
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        Stage.objects.filter(policy=published).update(limit_days=1)
    new = Stage(
        policy=published, flow_kind=stage.flow_kind, order=9, code="late", name="加", group=stage.group
    )
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        Stage.objects.bulk_create([new])


def test_published_policy_may_be_retired_and_not_come_back():
    assert PolicyVersion.objects.filter(number=1).update(status=PolicyStatus.RETIRED) == 1
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        PolicyVersion.objects.filter(number=1).update(status=PolicyStatus.PUBLISHED)


def test_draft_changes_and_goes_freely():
    draft = PolicyFactory()
    draft.title = "改过"
    draft.save()
    draft.stages.update(limit_days=15)
    draft.delete()
    assert PolicyVersion.objects.count() == 1


def test_triggers_are_in_the_database():
    sql = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_frozen_%'",
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname IN ('policy_frozen', 'stage_frozen')",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        assert cursor.fetchone()[0] == {"sqlite": 5, "postgresql": 2}[connection.vendor]
