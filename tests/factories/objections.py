"""Objections, lodged and accepted through the real doors."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile

from accounts.models import User
from objections.actions import Said, accept_objection, lodge_objection
from objections.models import Objection
from publicity.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.publicity import shanghai

DURING = shanghai(2026, 9, 21, 10)  # a Monday inside the window
GROUNDS = "该单位成立日期与登记信息不符，成立不满两年，请核查营业执照。"


def lodged(
    entry: Entry,
    *,
    by: User | None = None,
    at: datetime = DURING,
    grounds: str = GROUNDS,
    uploads: Sequence[UploadedFile] = (),
) -> Objection:
    said = Said("异议人（演示）", grounds, uploads)
    return lodge_objection(entry=entry, said=said, by=by or UserFactory(), at=at)


def accepted(entry: Entry, *, by: User | None = None, at: datetime = DURING) -> Objection:
    return accept_objection(objection=lodged(entry, at=at), by=by or UserFactory(), at=at)
