"""What every change of an activity does: lock, check, leave its trace, tell. No trace holds a number of a telephone."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from activities.exceptions import ActivityStatusError, NotOrganiserError, ReasonMissingError
from activities.models import Activity
from audit.actions import record_event
from messaging.actions import announce
from messaging.audiences import Concerned


def lock(activity: Activity, *, expected: Collection[str]) -> Activity:
    """Raises ActivityStatusError outside `expected`."""
    rows = Activity.objects.select_for_update(of=("self",)).select_related("policy", "holder__user")
    row = rows.get(pk=activity.pk)
    if row.status not in expected:
        raise ActivityStatusError(row.get_status_display())
    return row


def refuse_others(activity: Activity, by: User) -> None:
    """A station's activity belongs to its person, the Center's to the staff who publish. Raises NotOrganiserError."""
    is_own = (
        by.has_perm("activities.publish_activity")
        if activity.holder is None
        else activity.holder.user_id == by.pk
    )
    if not is_own:
        raise NotOrganiserError


def given_reason(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissingError
    return reason.strip()


def record(row: Activity, verb: str, *, by: User, after: dict[str, Any] | None = None) -> None:
    said = {"status": row.status, **(after or {})}
    record_event(by=by, verb=f"activity.{verb}", target=row, after=said, policy=row.policy)


def tell(
    row: Activity, event: str, concerned: Concerned, *, at: datetime, occasion: str, **params: str
) -> None:
    """The occasion is told once to whoever it concerns."""
    said = {"title": row.title, **params}
    announce(event=event, params=said, concerned=concerned, key=f"activity:{row.pk}:{occasion}", at=at)


def day_of(row: Activity) -> date:
    return timezone.localdate(row.starts_at)


def when(row: Activity) -> str:
    return date_format(timezone.localtime(row.starts_at), _("Y年n月j日 H:i"))
