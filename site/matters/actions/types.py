"""Types of requests at the desk: define one with its first draft of rules, word it, open and close it."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from audit.actions import record_event
from matters.exceptions import CodeTakenError, NotPublishedError
from matters.models import RequestType
from matters.queries import rules_of
from policies.actions import add_stage
from policies.enums import FlowKind
from policies.models import PolicyVersion, QuestionSet
from policies.register import defaults


@transaction.atomic
def define_type(
    *, code: str, title: str, lead: str, asker: str, stage: str, group: Group, by: User, at: datetime
) -> RequestType:
    """设立事项：closed, with a first draft of its rules: one stage of a group, and no question yet."""
    if PolicyVersion.objects.filter(scope=code).exists():
        raise CodeTakenError(code)
    try:
        with transaction.atomic():
            made = RequestType.objects.create(
                code=code, title=title, lead=lead, asker=asker, created_at=at, created_by=by
            )
    except IntegrityError as error:
        raise CodeTakenError(code) from error
    draft = _first_draft(made, by)
    add_stage(policy=draft, flow_kind=FlowKind.REQUEST, name=stage, group=group, by=by, at=at)
    record_event(
        by=by, verb="request_type.define", target=made, after={**_said(made), "policy": draft.number}
    )
    return made


def _first_draft(type_: RequestType, by: User) -> PolicyVersion:
    number = (PolicyVersion.objects.aggregate(top=Max("number"))["top"] or 0) + 1
    return PolicyVersion.objects.create(
        number=number,
        title=type_.title,
        values=defaults(),
        author=by,
        scope=type_.code,
        question_set=QuestionSet.objects.create(title=type_.title),
    )


@transaction.atomic
def change_type(
    *, type: RequestType, title: str, lead: str, asker: str, by: User, at: datetime
) -> RequestType:
    """修改事项：its words and who may ask; its code never."""
    row = RequestType.objects.select_for_update().get(pk=type.pk)
    before = _said(row)
    row.title, row.lead, row.asker = title, lead, asker
    row.save()
    if before != _said(row):
        record_event(by=by, verb="request_type.change", target=row, before=before, after=_said(row))
    return row


@transaction.atomic
def open_type(*, type: RequestType, by: User, at: datetime) -> RequestType:
    """开放申请：on published rules only."""
    row = RequestType.objects.select_for_update().get(pk=type.pk)
    policy = rules_of(row, timezone.localdate(at))
    if policy is None:
        raise NotPublishedError
    if not row.is_open:
        row.is_open = True
        row.save(update_fields=["is_open"])
        record_event(by=by, verb="request_type.open", target=row, policy=policy)
    return row


@transaction.atomic
def close_type(*, type: RequestType, by: User, at: datetime) -> RequestType:
    """停止受理：nothing new is taken; what runs goes on to its end."""
    row = RequestType.objects.select_for_update().get(pk=type.pk)
    if row.is_open:
        row.is_open = False
        row.save(update_fields=["is_open"])
        record_event(by=by, verb="request_type.close", target=row)
    return row


def _said(type_: RequestType) -> dict[str, str]:
    return {name: getattr(type_, name) for name in ("code", "title", "lead", "asker")}
