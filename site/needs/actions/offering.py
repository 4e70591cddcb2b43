"""受理、推荐、回应：the staff take a need on and offer it; the holder accepts or declines; who is silent loses it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from needs.actions.moving import lock, lock_offer, record, tell_desk, tell_firm, tell_holder, working_days
from needs.enums import OfferStatus, Status
from needs.exceptions import AlreadyOfferedError, NotOfferedError, ReasonMissingError, UnfitError
from needs.models import Need, Offer
from needs.queries import match_of
from recruitment.actions.moving import chinese_day
from registry.models import Holder


@transaction.atomic
def take_need(*, need: Need, by: User, at: datetime) -> Need:
    """受理：from now on it waits for an offer. Raises NeedStatusError."""
    row = lock(need, expected={Status.SUBMITTED})
    row.status, row.triaged_at, row.triaged_by, row.waits_since = Status.OPEN, at, by, at
    row.save(update_fields=["status", "triaged_at", "triaged_by", "waits_since"])
    record(row, "take", by=by, before={"status": Status.SUBMITTED}, after={"status": row.status})
    return row


@transaction.atomic
def refuse_need(*, need: Need, by: User, at: datetime, reason: str) -> Need:
    """不予受理：for a reason the firm reads. Raises NeedStatusError, ReasonMissingError."""
    row = lock(need, expected={Status.SUBMITTED, Status.OPEN})
    if not (text := reason.strip()):
        raise ReasonMissingError
    before = {"status": row.status}
    row.status, row.reason, row.closed_at = Status.REFUSED, text, at
    row.save(update_fields=["status", "reason", "closed_at"])
    record(row, "refuse", by=by, before=before, after={"status": row.status, "reason": text})
    tell_firm(row, "need.refused", at=at, occasion="refused")
    return row


@transaction.atomic
def offer_need(*, need: Need, holder: Holder, by: User, at: datetime) -> Offer:
    """推荐：to one holder who fits, with the reasons kept, to be answered within need.answer_days.

    Raises NeedStatusError, AlreadyOfferedError, UnfitError, CalendarGapError.
    """
    row = lock(need, expected={Status.OPEN})
    if row.offers.filter(holder=holder).exists():
        raise AlreadyOfferedError
    match = match_of(row, holder, today=timezone.localdate(at))
    if match is None:
        raise UnfitError
    offer = Offer.objects.create(
        need=row,
        holder=holder,
        reasons=[list(reason) for reason in match.reasons],
        offered_at=at,
        offered_by=by,
        due_on=working_days(row, "need.answer_days", at),
    )
    _stand(row, Status.OFFERED, at)
    after = {"holder": holder.pk, "points": match.points, "due_on": offer.due_on.isoformat()}
    record(row, "offer", by=by, before={"status": Status.OPEN}, after=after)
    tell_holder(offer, "need.offered", at=at, occasion=f"offer:{offer.pk}", date=chinese_day(offer.due_on))
    return offer


@transaction.atomic
def accept_offer(*, offer: Offer, by: User, at: datetime) -> Offer:
    """接受：from now on the holder sees whom to call, and the firm who will. Raises OfferStatusError, NotOfferedError."""
    row = _own(offer, by)
    _end(row, OfferStatus.ACCEPTED, at)
    _stand(row.need, Status.ACCEPTED, at)
    record(row.need, "accept", by=by, after={"offer": row.pk, "status": row.need.status})
    tell_firm(row.need, "need.accepted", at=at, occasion="accepted")
    tell_desk(
        row.need, "need.answered", at=at, occasion=f"answered:{row.pk}", result=row.get_status_display()
    )
    return row


@transaction.atomic
def decline_offer(*, offer: Offer, by: User, at: datetime, words: str = "") -> Offer:
    """不接受：the need waits for another offer. Raises OfferStatusError, NotOfferedError."""
    row = _own(offer, by)
    row.words = words.strip()
    return _give_back(row, OfferStatus.DECLINED, by, at)


@transaction.atomic
def lapse_offer(*, offer: Offer, at: datetime) -> Offer:
    """逾期未回应：by the clock; nobody loses anything but this need. Raises OfferStatusError."""
    row = lock_offer(offer, expected=OfferStatus.WAITING)
    tell_holder(row, "need.lapsed", at=at, occasion=f"lapsed:{row.pk}")
    return _give_back(row, OfferStatus.LAPSED, None, at)


def _give_back(row: Offer, to: OfferStatus, by: User | None, at: datetime) -> Offer:
    _end(row, to, at)
    _stand(row.need, Status.OPEN, at)
    record(row.need, to.value, by=by, after={"offer": row.pk, "status": row.need.status})
    tell_desk(row.need, "need.answered", at=at, occasion=f"answered:{row.pk}", result=str(to.label))
    return row


def _own(offer: Offer, by: User) -> Offer:
    row = lock_offer(offer, expected=OfferStatus.WAITING)
    if row.holder.user_id != by.pk:
        raise NotOfferedError
    return row


def _end(row: Offer, to: OfferStatus, at: datetime) -> None:
    row.status, row.ended_at = to, at
    row.save(update_fields=["status", "ended_at", "words"])


def _stand(need: Need, to: Status, at: datetime) -> None:
    need.status, need.waits_since = to, at
    need.save(update_fields=["status", "waits_since"])
