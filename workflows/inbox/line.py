"""流程图：the flow line of one case, drawn from the stages of its policy version."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.template.defaultfilters import date as format_day
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.queries import WorkCalendar
from workflows.inbox.tables import days_left
from workflows.review.models import Choice, ReviewProcess, StageRun
from workflows.review.queries import stages_of
from workflows.review.words import outcome_word

DONE, CURRENT, BAD, TODO = "done", "current", "bad", "todo"
WIDTH = 1160
RADIUS = 16
TITLE_LENGTH = 8


@dataclass
class Step:
    """One station of the line: its name, a note under it, and whether it is behind, here, or ahead."""

    title: str
    note: str
    state: str
    is_alert: bool = False
    x: int = 0
    from_x: int = 0
    ordinal: int = 0

    @property
    def to_x(self) -> int:
        return self.x - RADIUS

    @property
    def mark_x(self) -> int:
        return self.x - 6

    @property
    def short_title(self) -> str:
        return self.title if len(self.title) <= TITLE_LENGTH else f"{self.title[: TITLE_LENGTH - 1]}…"


def placed(steps: list[Step]) -> list[Step]:
    """The steps from left to right, at even distances."""
    for ordinal, step in enumerate(steps):
        step.x = int((ordinal + 0.5) * WIDTH / len(steps))
        step.from_x = steps[ordinal - 1].x + RADIUS if ordinal else step.x
        step.ordinal = ordinal + 1
    return steps


def stage_steps(
    process: ReviewProcess, runs: list[StageRun], today: date, calendar: WorkCalendar
) -> Iterator[Step]:
    """Only the runs of the present round count: a supplement sends the line back to its first stage."""
    of_round = {run.stage_id: run for run in runs if run.round_no == process.round_no}
    for stage in stages_of(process):
        run = of_round.get(stage.pk)
        limit = _("限 %(days)d 个工作日") % {"days": stage.limit_days}
        if run is None:
            yield Step(stage.name, limit, TODO)
        elif run.closed_at is None:
            left = days_left(run.due_on, today, calendar)
            is_over = left is not None and left < 0
            note = (
                _("超期 %(days)d 日 · %(limit)s") % {"days": -(left or 0), "limit": limit}
                if is_over
                else limit
            )
            yield Step(stage.name, note, CURRENT, is_alert=is_over)
        else:
            note = f"{day_of(run.closed_at)} {outcome_word(run)}"
            yield Step(stage.name, note, DONE if run.outcome == Choice.APPROVE else BAD)


def day_of(at: object) -> str:
    return format_day(timezone.localtime(at), "m-d") if at else "—"  # type: ignore[arg-type]
