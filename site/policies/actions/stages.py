"""Stages of a draft: add, change, remove, move, and what hangs on them. Each change is one revision and one event."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Max

from policies.actions.editing import opened_draft, record_change
from policies.content import STAGE_PARTS, said_by_stage, stages_with_parts
from policies.exceptions import StageLockedError
from policies.locks import lock_sentences
from policies.models import PolicyVersion, Stage

if TYPE_CHECKING:
    from django.contrib.auth.models import Group

    from accounts.models import User  # accounts stand above policies

PARKED = 1000
"""Added to the order of every stage while they are renumbered: two of them never hold one order at once."""
Parts = Mapping[str, Sequence[Mapping[str, Any]]]


@transaction.atomic
def add_stage(
    *, policy: PolicyVersion, flow_kind: str, name: str, group: "Group", by: "User", at: datetime,
    revision: int | None = None, values: Mapping[str, Any] | None = None, parts: Parts | None = None,
) -> Stage:  # fmt: skip
    """新增环节: at the end of a flow, then to be filled in and moved."""
    locked = opened_draft(policy, revision)
    stages = locked.stages.filter(flow_kind=flow_kind)
    order = (stages.aggregate(top=Max("order"))["top"] or 0) + 1
    code = _new_code(locked, flow_kind)
    stage = Stage.objects.create(
        policy=locked, flow_kind=flow_kind, order=order, code=code, name=name, group=group, **(values or {})
    )
    _replace_parts(stage, parts or {})
    said = _said(stage)
    record_change(locked, act="add_stage", before={}, after={"stage": said}, by=by, at=at)
    return stage


@transaction.atomic
def change_stage(
    *, stage: Stage, values: Mapping[str, Any], by: "User", at: datetime,
    revision: int | None = None, parts: Parts | None = None,
) -> Stage:  # fmt: skip
    """修改环节: its columns, and the rows named in `parts`. Raises StageLockedError for less than the 办法 asks."""
    locked = opened_draft(stage.policy, revision)
    stage = locked.stages.select_for_update().get(pk=stage.pk)
    before = _said(stage)
    with _locks_kept(locked, stage.flow_kind):
        for name, value in values.items():
            setattr(stage, name, value)
        stage.save()
        _replace_parts(stage, parts or {})
    after = _said(stage)
    if before != after:
        record_change(
            locked, act="change_stage", before={"stage": before}, after={"stage": after}, by=by, at=at
        )
    return stage


@transaction.atomic
def set_stage_parts(
    *, stage: Stage, parts: Parts, by: "User", at: datetime, revision: int | None = None
) -> Stage:
    """环节附项: replaces the rows of each part named: named_signers, desks, conditions, checks, fields."""
    return change_stage(stage=stage, values={}, parts=parts, by=by, at=at, revision=revision)


@transaction.atomic
def remove_stage(*, stage: Stage, by: "User", at: datetime, revision: int | None = None) -> PolicyVersion:
    """删除环节: those behind it close up. Raises StageLockedError for one the 办法 demands."""
    locked = opened_draft(stage.policy, revision)
    stage = locked.stages.select_for_update().get(pk=stage.pk)
    before, kind = _said(stage), stage.flow_kind
    with _locks_kept(locked, kind):
        stage.delete()
    _renumber(locked, kind, _codes(locked, kind))
    record_change(locked, act="remove_stage", before={"stage": before}, after={}, by=by, at=at)
    return locked


@transaction.atomic
def move_stage(
    *, stage: Stage, to: int, by: "User", at: datetime, revision: int | None = None
) -> PolicyVersion:
    """移动环节: to a place counted from 1; one beyond the ends is taken as the end. Locked stages keep their order."""
    locked = opened_draft(stage.policy, revision)
    stage = locked.stages.select_for_update().get(pk=stage.pk)
    before = _codes(locked, stage.flow_kind)
    after = [code for code in before if code != stage.code]
    after.insert(min(max(to, 1), len(before)) - 1, stage.code)
    if after != before:
        with _locks_kept(locked, stage.flow_kind):
            _renumber(locked, stage.flow_kind, after)
        said = {"flow_kind": stage.flow_kind, "code": stage.code}
        record_change(
            locked, act="move_stage", before={**said, "order": before}, after={**said, "order": after}, by=by, at=at
        )  # fmt: skip
    return locked


def _replace_parts(stage: Stage, parts: Parts) -> None:
    for name, rows in parts.items():
        if name not in STAGE_PARTS:
            raise KeyError(name)
        related = getattr(stage, name)
        for row in related.all():
            row.delete()
        for row in rows:
            related.create(**row)


@contextmanager
def _locks_kept(policy: PolicyVersion, flow_kind: str) -> Iterator[None]:
    """Raises StageLockedError when what is done inside takes from the stages the 办法 demands. What was wrong before stays so."""
    origin = _flow(policy.drafted_from, flow_kind) if policy.drafted_from else []
    before = _flow(policy, flow_kind)
    base = [*origin, *(stage for stage in before if stage["code"] not in {one["code"] for one in origin})]
    known = lock_sentences(before, base, min_days=policy.value("review.min_days"))
    yield
    now = lock_sentences(_flow(policy, flow_kind), base, min_days=policy.value("review.min_days"))
    if new := [sentence for sentence in now if sentence not in known]:
        raise StageLockedError(new)


def _flow(policy: PolicyVersion, flow_kind: str) -> list[dict[str, Any]]:
    return [said_by_stage(stage) for stage in stages_with_parts(policy).filter(flow_kind=flow_kind)]


def _new_code(policy: PolicyVersion, flow_kind: str) -> str:
    """A code neither the draft nor the version it began from knows, so that two versions never mean different stages by one."""
    versions = [policy.pk, policy.drafted_from_id]
    known = set(Stage.objects.filter(policy__in=versions, flow_kind=flow_kind).values_list("code", flat=True))
    number = next(n for n in range(len(known) + 1, len(known) + 1000) if f"stage_{n}" not in known)
    return f"stage_{number}"


def _said(stage: Stage) -> dict[str, Any]:
    return said_by_stage(stages_with_parts(stage.policy).get(pk=stage.pk))


def _codes(policy: PolicyVersion, flow_kind: str) -> list[str]:
    return list(policy.stages.filter(flow_kind=flow_kind).order_by("order").values_list("code", flat=True))


def _renumber(policy: PolicyVersion, flow_kind: str, codes: Sequence[str]) -> None:
    stages = policy.stages.filter(flow_kind=flow_kind)
    stages.update(order=F("order") + PARKED)
    for order, code in enumerate(codes, 1):
        stages.filter(code=code).update(order=order)
