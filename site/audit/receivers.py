"""What the rules' room cannot write itself: it stands below audit, so audit listens."""

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from audit.actions import record_event
from policies.models import CalendarChange, PolicyVersion, WorkDay
from policies.signals import (
    correction_dropped,
    correction_proposed,
    policy_changed,
    policy_drafted,
    policy_published,
    policy_retired,
    year_confirmed,
    year_corrected,
    year_imported,
)

if TYPE_CHECKING:
    from accounts.models import User  # accounts stand above audit


@receiver(policy_drafted)
def record_draft(
    *, policy: PolicyVersion, source: PolicyVersion | None, by: "User", file_hash: str = "", **_: Any
) -> None:
    if source is None:
        record_event(by=by, verb="policy.import_draft", target=policy, after={"hash": file_hash})
    else:
        record_event(by=by, verb="policy.draft", target=policy, after={"source": source.number})


@receiver(policy_changed)
def record_change(
    *, policy: PolicyVersion, act: str, before: dict[str, Any], after: dict[str, Any], by: "User", **_: Any
) -> None:
    record_event(by=by, verb=f"policy.{act}", target=policy, before=before, after=after)


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


@receiver(correction_proposed)
def record_proposal(*, change: CalendarChange, by: "User", **_: Any) -> None:
    after = {"year": change.year, "source": change.source, "reason": change.reason, "days": change.days}
    record_event(by=by, verb="calendar.propose", target=change, after=after)


@receiver(correction_dropped)
def record_drop(*, change: CalendarChange, by: "User", **_: Any) -> None:
    record_event(by=by, verb="calendar.drop", target=change, after={"year": change.year})


@receiver(year_corrected)
def record_correction(*, change: CalendarChange, by: "User", **_: Any) -> None:
    """Each day before and after: a later reader must be able to count either way."""
    before = {day["date"]: [day["was_workday"], day["was_name"]] for day in change.days}
    after = {day["date"]: [day["is_workday"], day["name"]] for day in change.days}
    said = {"year": change.year, "source": change.source, "reason": change.reason}
    record_event(
        by=by, verb="calendar.correct", target=change, before={"days": before}, after={**said, "days": after}
    )


def _first_day(year: int) -> WorkDay:
    """A year has no row of its own; its first day stands for it."""
    return WorkDay.objects.get(date=f"{year}-01-01")
