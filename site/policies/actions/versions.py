"""Draft, change, publish and retire a version of the rules."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from policies.actions.editing import opened_draft, record_change
from policies.content import content_hash, copy_questions, copy_stages
from policies.enums import PolicyStatus
from policies.exceptions import (
    PolicyIncompleteError,
    PolicyNotPublishedError,
    SelfApprovalError,
)
from policies.models import PolicyVersion, QuestionSet
from policies.publication import faults_at_publication
from policies.register import defaults, faults_in
from policies.signals import (
    policy_drafted,
    policy_published,
    policy_retired,
)

if TYPE_CHECKING:
    from accounts.models import User  # accounts stand above policies


@transaction.atomic
def draft_policy(*, source: PolicyVersion, title: str, by: "User", at: datetime) -> PolicyVersion:
    """起草规则版本: a new draft with the values, stages and questions of an earlier version."""
    PolicyVersion.objects.select_for_update().get(pk=source.pk)
    number = (PolicyVersion.objects.aggregate(top=Max("number"))["top"] or 0) + 1
    draft = PolicyVersion.objects.create(
        number=number,
        title=title,
        values={**defaults(), **source.values},
        author=by,
        scope=source.scope,
        drafted_from=source,
    )
    copy_stages(source=source, draft=draft)
    if source.question_set:
        draft.question_set = copy_questions(source=source.question_set, title=title)
        draft.save(update_fields=["question_set"])
    policy_drafted.send(PolicyVersion, policy=draft, source=source, by=by, at=at)
    return draft


@transaction.atomic
def change_policy(
    *, policy: PolicyVersion, values: Mapping[str, Any], by: "User", at: datetime, revision: int | None = None
) -> PolicyVersion:
    """修改草稿参数: only what differs is recorded; values the 办法 does not allow are refused at once."""
    locked = opened_draft(policy, revision)
    if faults := faults_in(values):
        raise PolicyIncompleteError(faults)
    changed = {key: value for key, value in values.items() if locked.value(key) != value}
    before = {key: locked.value(key) for key in changed}
    if changed:
        locked.values = {**locked.values, **changed}
        record_change(locked, act="change", before=before, after=changed, by=by, at=at)
    return locked


@transaction.atomic
def publish_policy(*, policy: PolicyVersion, by: "User", at: datetime, effective_on: date) -> PolicyVersion:
    """发布规则版本（S-17、E-15）: a second person puts a draft in force from a day; from then on it never changes."""
    locked = opened_draft(policy, None)
    if locked.author_id == by.pk:
        raise SelfApprovalError
    if faults := faults_at_publication(locked, effective_on=effective_on, today=timezone.localdate(at)):
        raise PolicyIncompleteError(faults)
    locked.values = {**defaults(), **locked.values}
    locked.effective_on = effective_on
    locked.approver = by
    locked.published_at = at
    locked.content_hash = content_hash(locked)
    locked.status = PolicyStatus.PUBLISHED
    locked.save()
    QuestionSet.objects.filter(policy=locked, frozen_at=None).update(frozen_at=at)
    policy_published.send(PolicyVersion, policy=locked, by=by, at=at)
    return locked


@transaction.atomic
def retire_policy(*, policy: PolicyVersion, by: "User", at: datetime) -> PolicyVersion:
    """停用规则版本: no round opens on it any more; what was decided on it stands."""
    locked = PolicyVersion.objects.select_for_update().get(pk=policy.pk)
    if locked.status != PolicyStatus.PUBLISHED:
        raise PolicyNotPublishedError
    locked.status = PolicyStatus.RETIRED
    locked.save(update_fields=["status"])
    policy_retired.send(PolicyVersion, policy=locked, by=by, at=at)
    return locked
