"""批量办理前的核对：which of the chosen tasks can be answered so, and why not the others. A fixed number of queries.

A forecast for the eyes: each item is asked again, under its lock, when its turn comes (workflows.review.batches).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from policies.models import PolicyVersion, StageCheck
from workflows.review.batches import DecidedSinglyError
from workflows.review.exceptions import ChecksMissingError, ChoiceError, HeldByOtherError, TaskTakenError
from workflows.review.models import Choice, Recusal, ReviewProcess, Seat, Vote
from workflows.review.people import free_seats
from workflows.review.seating import WAITING


@dataclass(frozen=True)
class Checked:
    """One chosen task; `reason` is empty when nothing is known to be in the way."""

    seat: Seat
    reason: str


def checked(seats: Iterable[Seat], *, choice: str, by: User) -> list[Checked]:
    """Every seat with the sentence it would most likely be refused with."""
    seats = list(seats)
    known = _Known(seats, by)
    return [Checked(seat, known.reason(seat, choice)) for seat in seats]


class _Known:
    """What is read once for all of them."""

    def __init__(self, seats: list[Seat], by: User) -> None:
        self.by = by
        processes = {seat.run.process_id for seat in seats}
        mine = Q(by=by) | Q(standing_for=by)
        self.free = set(
            Seat.objects.filter(free_seats(by), pk__in=[seat.pk for seat in seats]).values_list(
                "pk", flat=True
            )
        )
        self.parties = {
            process
            for kind in ReviewProcess.__subclasses__()
            for process, person in kind.staff_parties()
            if person == by.pk
        }
        self.recused = set(
            Recusal.objects.filter(process__in=processes, person=by).values_list("process_id", flat=True)
        )
        self.signed = set(
            Vote.objects.filter(mine, seat__run__process__in=processes).values_list(
                "seat__run__process_id", "seat__run__stage__code"
            )
        )
        on_runs = Seat.objects.filter(
            Q(signer=by) | Q(standing_for=by), run__in={seat.run_id for seat in seats}, removed_at=None
        )
        self.seats = set(on_runs.values_list("run_id", "pk"))
        self.policies = PolicyVersion.objects.in_bulk({seat.run.process.policy_id for seat in seats})
        self.lines: dict[int, list[str]] = {}
        stages = {seat.run.stage_id for seat in seats}
        rows = StageCheck.objects.filter(stage__in=stages, is_required=True).order_by("order")
        for stage, text in rows.values_list("stage_id", "text"):
            self.lines.setdefault(stage, []).append(text)

    def reason(self, seat: Seat, choice: str) -> str:
        task = seat.task
        if task is None or task.status not in WAITING or seat.removed_at or seat.run.closed_at:
            return str(TaskTakenError())
        if task.owner_id is not None and task.owner_id != self.by.pk:
            return str(HeldByOtherError())
        if task.owner_id is None and seat.pk not in self.free:
            return _("您不在本环节的审核组内。")
        return self._bar(seat) or self._bad_answer(seat, choice)

    def _bar(self, seat: Seat) -> str:
        process, stage = seat.run.process_id, seat.run.stage
        if process in self.parties:
            return _("您与申报人存在利害关系，须回避。")
        if process in self.recused:
            return _("您已声明回避本件，不能参与签核。")
        is_other = any(case == process and code != stage.code for case, code in self.signed)
        if stage.is_other_person and is_other:
            return _("您已办理过本件的其他环节，本环节须由他人办理。")
        if any(run == seat.run_id and pk != seat.pk for run, pk in self.seats):
            return _("您已在本环节的另一席位签核。")
        return ""

    def _bad_answer(self, seat: Seat, choice: str) -> str:
        process = seat.run.process
        if process.is_decided_singly:
            return str(DecidedSinglyError())
        process.policy = self.policies[process.policy_id]
        if choice not in process.choices_offered():
            return str(ChoiceError())
        lines = self.lines.get(seat.run.stage_id, [])
        return str(ChecksMissingError(lines)) if choice == Choice.APPROVE and lines else ""
