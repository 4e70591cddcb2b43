"""What a policy version says, as plain data: for its hash, its export, the comparison of two versions, and the copy a draft starts from.

Columns added after the first release are left out while they hold their default, so the hash of an old version stays true.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet

from policies.models import PolicyVersion, Question, QuestionSet, Stage
from policies.register import BY_KEY

STAGE_COLUMNS = (
    "flow_kind",
    "order",
    "code",
    "name",
    "sign_mode",
    "quorum",
    "signers",
    "is_veto",
    "is_other_person",
    "limit_days",
    "on_limit",
)
LATER_STAGE_COLUMNS: Mapping[str, Any] = {
    "signer_source": "group",
    "desk_fact": "",
    "percent": None,
    "may_return": False,
    "max_returns": 1,
}
STAGE_PARTS: Mapping[str, tuple[str, ...]] = {
    "named_signers": ("order", "user__username"),
    "desks": ("value", "group__name"),
    "conditions": ("fact", "operator", "threshold"),
    "checks": ("order", "text", "clause__code", "is_required"),
    "fields": ("name", "access"),
}
"""The rows that hang on a stage: related name and the columns that are said."""
QUESTION_COLUMNS = (
    "order",
    "code",
    "kind",
    "label",
    "help",
    "unit",
    "is_required",
    "operator",
    "threshold",
    "is_hard",
    "basis",
)
OPTION_COLUMNS = ("order", "code", "name")


def content_of(policy: PolicyVersion) -> dict[str, Any]:
    """Everything a version says: every parameter, defaults filled in, every stage in order, its questions if it has any."""
    content: dict[str, Any] = {
        "number": policy.number,
        "effective_on": policy.effective_on and policy.effective_on.isoformat(),
        "values": _said_values(policy),
        "stages": [said_by_stage(stage) for stage in stages_with_parts(policy)],
    }
    if policy.scope:
        content["scope"] = policy.scope
    if policy.question_set_id:
        content["questions"] = questions_said(policy.question_set)
    return content


def content_hash(policy: PolicyVersion) -> str:
    """SHA-256 of what a version says: two versions with the same hash judge alike."""
    text = json.dumps(content_of(policy), cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def stages_with_parts(policy: PolicyVersion) -> QuerySet[Stage]:
    """The stages of a version with everything that hangs on them, in a fixed number of queries."""
    return (
        policy.stages.select_related("group", "locked_by")
        .prefetch_related("named_signers__user", "desks__group", "conditions", "checks__clause", "fields")
        .order_by("flow_kind", "order")
    )


def questions_said(question_set: QuestionSet | None) -> list[dict[str, Any]]:
    """The questions of a set with their options, in order."""
    if question_set is None:
        return []
    questions: QuerySet[Question] = question_set.questions.prefetch_related("options").order_by("order")
    return [
        {
            **{name: getattr(question, name) for name in QUESTION_COLUMNS},
            "options": [
                {name: getattr(option, name) for name in OPTION_COLUMNS} for option in question.options.all()
            ],
        }
        for question in questions
    ]


def copy_stages(*, source: PolicyVersion, draft: PolicyVersion) -> None:
    """Every stage of `source` with its parts, as rows of `draft`."""
    for stage in stages_with_parts(source):
        parts = {name: list(getattr(stage, name).all()) for name in STAGE_PARTS}
        stage.pk, stage.policy = None, draft
        stage.save(force_insert=True)
        for rows in parts.values():
            _copy(rows, stage=stage)


def copy_questions(*, source: QuestionSet, title: str) -> QuestionSet:
    """A new, open set with the same questions."""
    made = QuestionSet.objects.create(title=title)
    for question in source.questions.prefetch_related("options"):
        options = list(question.options.all())
        question.pk, question.question_set = None, made
        question.save(force_insert=True)
        _copy(options, question=question)
    return made


def _copy(rows: Sequence[Model], **owner: Model) -> None:
    for row in rows:
        row.pk = None
        for name, value in owner.items():
            setattr(row, name, value)
        row.save(force_insert=True)


def _said_values(policy: PolicyVersion) -> dict[str, Any]:
    values = {key: policy.value(key) for key in sorted(BY_KEY)}
    return {
        key: value
        for key, value in values.items()
        if not (BY_KEY[key].is_later and value == BY_KEY[key].default)
    }


def said_by_stage(stage: Stage) -> dict[str, Any]:
    later = {
        name: getattr(stage, name)
        for name, default in LATER_STAGE_COLUMNS.items()
        if getattr(stage, name) != default
    }
    parts = {name: rows for name in STAGE_PARTS if (rows := _said_by_parts(stage, name))}
    return {
        **{name: getattr(stage, name) for name in STAGE_COLUMNS},
        "group": stage.group.name,
        "locked_by": stage.locked_by and stage.locked_by.code,
        **later,
        **parts,
    }


def _said_by_parts(stage: Stage, name: str) -> list[dict[str, Any]]:
    return [
        {path.partition("__")[0]: _follow(row, path) for path in STAGE_PARTS[name]}
        for row in getattr(stage, name).all()
    ]


def _follow(row: Any, path: str) -> Any:
    for step in path.split("__"):
        row = row and getattr(row, step)
    return row
