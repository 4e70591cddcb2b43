"""办结异议 by somebody who had no part in the review of what is objected to (S-5-3, E-4-3)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from objections.actions import dismiss_objection, uphold_objection
from objections.models import Objection
from publicity.models import Entry
from recruitment.exceptions import RefusedError
from workflows.objection.models import reviewers_of
from workflows.objection.queries import has_stages


class ReviewedItError(RefusedError):
    """Whoever signed the application does not judge what is said against it."""

    def __init__(self) -> None:
        super().__init__(_("您参加过该对象的审核，对其异议须回避，请由未参加审核的人员办理。"))


class DecidedInStagesError(RefusedError):
    """Under rules with stages for objections the review loop decides, and nobody beside it."""

    def __init__(self) -> None:
        super().__init__(_("本件按规则由审核环节决定，请在审核工作台办理。"))


def has_reviewed(person: User, entry: Entry) -> bool:
    """Whether this person, or a deputy in this person's name, gave an opinion on the application behind an entry."""
    return person.pk in reviewers_of(entry)


@transaction.atomic
def decide_objection(
    *, objection: Objection, is_upheld: bool, by: User, at: datetime, reason: str
) -> Objection:
    """异议成立或不成立. Raises DecidedInStagesError, ReviewedItError, and what upholding or dismissing raises."""
    if has_stages(objection):
        raise DecidedInStagesError
    if has_reviewed(by, objection.entry):
        raise ReviewedItError
    door = uphold_objection if is_upheld else dismiss_objection
    return door(objection=objection, by=by, at=at, reason=reason)
