"""The doors to the rules: draft, change, publish and retire a version. Those to the calendar are in `calendar_actions`.

Audit stands above this room, so it listens to `policies.signals` and writes the event in the same transaction.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.content import content_hash, copy_questions, copy_stages
from policies.enums import REQUIRED_FLOWS, PolicyStatus
from policies.exceptions import (
    PolicyIncompleteError,
    PolicyNotDraftError,
    PolicyNotPublishedError,
    SelfApprovalError,
)
from policies.models import PolicyVersion, QuestionSet
from policies.register import defaults, faults_in
from policies.signals import (
    policy_changed,
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
    *, policy: PolicyVersion, values: Mapping[str, Any], by: "User", at: datetime
) -> PolicyVersion:
    """修改草稿参数: only what differs is recorded; values the 办法 does not allow are refused at once."""
    locked = PolicyVersion.objects.select_for_update().get(pk=policy.pk)
    if locked.status != PolicyStatus.DRAFT:
        raise PolicyNotDraftError
    if faults := faults_in(values):
        raise PolicyIncompleteError(faults)
    changed = {key: value for key, value in values.items() if locked.value(key) != value}
    before = {key: locked.value(key) for key in changed}
    if changed:
        locked.values = {**locked.values, **changed}
        locked.revision += 1
        locked.save(update_fields=["values", "revision"])
        policy_changed.send(PolicyVersion, policy=locked, before=before, after=changed, by=by, at=at)
    return locked


@transaction.atomic
def publish_policy(*, policy: PolicyVersion, by: "User", at: datetime, effective_on: date) -> PolicyVersion:
    """发布规则版本（S-17、E-15）: a second person puts a draft in force from a day; from then on it never changes."""
    locked = PolicyVersion.objects.select_for_update().get(pk=policy.pk)
    if locked.status != PolicyStatus.DRAFT:
        raise PolicyNotDraftError
    if locked.author_id == by.pk:
        raise SelfApprovalError
    if faults := _faults(locked, effective_on, timezone.localdate(at)):
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


def _faults(policy: PolicyVersion, effective_on: date, today: date) -> list[str]:
    """Everything that keeps a draft from being published."""
    faults = faults_in(policy.values)
    if effective_on < today:
        faults.append(_("生效日不能早于发布当日。"))
    staged = set(policy.stages.filter(locked_by__isnull=False).values_list("flow_kind", flat=True))
    faults += [
        _("“%(flow)s”缺少办法要求的审核环节。") % {"flow": kind.label}
        for kind in REQUIRED_FLOWS
        if kind not in staged
    ]
    return faults
