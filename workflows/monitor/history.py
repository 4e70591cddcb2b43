"""一件的经过：tasks, passages through stages, seats, votes, messages and audit events of one process, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from viewflow.workflow.models import Process, Task
from viewflow.workflow.status import STATUS

from audit.models import Event
from messaging.models import Message
from workflows.monitor.flows import watched
from workflows.review.models import Seat, StageRun, TakenBack, Vote
from workflows.review.words import choice_word, outcome_word

MOST = 200
TASKS, STAGES, OPINIONS, MESSAGES, ACTS = (
    gettext_lazy("任务"),
    gettext_lazy("环节"),
    gettext_lazy("意见"),
    gettext_lazy("消息"),
    gettext_lazy("审计"),
)
TASK_WORDS = {
    STATUS.NEW: (gettext_lazy("等待"), "info"),
    STATUS.ASSIGNED: (gettext_lazy("办理中"), "info"),
    STATUS.DONE: (gettext_lazy("完成"), "ok"),
    STATUS.CANCELED: (gettext_lazy("取消"), "idle"),
    STATUS.ERROR: (gettext_lazy("出错"), "bad"),
    STATUS.REVIVED: (gettext_lazy("已重试"), "warn"),
}


@dataclass(frozen=True)
class Moment:
    """One line of the history. `verb` is an audit verb for the page to put in words."""

    at: datetime
    sort: Any
    title: str
    who: str = ""
    text: str = ""
    tone: str = ""
    word: Any = ""
    verb: str = ""


def history(process: Process) -> list[Moment]:
    """Whatever left a trace of this process, in eight queries."""
    parts = (_tasks, _runs, _seats, _votes, _taken_back, _messages, _events)
    moments = [moment for part in parts for moment in part(process)]
    return sorted(moments, key=lambda moment: moment.at, reverse=True)


def _tasks(process: Process) -> Iterator[Moment]:
    tasks = Task.objects.filter(process_id=process.pk).exclude(flow_task_type="JOIN").select_related("owner")
    for task in tasks.order_by("-pk")[:MOST]:
        word, tone = TASK_WORDS.get(task.status, (task.status, "idle"))
        node = str(task.flow_task.task_title or task.flow_task.name)
        who = str(task.owner) if task.owner else ""
        yield Moment(task.finished or task.created, TASKS, node, who, "", tone, word)


def _runs(process: Process) -> Iterator[Moment]:
    for run in StageRun.objects.filter(process_id=process.pk).select_related("stage"):
        title = _("%(stage)s（第 %(round)d 轮）") % {"stage": run.stage.name, "round": run.round_no}
        limit = _("时限 %(day)s") % {"day": run.due_on} if run.due_on else ""
        yield Moment(run.opened_at, STAGES, title, "", limit, "info", _("开启"))
        if run.closed_at:
            yield Moment(run.closed_at, STAGES, title, "", "", _tone(run.outcome), outcome_word(run))


def _seats(process: Process) -> Iterator[Moment]:
    """Removed seats; those that stand show as tasks and votes."""
    gone = Seat.objects.filter(run__process_id=process.pk, removed_at__isnull=False)
    for seat in gone.select_related("signer", "removed_by", "run__stage"):
        who = str(seat.removed_by)
        title = f"{seat.run.stage.name} · {seat.signer or ''}"
        yield Moment(seat.removed_at, STAGES, title, who, seat.removed_reason, "warn", _("减签"))  # type: ignore[arg-type]


def _votes(process: Process) -> Iterator[Moment]:
    votes = Vote.objects.filter(seat__run__process_id=process.pk)
    for vote in votes.select_related("by", "standing_for", "seat__run__stage"):
        who = signer_words(vote.by, vote.standing_for)
        word = choice_word(vote.choice, vote.seat.run.stage.flow_kind)
        yield Moment(vote.at, OPINIONS, vote.seat.run.stage.name, who, vote.opinion, _tone(vote.choice), word)


def _taken_back(process: Process) -> Iterator[Moment]:
    rows = TakenBack.objects.filter(seat__run__process_id=process.pk)
    for row in rows.select_related("by", "seat__run__stage"):
        yield Moment(
            row.taken_back_at,
            OPINIONS,
            row.seat.run.stage.name,
            str(row.by),
            row.reason,
            "warn",
            _("撤回意见"),
        )


def _messages(process: Process) -> Iterator[Moment]:
    """Those whose occasion was this process or its subject. Never a number, never a code."""
    subject = watched(process).subject(process)
    name = subject._meta.model_name  # noqa: SLF001  Django's documented meta API
    keys = Q()
    for begin in (f"review:{process.pk}:", f"{name}:{subject.pk}:"):
        keys |= Q(idempotency_key__startswith=begin)
    rows = Message.objects.filter(keys, is_code=False).select_related("recipient").order_by("-pk")
    for message in rows[:MOST]:
        who = str(message.recipient or "")
        word, at = message.get_status_display(), message.sent_at or message.created_at
        yield Moment(at, MESSAGES, str(message.get_channel_display()), who, message.text, "idle", word)


def _events(process: Process) -> Iterator[Moment]:
    subject = watched(process).subject(process)
    label = subject._meta.label_lower  # noqa: SLF001  Django's documented meta API
    for event in Event.objects.filter(target_type=label, target_id=subject.pk).order_by("-pk")[:MOST]:
        reason = str(event.after.get("reason", ""))
        yield Moment(event.at, ACTS, "", event.actor_label, reason, verb=event.verb)


def signer_words(by: Any, standing_for: Any) -> str:
    """The signer; a deputy's name says for whom."""
    return _("%(by)s（代 %(absent)s）") % {"by": by, "absent": standing_for} if standing_for else str(by)


def _tone(choice: str) -> str:
    return {"approve": "ok", "refuse": "bad"}.get(choice, "warn")
