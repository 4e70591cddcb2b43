"""A version is carried as a file: what comes out goes in again; what is no version is refused as a whole, fault by fault."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from policies.actions import draft_policy, import_policy, set_stage_parts
from policies.content import content_of
from policies.exceptions import PortableError
from policies.models import PolicyVersion, Question, QuestionOption, QuestionSet, Stage
from policies.portable import MAX_BYTES, _hash, exported, written

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def author() -> User:
    return User.objects.create(username="author", name="演示起草人")


@pytest.fixture
def draft(author) -> PolicyVersion:
    """A draft with a third stage that has rows, and one question."""
    draft = draft_policy(source=PolicyVersion.objects.get(number=1), title="演示草稿", by=author, at=AT)
    draft.question_set = QuestionSet.objects.create(title="演示题目表")
    draft.save()
    question = Question.objects.create(question_set=draft.question_set, order=1, code="volunteers", kind="choice", label="自有志愿者")  # fmt: skip
    QuestionOption.objects.create(question=question, order=1, code="a", name="甲")
    second = draft.stages.get(flow_kind="station_application", order=2)
    stage = Stage.objects.create(
        policy=draft, flow_kind="station_application", order=3, code="panel", name="评议", group=second.group,
        sign_mode="quorum", signers=3, quorum=2, signer_source="desk", desk_fact="province",
    )  # fmt: skip
    parts = {
        "desks": [{"value": "33", "group": second.group}],
        "conditions": [{"fact": "station_kind", "operator": "one_of", "threshold": "association"}],
        "checks": [{"order": 1, "text": "核对印章", "clause": second.locked_by}],
        "fields": [{"name": "contact_name", "access": "hidden"}],
        "named_signers": [{"order": 1, "user": author}],
    }
    set_stage_parts(stage=stage, parts=parts, by=author, at=AT)
    return draft


def file_of(draft, **changed) -> bytes:
    """The file of a version with something else in it, sealed anew."""
    said = {**exported(draft), **changed}
    return json.dumps({**said, "hash": _hash(said)}).encode()


def refused(file: bytes, by: User) -> list[str]:
    count = PolicyVersion.objects.count()
    with pytest.raises(PortableError) as refusal:
        import_policy(file=file, by=by, at=AT)
    assert PolicyVersion.objects.count() == count
    return refusal.value.faults


def test_what_comes_out_goes_in_again(draft, author):
    made = import_policy(file=written(draft).encode(), by=author, at=AT)
    out, back = content_of(draft), content_of(made)
    assert out["stages"][-1].pop("named_signers") == [{"order": 1, "user": "author"}]
    assert [back[part] for part in ("values", "stages", "questions")] == [
        out[part] for part in ("values", "stages", "questions")
    ]
    assert (made.number, made.title, made.drafted_from.number, made.author) == (3, "演示草稿", 1, author)


def test_file_names_groups_by_code_and_nobody(draft):
    text = written(draft)
    said = json.loads(text)
    assert {stage["group"] for stage in said["stages"]} == {
        "decision_maker",
        "first_review",
        "second_review",
    }
    assert said["stages"][-1]["desks"] == [{"value": "33", "group": "second_review"}]
    assert said["notes"] == ["“评议”的指定人员没有导出，请导入后重新指定。"]
    assert "author" not in text


@pytest.mark.parametrize(("file", "fault"), [
    (b"", "文件不是规则版本的 JSON 文件，无法读取。"),
    (b"\xff\xfe", "文件不是规则版本的 JSON 文件，无法读取。"),
    (b'{"a": NaN}', "文件不是规则版本的 JSON 文件，无法读取。"),
    (b"[" * 100_000, "文件不是规则版本的 JSON 文件，无法读取。"),
    (b"[]", "文件应是一个规则版本，而不是其他内容。"),
    (b" " * (MAX_BYTES + 1), "文件超过 512 KB。"),
])  # fmt: skip
def test_other_file_is_refused(author, file, fault):
    assert refused(file, author) == [fault]


def test_unknown_keys_and_wrong_types_are_all_named(draft, author):
    said = exported(draft)
    stages = [
        {**said["stages"][0], "colour": "red", "signers": True, "sign_mode": "dice"},
        *said["stages"][1:],
    ]
    del stages[1]["name"]
    assert refused(file_of(draft, stages=stages), author) == [
        "环节第 1 项：不认识“colour”。",
        "环节第 1 项的“sign_mode”：不在可选范围内。",
        "环节第 1 项的“signers”：类型不对。",
        "环节第 2 项：缺少“name”。",
    ]


def test_unknown_groups_clauses_and_facts_are_all_named(draft, author):
    said = exported(draft)
    panel = said["stages"][-1]
    panel |= {"group": "moon", "checks": [{"order": 1, "text": "x", "clause": "S-99", "is_required": True}]}
    panel["conditions"] = [{"fact": "colour", "operator": "one_of", "threshold": "red"}]
    assert refused(file_of(draft, stages=said["stages"]), author) == [
        "环节“评议”：没有代码为“moon”的工作组。",
        "环节“评议”：没有条款“S-99”。",
        "环节“评议”：适用条件中的“colour”不是此流程的事实。",
    ]


def test_less_than_the_rules_ask_is_refused(draft, author):
    said = exported(draft)
    values = {**said["values"], "publicity.days": 3}
    assert refused(file_of(draft, values=values), author) == ["S-5-3 公示期：不得低于 5 个工作日。"]
    stages = [stage for stage in said["stages"] if stage["code"] != "first_review"]
    assert refused(file_of(draft, stages=stages), author) == [
        "E-4-2 要求“初审”环节，不得删除。",
        "S-5-2 要求“初审”环节，不得删除。",
    ]


def test_changed_file_is_refused_by_its_hash(draft, author):
    file = written(draft).replace("评议", "抽查").encode()
    assert refused(file, author) == ["文件内容与其哈希不符，可能不完整或被改动过，请重新导出。"]


@pytest.mark.parametrize("value", [[{}], {"a": 1}, 10**30, 1.5, None])
def test_absurd_values_are_refused(draft, author, value):
    values = {**exported(draft)["values"], "eligibility.soft": value}
    assert refused(file_of(draft, values=values), author) == ["参数“eligibility.soft”：类型不对或超出范围。"]


def test_twice_the_same_code_or_order_is_refused(draft, author):
    said = exported(draft)
    stages = [*said["stages"], {**said["stages"][-1], "order": 4}]
    assert refused(file_of(draft, stages=stages), author) == [
        "环节的代码“panel”在 station_application 中重复。"
    ]


def test_version_of_an_unknown_request_type_is_refused(draft, author):
    stages = [
        {**stage, "flow_kind": "request", "locked_by": None} for stage in exported(draft)["stages"][-1:]
    ]
    stages[0] |= {"conditions": [], "signer_source": "group", "desk_fact": "", "desks": []}
    assert refused(file_of(draft, scope="logo", stages=stages), author) == ["没有适用事项“logo”。"]
