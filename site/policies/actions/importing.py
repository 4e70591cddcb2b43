"""A version from a file becomes a draft: all of it or none."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from policies.content import LATER_STAGE_COLUMNS, OPTION_COLUMNS, QUESTION_COLUMNS, STAGE_COLUMNS
from policies.enums import PolicyStatus
from policies.models import PolicyVersion, Question, QuestionOption, QuestionSet, Stage
from policies.portable import IMPORTED_PARTS, Portable, parsed, read_portable
from policies.register import defaults
from policies.signals import policy_drafted

if TYPE_CHECKING:
    from accounts.models import User  # accounts stand above policies


@transaction.atomic
def import_policy(*, file: bytes, by: "User", at: datetime) -> PolicyVersion:
    """导入规则版本: a draft beside the newest published version of its scope. Raises PortableError with every fault."""
    scope = parsed(file)["scope"]
    published = PolicyVersion.objects.select_for_update().filter(scope=scope, status=PolicyStatus.PUBLISHED)
    base = published.order_by("-number").first()
    portable = read_portable(file, base, scope=scope if base else "")
    said = portable.said
    number = (PolicyVersion.objects.aggregate(top=Max("number"))["top"] or 0) + 1
    draft = PolicyVersion.objects.create(
        number=number, title=said["title"], values={**defaults(), **said["values"]}, author=by, scope=scope,
        drafted_from=base, question_set=_questions(said),
    )  # fmt: skip
    for stage in said["stages"]:
        _create_stage(draft, stage, portable)
    policy_drafted.send(PolicyVersion, policy=draft, source=None, file_hash=said["hash"], by=by, at=at)
    return draft


def _create_stage(draft: PolicyVersion, said: Mapping[str, Any], portable: Portable) -> None:
    columns = {name: said[name] for name in (*STAGE_COLUMNS, *LATER_STAGE_COLUMNS) if name in said}
    stage = Stage.objects.create(
        policy=draft, group=portable.groups[said["group"]], locked_by=portable.clauses.get(said["locked_by"]), **columns
    )  # fmt: skip
    for part in IMPORTED_PARTS:
        for row in said.get(part, []):
            getattr(stage, part).create(**_row(part, row, portable))


def _row(part: str, row: Mapping[str, Any], portable: Portable) -> dict[str, Any]:
    if part == "desks":
        return {**row, "group": portable.groups[row["group"]]}
    if part == "checks":
        return {**row, "clause": portable.clauses.get(row["clause"])}
    return dict(row)


def _questions(said: Mapping[str, Any]) -> QuestionSet | None:
    if not said.get("questions"):
        return None
    made = QuestionSet.objects.create(title=said["title"])
    for row in said["questions"]:
        question = Question.objects.create(
            question_set=made, **{name: row[name] for name in QUESTION_COLUMNS}
        )
        for option in row["options"]:
            QuestionOption.objects.create(
                question=question, **{name: option[name] for name in OPTION_COLUMNS}
            )
    return made
