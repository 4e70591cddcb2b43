"""一件：what the signer sees of every case, whatever it is about: his seat, the opinions, the time left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from viewflow.workflow.models import Task

from accounts.models import User
from policies.queries import WorkCalendar, calendar_from
from workflows.inbox.line import WIDTH
from workflows.inbox.tables import days_left, left_tag
from workflows.review.models import ReviewProcess, Seat, StageRun, Vote
from workflows.review.people import bar_to_signing

LOOK_BACK = timedelta(days=180)
TONES = {"approve": "ok", "supplement": "warn", "return": "warn", "refuse": "bad"}


@dataclass(frozen=True)
class Remark:
    """One line of the history beside the decision: who, when, what was said."""

    who: str
    label: str
    tone: str
    at: datetime
    text: str


def the_calendar(today: date) -> WorkCalendar:
    return calendar_from(today - LOOK_BACK, days=LOOK_BACK.days * 3)


def runs_of(process: ReviewProcess) -> list[StageRun]:
    return list(StageRun.objects.filter(process_id=process.pk).select_related("stage").order_by("id"))


def seat_context(task: Task, process: ReviewProcess, user: User, calendar: WorkCalendar) -> dict[str, Any]:
    """The seat this task asks for, and what stands in this person's way."""
    seat = Seat.objects.select_related("run__stage", "group", "signer").get(pk=task.data["seat"])
    return {
        "task": task,
        "process": process,
        "seat": seat,
        "bar": "" if task.finished else bar_to_signing(seat, user, process),
        "is_mine": task.owner_id == user.pk and not task.finished,
        "is_free": task.owner_id is None and not task.finished,
        "line_width": WIDTH,
        "left": left_tag(days_left(seat.run.due_on, timezone.localdate(), calendar)),
    }


def remarks(process: ReviewProcess, milestones: Iterable[Any]) -> list[Remark]:
    """Every opinion and the applicant's own acts, newest first."""
    votes = Vote.objects.filter(seat__run__process_id=process.pk).select_related("by", "seat__run__stage")
    said = [
        Remark(
            str(vote.by),
            f"{vote.seat.run.stage.name} {vote.get_choice_display()}",
            TONES[vote.choice],
            vote.at,
            vote.opinion,
        )
        for vote in votes
    ]
    return sorted([*said, *_applicant_acts(milestones)], key=lambda remark: remark.at, reverse=True)


def _applicant_acts(milestones: Iterable[Any]) -> Iterator[Remark]:
    """Handed in, and handed in again after a supplement; every noun names these states alike."""
    before = ""
    for milestone in milestones:
        if milestone.status == "submitted":
            yield Remark(_("申报人"), _("提交"), "idle", milestone.at, _("提交申报材料。"))
        if milestone.status == "reviewing" and before == "supplement":
            yield Remark(_("申报人"), _("补正"), "info", milestone.at, _("补正后重新提交。"))
        before = milestone.status
