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
from workflows.inbox.asked import TONES, asked_at, recused_of, signed_name
from workflows.inbox.line import WIDTH
from workflows.inbox.tables import days_left, left_tag
from workflows.review.models import Comment, ReviewProcess, Seat, StageRun, Vote
from workflows.review.people import bar_to_signing, principal_at
from workflows.review.queries import comments_of
from workflows.review.words import choice_word

LOOK_BACK = timedelta(days=180)


@dataclass(frozen=True)
class Remark:
    """One line of the history beside the decision: who, when, what was said."""

    who: str
    label: str
    tone: str
    at: datetime
    text: str
    comment: Comment | None = None


def the_calendar(today: date) -> WorkCalendar:
    return calendar_from(today - LOOK_BACK, days=LOOK_BACK.days * 3)


def runs_of(process: ReviewProcess) -> list[StageRun]:
    return list(StageRun.objects.filter(process_id=process.pk).select_related("stage").order_by("id"))


def seat_context(task: Task, process: ReviewProcess, user: User, calendar: WorkCalendar) -> dict[str, Any]:
    """The seat this task asks for, and what stands in this person's way."""
    seats = Seat.objects.select_related("run__stage", "group", "signer", "standing_for")
    seat = seats.prefetch_related("run__stage__fields").get(pk=task.data["seat"])
    is_mine = task.owner_id == user.pk and not task.finished
    absent = seat.standing_for if is_mine else None if task.finished else principal_at(seat, user, process)
    return {
        "task": task,
        "process": process,
        "seat": seat,
        "absent": absent,
        "bar": "" if task.finished else bar_to_signing(seat, user, process, standing_for=absent),
        "asked": asked_at(seat.run),
        "recused": recused_of(process),
        "is_mine": is_mine,
        "is_free": not task.finished and not is_mine and (task.owner_id is None or absent is not None),
        "line_width": WIDTH,
        "left": left_tag(days_left(seat.run.due_on, timezone.localdate(), calendar)),
    }


def remarks(process: ReviewProcess, runs: Iterable[StageRun], milestones: Iterable[Any]) -> list[Remark]:
    """Every opinion, what the staff said to each other, and the applicant's own acts, newest first. `runs` are all of the process."""
    stages = {run.pk: run.stage.name for run in runs}
    votes = Vote.objects.filter(seat__run__in=stages).select_related("by", "standing_for", "seat")
    said = [
        Remark(
            signed_name(vote.by, vote.standing_for),
            f"{stages[vote.seat.run_id]} {choice_word(vote.choice, process.flow_kind)}",
            TONES[vote.choice],
            vote.at,
            vote.opinion,
        )
        for vote in votes
    ]
    noted = [Remark(str(one.by), _("留言"), "idle", one.at, one.text, one) for one in comments_of(process.pk)]
    return sorted([*said, *noted, *_applicant_acts(milestones)], key=lambda remark: remark.at, reverse=True)


def _applicant_acts(milestones: Iterable[Any]) -> Iterator[Remark]:
    """Handed in, and handed in again after a supplement; every noun names these states alike."""
    before = ""
    for milestone in milestones:
        if milestone.status == "submitted":
            yield Remark(_("申报人"), _("提交"), "idle", milestone.at, _("提交申报材料。"))
        if milestone.status == "reviewing" and before == "supplement":
            yield Remark(_("申报人"), _("补正"), "info", milestone.at, _("补正后重新提交。"))
        before = milestone.status
