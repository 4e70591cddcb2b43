"""Request types as the desk makes them, and requests at each point of their flow."""

from typing import Any

from django.utils import timezone

from accounts.models import StaffGroup, User
from matters.actions import define_type, draft_request, open_type, save_request, submit_request
from matters.models import Request, RequestType
from policies.actions import publish_policy
from policies.models import PolicyVersion
from tests.factories.accounts import StaffFactory, UserFactory, staff_in_group
from tests.factories.questions import VOLUNTEERS, asked
from workflows.request.actions import advance_request
from workflows.request.models import RequestProcess


def drafted_type(code: str = "logo", *questions: dict[str, Any], **given: Any) -> RequestType:
    """A type with its first draft: one stage of the first review group."""
    staff_in_group("first_review")
    group = StaffGroup.objects.get(code="first_review").group
    said = {"title": "使用平台标识许可", "lead": "", "asker": "anyone", "stage": "审核", "group": group}
    made = define_type(code=code, **{**said, **given}, by=StaffFactory(), at=timezone.now())
    draft = PolicyVersion.objects.get(scope=code)
    assert draft.question_set
    asked(draft.question_set, *questions)
    return made


def opened_type(code: str = "logo", *questions: dict[str, Any], **given: Any) -> RequestType:
    """The same, published by another person and open."""
    made = drafted_type(code, *(questions or (VOLUNTEERS,)), **given)
    now = timezone.now()
    draft = PolicyVersion.objects.get(scope=code)
    publish_policy(policy=draft, by=StaffFactory(), at=now, effective_on=timezone.localdate(now))
    return open_type(type=made, by=StaffFactory(), at=now)


def answered_request(type_: RequestType | None = None, by: User | None = None, **answers: Any) -> Request:
    """A draft with its answers."""
    by, now = by or UserFactory(), timezone.now()
    draft = draft_request(type=type_ or opened_type(), by=by, at=now)
    given = answers or {"volunteers": 25}
    return save_request(request=draft, answers=given, revision=draft.revision, by=by, at=now)


def submitted_request(
    type_: RequestType | None = None, by: User | None = None, **answers: Any
) -> RequestProcess:
    """Handed in, and waiting for its first signer."""
    draft = answered_request(type_, by, **answers)
    row = submit_request(request=draft, by=draft.applicant, at=timezone.now())
    advance_request(request_pk=row.pk, at=timezone.now())
    return RequestProcess.objects.get(request=row)
