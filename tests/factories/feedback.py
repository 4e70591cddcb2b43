"""Complaints, lodged and accepted through the real doors."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.core.files.uploadedfile import UploadedFile

from accounts.models import User
from feedback.actions import Said, accept_complaint, lodge_complaint
from feedback.models import Complaint
from policies.enums import Kind
from registry.models import Holder
from tests.factories.accounts import UserFactory, staff_in_group
from tests.factories.publicity import shanghai
from tests.factories.registry import issued_certificate

MONDAY = shanghai(2026, 9, 21, 10)
RECOGNIZED = datetime(2026, 9, 1, 2, tzinfo=UTC)
WORDS = "该工作站上门诊断后要求企业支付咨询费五千元，有转账记录和聊天记录为证。"


def titled(kind: str = Kind.STATION) -> Holder:
    return issued_certificate(kind, on=RECOGNIZED).term.holder


def complained(
    holder: Holder,
    *,
    by: User | None = None,
    at: datetime = MONDAY,
    words: str = WORDS,
    ground: str = "charging",
    name: str = "举报人（演示）",
    uploads: Sequence[UploadedFile] = (),
) -> Complaint:
    said = Said(ground, words, name, uploads)
    return lodge_complaint(holder=holder, said=said, by=by or UserFactory(), at=at)


def taken_on(holder: Holder, *, by: User | None = None, at: datetime = MONDAY) -> Complaint:
    """Lodged, and accepted by an officer."""
    officer = by or staff_in_group("publicity_officer")
    return accept_complaint(complaint=complained(holder, at=at), by=officer, at=at)
