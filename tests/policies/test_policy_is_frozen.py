"""A published version never changes: neither through the model nor around it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from policies.enums import PolicyStatus
from policies.exceptions import PolicyFrozenError, QuestionsFrozenError
from policies.models import (
    PolicyVersion,
    Question,
    QuestionOption,
    QuestionSet,
    Stage,
    StageCheck,
    StageCondition,
    StageDesk,
    StageField,
    StageSigner,
)
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


def parts_of(stage):
    """One row of every kind that hangs on a stage."""
    user = User.objects.create(username="named")
    return [
        StageSigner(stage=stage, order=1, user=user),
        StageDesk(stage=stage, value="33", group=stage.group),
        StageCondition(stage=stage, fact="province", operator="one_of", threshold="33"),
        StageCheck(stage=stage, order=1, text="演示核对"),
        StageField(stage=stage, name="served_last_year", access="edit"),
    ]


def test_parts_of_a_published_stage_are_refused_in_the_model_and_in_the_database(published):
    for part in parts_of(published.stages.first()):
        with pytest.raises(PolicyFrozenError):
            part.save()
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            type(part).objects.bulk_create([part])


def test_parts_of_a_draft_freeze_with_it(published):
    draft = PolicyFactory()
    parts = parts_of(draft.stages.first())
    for part in parts:
        part.save()
    PolicyVersion.objects.filter(pk=draft.pk).update(
        status="published", effective_on="2030-01-01", content_hash="x", published_at=timezone.now()
    )
    for part in parts:
        rows = type(part).objects.filter(pk=part.pk)
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            rows.update(stage_id=part.stage_id)
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            rows._raw_delete("default")
        with pytest.raises(PolicyFrozenError):
            part.delete()


def test_questions_freeze_with_their_set():
    questions = QuestionSet.objects.create(title="演示题目表")
    question = Question.objects.create(
        question_set=questions, order=1, code="area", kind="choice", label="面积"
    )
    option = QuestionOption.objects.create(question=question, order=1, code="big", name="大")
    QuestionSet.objects.filter(pk=questions.pk).update(frozen_at=timezone.now())
    for row in (option, question):
        with pytest.raises(QuestionsFrozenError, match="题目已启用，不可再修改"):
            row.save()
        with pytest.raises(QuestionsFrozenError):
            row.delete()
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(order=2)
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        QuestionSet.objects.filter(pk=questions.pk).update(frozen_at=None)


def test_triggers_are_in_the_database():
    sql = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_frozen_%'",
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%_frozen'",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        assert cursor.fetchone()[0] == {"sqlite": 28, "postgresql": 10}[connection.vendor]
