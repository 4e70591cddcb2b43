"""报名与取消报名：the lowest free seat, or the end of the queue; whoever leaves a seat lets the next one up."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from activities import exceptions
from activities.actions.moving import lock, record, tell, when
from activities.enums import COMING, Place, Status
from activities.models import Activity, Signup
from messaging.audiences import Concerned


@transaction.atomic
def sign_up(*, activity: Activity, by: User, at: datetime) -> Signup:
    """报名：until it begins. Raises ActivityStatusError, SignupClosedError, AlreadySignedError."""
    row = lock(activity, expected={Status.PUBLISHED})
    if row.starts_at <= at:
        raise exceptions.SignupClosedError
    known = Signup.objects.filter(activity=row, user=by).first()
    if known and known.place in COMING:
        raise exceptions.AlreadySignedError
    seat = _free_seat(row)
    signup = known or Signup(activity=row, user=by)
    signup.place = Place.QUEUED if seat is None else Place.SEATED
    signup.seat, signup.signed_at, signup.given_up_at = seat, at, None
    signup.save()
    record(row, "sign_up", by=by, after={"place": signup.place})
    event = "activity.queued" if seat is None else "activity.seated"
    _tell(signup, row, event, at)
    return signup


@transaction.atomic
def give_up(*, activity: Activity, by: User, at: datetime) -> Signup:
    """取消报名：until it begins; the first of the queue gets the seat and is told.

    Raises ActivityStatusError, SignupClosedError, NotSignedError.
    """
    row = lock(activity, expected={Status.PUBLISHED})
    if row.starts_at <= at:
        raise exceptions.SignupClosedError
    signup = Signup.objects.filter(activity=row, user=by, place__in=sorted(COMING)).first()
    if signup is None:
        raise exceptions.NotSignedError
    seat = signup.seat
    signup.place, signup.seat, signup.given_up_at = Place.GIVEN_UP, None, at
    signup.save()
    record(row, "give_up", by=by)
    if seat is not None:
        _move_up(row, seat, by, at)
    return signup


def _free_seat(row: Activity) -> int | None:
    """The lowest number nobody sits on; none while somebody waits before."""
    if Signup.objects.filter(activity=row, place=Place.QUEUED).exists():
        return None
    taken = set(Signup.objects.filter(activity=row, place=Place.SEATED).values_list("seat", flat=True))
    return next((seat for seat in range(1, row.capacity + 1) if seat not in taken), None)


def _move_up(row: Activity, seat: int, by: User, at: datetime) -> None:
    queue = Signup.objects.filter(activity=row, place=Place.QUEUED).select_related("user")
    following = queue.order_by("signed_at", "pk").first()
    if following is None:
        return
    following.place, following.seat = Place.SEATED, seat
    following.save(update_fields=["place", "seat"])
    record(row, "move_up", by=by, after={"signup": following.pk})
    _tell(following, row, "activity.seated", at)


def _tell(signup: Signup, row: Activity, event: str, at: datetime) -> None:
    occasion = f"{event}:{signup.pk}:{at:%Y%m%d%H%M%S%f}"
    tell(row, event, Concerned(applicant=signup.user), at=at, occasion=occasion, date=when(row))
