"""推荐公示：where the rules say so, an activated recommendation stands on a public list before it is entered (N-3, S-5-3, E-4-3).

Nobody is named in public before they activated: an expert agrees to be named there, and whoever is objected to can answer.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from policies.enums import Kind
from publicity.actions import withdraw_entry
from publicity.exceptions import EntryStatusError
from publicity.models import OFF_THE_LIST, Entry, EntryStatus, Window
from recruitment.actions.recommend_activating import go_on
from recruitment.actions.recommend_moving import (
    close_recommendation,
    lock_recommendation,
    move_recommendation,
    pool_of,
    tell_of,
)
from recruitment.enums import IN_PUBLICITY
from recruitment.enums import RecommendationStatus as Status
from recruitment.exceptions import HoldsTitleError
from recruitment.models import Recommendation
from recruitment.rosters.refusals import NotInvitedError, RecommendationStatusError


@transaction.atomic
def list_recommendation(
    *, recommendation: Recommendation, entry: Entry, by: User, at: datetime
) -> Recommendation:
    """列入公示：once. Raises RecommendationStatusError."""
    row = lock_recommendation(recommendation, expected={Status.LISTABLE})
    row.entry = entry
    move_recommendation(row, Status.LISTED, "list", by=by)
    return row


def tell_recommended(window: Window, until: str, at: datetime) -> None:
    """公示开始，或截止日变动：one message a date to whoever is on the list by recommendation."""
    listed = Recommendation.objects.filter(entry__window=window).exclude(entry__status__in=OFF_THE_LIST)
    for row in listed.select_related("user").order_by("pk"):
        said = {"pool": pool_of(row)["pool"], "date": until}
        tell_of(row, "recommendation.listed", at, f"listed:{until}", said)


@transaction.atomic
def include_released(*, recommendation: Recommendation, at: datetime) -> bool:
    """公示无异议：into the registry; False when its entry is not released. Who got a title meanwhile waits for a person to look."""
    row = lock_recommendation(recommendation, expected=Status)
    if row.status != Status.LISTED or row.entry is None or row.entry.status != EntryStatus.RELEASED:
        return False
    try:
        with transaction.atomic():
            go_on(row, "include", by=row.entry.settled_by, at=at)
    except HoldsTitleError as held:
        row.status, row.twins = Status.LISTED, [str(held)]
        move_recommendation(row, Status.HELD, "hold", by=None)
    return True


@transaction.atomic
def drop_recommendation(*, recommendation: Recommendation, reason: str, by: User, at: datetime) -> None:
    """不予纳入：an objection was upheld; the person reads why. Raises RecommendationStatusError."""
    row = lock_recommendation(recommendation, expected={Status.LISTED})
    row.reason = reason[:500]
    close_recommendation(row, Status.DROPPED, "drop", by=by, at=at)
    tell_of(row, "recommendation.dropped", at, "dropped", {"pool": pool_of(row)["pool"]})


@transaction.atomic
def leave_publicity(*, recommendation: Recommendation, by: User, at: datetime) -> None:
    """退出公示：at the wish of whoever activated; the name leaves the list at once (个人信息保护法第十五条).

    Raises NotInvitedError, RecommendationStatusError.
    """
    found = Recommendation.objects.select_related("entry").get(pk=recommendation.pk)
    if found.user_id != by.pk:
        raise NotInvitedError
    if found.entry is None or found.status != Status.LISTED:
        end_listing(recommendation=found, by=by, at=at)
        return
    try:
        withdraw_entry(entry=found.entry, by=by, at=at)  # the recommendation follows what it sends
    except EntryStatusError as settled:
        raise RecommendationStatusError(found.get_status_display()) from settled


@transaction.atomic
def end_listing(*, recommendation: Recommendation, by: User, at: datetime) -> None:
    """The end of a recommendation whose person has left the list, or will not come onto one."""
    row = lock_recommendation(recommendation, expected=IN_PUBLICITY)
    close_recommendation(row, Status.LEFT, "leave", by=by, at=at)


@transaction.atomic
def leave_unnamed(*, by: User, at: datetime) -> int:
    """An expert who no longer agrees to be named leaves every list (E-4-3). Returns how many."""
    rows = list(
        Recommendation.objects.filter(user=by, kind=Kind.EXPERT, status__in=sorted(IN_PUBLICITY)).order_by(
            "pk"
        )
    )
    for row in rows:
        leave_publicity(recommendation=row, by=by, at=at)
    return len(rows)
