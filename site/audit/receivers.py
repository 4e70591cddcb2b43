"""What the rules' room cannot write itself: it stands below audit, so audit listens."""

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from audit.actions import record_event
from policies.models import PolicyVersion, WorkDay
from policies.signals import (
    policy_changed,
    policy_drafted,
    policy_published,
    policy_retired,
    year_confirmed,
    year_imported,
)

if TYPE_CHECKING:
    from accounts.models import User  # accounts stand above audit


@receiver(policy_drafted)
def record_draft(*, policy: PolicyVersion, source: PolicyVersion, by: "User", **_: Any) -> None:
    record_event(by=by, verb="policy.draft", target=policy, after={"source": source.number})


@receiver(policy_changed)
def record_change(
    *, policy: PolicyVersion, before: dict[str, Any], after: dict[str, Any], by: "User", **_: Any
) -> None:
    record_event(by=by, verb="policy.change", target=policy, before=before, after=after)


@receiver(policy_published)
def record_publication(*, policy: PolicyVersion, by: "User", **_: Any) -> None:
    after = {"effective_on": policy.effective_on, "content_hash": policy.content_hash}
    record_event(by=by, verb="policy.publish", target=policy, after=after, policy=policy)


@receiver(policy_retired)
def record_retirement(*, policy: PolicyVersion, by: "User", **_: Any) -> None:
    record_event(by=by, verb="policy.retire", target=policy, policy=policy)


@receiver(year_imported)
def record_import(*, year: int, source: str, changes: int, by: "User", **_: Any) -> None:
    after = {"year": year, "source": source, "changes": changes}
    record_event(by=by, verb="calendar.import", target=_first_day(year), after=after)


@receiver(year_confirmed)
def record_confirmation(*, year: int, by: "User", **_: Any) -> None:
    record_event(by=by, verb="calendar.confirm", target=_first_day(year), after={"year": year})


def _first_day(year: int) -> WorkDay:
    """A year has no row of its own; its first day stands for it."""
    return WorkDay.objects.get(date=f"{year}-01-01")
