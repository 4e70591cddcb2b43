"""起草活动：an organiser writes down what it plans; nobody else reads it yet."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activities import exceptions
from activities.actions.moving import lock, record, refuse_others
from activities.enums import Campaign, Status
from activities.models import Activity
from activities.models.activity import MOST_PLACES
from policies.enums import CodeList
from policies.queries import codes_on, policy_in_force
from registry.models import Holder

LONGEST = timedelta(days=30)


@dataclass(frozen=True)
class Planned:
    """What is planned: somewhere, by a link, or both."""

    title: str
    kind: str
    field: str
    province: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    words: str
    place: str = ""
    link: str = ""
    contact_name: str = ""
    contact_mobile: str = ""
    safety: str = ""
    campaign: str = Campaign.NONE


@transaction.atomic
def draft_activity(*, holder: Holder | None, planned: Planned, by: User, at: datetime) -> Activity:
    """起草：for a station, or for the Center without one. Raises what `_check` raises, NotOrganiserError."""
    _check(planned)
    row = Activity(
        holder=holder,
        policy=policy_in_force(timezone.localdate(at)),
        drafted_at=at,
        drafted_by=by,
        **asdict(planned),
    )
    refuse_others(row, by)
    row.save()
    record(row, "draft", by=by)
    return row


@transaction.atomic
def redraft_activity(*, activity: Activity, planned: Planned, by: User, at: datetime) -> Activity:
    """修改草稿：until it is handed in. Raises what `_check` raises, ActivityStatusError, NotOrganiserError."""
    row = lock(activity, expected={Status.DRAFT})
    refuse_others(row, by)
    _check(planned)
    for name, value in asdict(planned).items():
        setattr(row, name, value)
    row.policy = policy_in_force(timezone.localdate(at))
    row.save()
    record(row, "redraft", by=by)
    return row


def _check(planned: Planned) -> None:
    """Raises CodeError, PlaceMissingError, WrongTimeError, CapacityError."""
    on = timezone.localdate(planned.starts_at)
    for about, codelist in (("kind", CodeList.SERVICE_KIND), ("field", CodeList.FIELD)):
        if getattr(planned, about) not in {item.code for item in codes_on(codelist, on)}:
            raise exceptions.CodeError(about)
    if not planned.place.strip() and not planned.link:
        raise exceptions.PlaceMissingError
    if not timedelta(0) < planned.ends_at - planned.starts_at <= LONGEST:
        raise exceptions.WrongTimeError
    if not 1 <= planned.capacity <= MOST_PLACES:
        raise exceptions.CapacityError(MOST_PLACES)
