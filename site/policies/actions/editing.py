"""What every change to a draft does first and last: lock it, refuse an old form, count the change, tell of it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from policies.enums import PolicyStatus
from policies.exceptions import PolicyNotDraftError, StaleRevisionError
from policies.models import PolicyVersion
from policies.signals import policy_changed

if TYPE_CHECKING:
    from accounts.models import User  # accounts stand above policies


def opened_draft(policy: PolicyVersion, revision: int | None) -> PolicyVersion:
    """The draft, locked. Raises PolicyNotDraftError, and StaleRevisionError when the form was made from another revision."""
    locked = PolicyVersion.objects.select_for_update().get(pk=policy.pk)
    if locked.status != PolicyStatus.DRAFT:
        raise PolicyNotDraftError
    if revision is not None and revision != locked.revision:
        raise StaleRevisionError(locked.revision)
    return locked


def record_change(
    policy: PolicyVersion,
    *,
    act: str,
    before: dict[str, Any],
    after: dict[str, Any],
    by: "User",
    at: datetime,
) -> None:
    """Count the change and tell of it; the number of the revision it made stands in the record."""
    policy.revision += 1
    policy.save(update_fields=["values", "revision"])
    policy_changed.send(
        PolicyVersion, policy=policy, act=act, before=before, after={**after, "revision": policy.revision}, by=by, at=at
    )  # fmt: skip
