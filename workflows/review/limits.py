"""环节时限：the last day of a run, filled in when the calendar reaches that far and counted again when it changes."""

from datetime import date, datetime

from django.utils import timezone

from policies.queries import calendar_changed_since, calendar_revision
from workflows.review.models import ReviewProcess, StageRun
from workflows.review.stages import due_on
from workflows.review.trace import record


def fill_limit(run: StageRun, process: ReviewProcess, at: datetime) -> bool:
    """The limit nobody could count while the calendar was too short."""
    run.calendar_revision = calendar_revision()
    run.due_on = due_on(run.stage, timezone.localdate(run.opened_at))
    if run.due_on is None:
        return False
    run.save(update_fields=["due_on", "calendar_revision"])
    record(process, "set_limit", None, stage=run.stage.code, round=run.round_no, due_on=run.due_on)
    return True


def recount_limit(run: StageRun, process: ReviewProcess, at: datetime) -> bool:
    """重算环节时限：as with 补正, a day once named only moves later, and not after it has passed. True when it moved."""
    revision, changed_at = calendar_revision(), calendar_changed_since(run.calendar_revision)
    before = run.due_on
    run.calendar_revision = revision
    if before and changed_at and timezone.localdate(changed_at) <= before:
        run.due_on = _later(before, due_on(run.stage, timezone.localdate(run.opened_at)))
    run.save(update_fields=["due_on", "calendar_revision"])
    if run.due_on == before:
        return False
    said = {"stage": run.stage.code, "round": run.round_no, "due_on": run.due_on, "revision": revision}
    record(process, "recount_limit", None, {"due_on": before}, **said)
    return True


def _later(told: date, counted: date | None) -> date:
    """A calendar that no longer reaches the limit leaves it where it was."""
    return max(told, counted) if counted else told
