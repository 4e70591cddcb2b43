"""What every change of a need does: lock, check, leave its trace, tell. No trace holds the contact of a firm."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from audit.actions import record_event
from messaging.actions import announce
from messaging.audiences import Concerned
from needs.enums import OfferStatus
from needs.exceptions import NeedStatusError, OfferStatusError
from needs.models import Need, Offer
from needs.queries import triagers
from policies.calendar import add_workdays
from policies.queries import calendar_from


def lock(need: Need, *, expected: Collection[str]) -> Need:
    """Raises NeedStatusError outside `expected`."""
    rows = Need.objects.select_for_update(of=("self",)).select_related("policy", "submitter")
    row = rows.get(pk=need.pk)
    if row.status not in expected:
        raise NeedStatusError(row.get_status_display())
    return row


def lock_offer(offer: Offer, *, expected: OfferStatus) -> Offer:
    """The offer after its need. Raises OfferStatusError outside `expected`."""
    need = (
        Need.objects.select_for_update(of=("self",))
        .select_related("policy", "submitter")
        .get(pk=offer.need_id)
    )
    rows = Offer.objects.select_for_update(of=("self",)).select_related("holder__user")
    row = rows.get(pk=offer.pk)
    if row.status != expected:
        raise OfferStatusError(row.get_status_display())
    row.need = need
    return row


def working_days(need: Need, parameter: str, at: datetime) -> date:
    """The last day under a parameter counted in working days. Raises CalendarGapError."""
    today = timezone.localdate(at)
    return add_workdays(today, int(need.policy.value(parameter)), calendar_from(today).is_workday)


def record(
    row: Need, verb: str, *, by: User | None, after: dict[str, Any], before: dict[str, Any] | None = None
) -> None:
    record_event(by=by, verb=f"need.{verb}", target=row, before=before or {}, after=after, policy=row.policy)


def tell_firm(row: Need, event: str, *, at: datetime, occasion: str, **params: str) -> None:
    """The firm itself: its account, or the number a station wrote down for it."""
    own = row.submitter if row.gathered_by_id is None else None
    concerned = Concerned(applicant=own, mobile="" if own else row.contact_mobile, province=row.province)
    _tell(row, event, concerned, at, occasion, params)


def tell_holder(row: Offer, event: str, *, at: datetime, occasion: str, **params: str) -> None:
    _tell(row.need, event, Concerned(holder=row.holder.user, kind=row.holder.kind), at, occasion, params)


def tell_desk(row: Need, event: str, *, at: datetime, occasion: str, **params: str) -> None:
    """Everybody who may triage: an open need belongs to nobody in particular."""
    _tell(row, event, Concerned(person=tuple(triagers())), at, occasion, params)


def _tell(
    row: Need, event: str, concerned: Concerned, at: datetime, occasion: str, params: dict[str, str]
) -> None:
    said = {"no": row.number, **params}
    announce(event=event, params=said, concerned=concerned, key=f"need:{row.pk}:{occasion}", at=at)
