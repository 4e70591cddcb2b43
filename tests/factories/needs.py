"""Needs, submitted and offered through the real doors."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from accounts.models import User
from needs.actions import Said, accept_offer, offer_need, submit_need, take_need
from needs.models import Need, Offer
from policies.enums import Kind
from registry.models import Holder
from tests.factories.accounts import UserFactory
from tests.factories.feedback import MONDAY, titled

SAID: dict[str, Any] = {
    "firm_name": "(演示)云帆精密有限公司",
    "province": "33",
    "field": "policy_reading",
    "form": "offline",
    "words": "不清楚技术改造补助的申报条件，希望有人当面讲解并看看我们的材料。",
    "contact_name": "企业联系人（演示）",
    "is_agreed": True,
}


def needed(*, by: User | None = None, at: datetime = MONDAY, gathered_by: Holder | None = None, **changed: Any) -> Need:  # fmt: skip
    person = by or UserFactory()
    said = Said(**{**SAID, "contact_mobile": person.mobile, **changed})
    return submit_need(said=said, form_key=uuid4(), by=person, at=at, gathered_by=gathered_by)


def taken(*, at: datetime = MONDAY, **given: Any) -> Need:
    return take_need(need=needed(at=at, **given), by=UserFactory(), at=at)


def expert() -> Holder:
    """Of province 33, who knows policies and credit."""
    return titled(Kind.EXPERT)


def offered(holder: Holder, *, at: datetime = MONDAY, **given: Any) -> Offer:
    return offer_need(need=taken(at=at, **given), holder=holder, by=UserFactory(), at=at)


def accepted(holder: Holder, *, at: datetime = MONDAY, **given: Any) -> Offer:
    return accept_offer(offer=offered(holder, at=at, **given), by=holder.user, at=at)
