"""A version says everything that hangs on it, and a draft of it begins with the same."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from policies.actions import draft_policy, publish_policy
from policies.content import content_hash, content_of
from policies.models import (
    Clause,
    PolicyVersion,
    Question,
    QuestionOption,
    QuestionSet,
    StageCheck,
    StageCondition,
    StageDesk,
    StageField,
    StageSigner,
)
from tests.factories.policies import PolicyFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def full() -> PolicyVersion:
    """A draft whose first stage has one of every part, and one question."""
    questions = QuestionSet.objects.create(title="演示题目表")
    policy = PolicyFactory(question_set=questions)
    stage = policy.stages.get(flow_kind="station_application", order=1)
    user = User.objects.create(username="named")
    StageSigner.objects.create(stage=stage, order=1, user=user)
    StageDesk.objects.create(stage=stage, value="33", group=stage.group)
    StageCondition.objects.create(stage=stage, fact="kind", operator="one_of", threshold="association")
    StageCheck.objects.create(stage=stage, order=1, text="核对印章", clause=Clause.objects.get(code="S-4-1"))
    StageField.objects.create(stage=stage, name="contact_name", access="hidden")
    question = Question.objects.create(
        question_set=questions, order=1, code="volunteers", kind="number", label="自有志愿者", unit="人",
        operator="at_least", threshold="20",
    )  # fmt: skip
    QuestionOption.objects.create(question=question, order=1, code="a", name="甲")
    return policy


def test_version_says_the_parts_of_its_stages(full):
    said = content_of(full)["stages"][2]
    assert (said["flow_kind"], said["code"]) == ("station_application", "first_review")
    assert {name: said[name] for name in ("named_signers", "desks", "conditions", "checks", "fields")} == {
        "named_signers": [{"order": 1, "user": "named"}],
        "desks": [{"value": "33", "group": "初审组"}],
        "conditions": [{"fact": "kind", "operator": "one_of", "threshold": "association"}],
        "checks": [{"order": 1, "text": "核对印章", "clause": "S-4-1", "is_required": True}],
        "fields": [{"name": "contact_name", "access": "hidden"}],
    }


def test_every_part_changes_the_hash(full):
    hashes = {content_hash(full)}
    for model in (StageSigner, StageDesk, StageCondition, StageCheck, StageField, QuestionOption, Question):
        model.objects.all().delete()
        hashes.add(content_hash(full))
    assert len(hashes) == 8


def test_draft_begins_with_the_stages_parts_and_questions_of_its_source(full):
    draft = draft_policy(source=full, title="演示草稿", by=User.objects.create(username="author"), at=AT)
    same = ("values", "stages", "questions")
    assert [content_of(draft)[part] for part in same] == [content_of(full)[part] for part in same]
    assert (draft.drafted_from, draft.scope) == (full, full.scope)
    assert draft.question_set_id != full.question_set_id


def test_published_version_freezes_its_questions(full):
    by = User.objects.create(username="approver")
    StageCondition.objects.all().delete()  # no stage the rules demand may have one
    publish_policy(policy=full, by=by, at=AT, effective_on=date(2026, 12, 1))
    assert QuestionSet.objects.get(pk=full.question_set_id).frozen_at == AT


def test_stages_are_said_in_a_fixed_number_of_queries(full, django_assert_num_queries):
    policy = PolicyVersion.objects.select_related("question_set").get(pk=full.pk)
    with django_assert_num_queries(11):
        content_of(policy)
