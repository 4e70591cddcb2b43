"""Where a person stands before a case: what is his, what he manages, what he has said. Asked by every operation."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from viewflow.workflow.models import Task

from accounts.models import User
from workflows.review.models import Copy, Recusal, ReviewProcess, Seat, Vote
from workflows.review.people import managers_of
from workflows.review.seating import WAITING


@dataclass
class Standing:
    """One person before one case: everything the operations ask about it."""

    task: Task
    process: ReviewProcess
    seat: Seat
    user: User

    @property
    def is_waiting(self) -> bool:
        return self.task.status in WAITING

    @property
    def is_mine(self) -> bool:
        return self.is_waiting and self.task.owner_id == self.user.pk

    @property
    def is_stage_open(self) -> bool:
        return self.seat.run.closed_at is None and not self.process.finished

    @cached_property
    def is_manager(self) -> bool:
        return managers_of(self.seat.group).filter(pk=self.user.pk).exists()

    @cached_property
    def my_vote(self) -> Vote | None:
        """My answer in the stage that is still open."""
        if not self.is_stage_open:
            return None
        return (
            Vote.objects.filter(seat__run=self.seat.run_id, by=self.user).select_related("seat__run").first()
        )

    @cached_property
    def removable(self) -> list[Seat]:
        """Added signers who have not answered, of my asking or of my group."""
        if not self.is_stage_open:
            return []
        added = Seat.objects.filter(
            run=self.seat.run_id, added_by__isnull=False, removed_at=None, vote__isnull=True
        )
        seats = list(added)
        if not seats or self.is_manager:
            return seats
        return [seat for seat in seats if seat.added_by_id == self.user.pk]

    @cached_property
    def is_recused(self) -> bool:
        return Recusal.objects.filter(process_id=self.process.pk, person=self.user).exists()

    def colleagues(self) -> list[User]:
        """Everybody else of the staff who may open this case and has no stake in it."""
        people = staff_holding(self.process.desk_permission).exclude(pk=self.user.pk)
        barred = self.process.parties()
        return [person for person in people if person.pk not in barred]

    def not_copied(self) -> list[User]:
        told = set(Copy.objects.filter(process_id=self.process.pk).values_list("to", flat=True))
        return [person for person in self.colleagues() if person.pk not in told]


def staff_holding(*permissions: str) -> QuerySet[User]:
    """Active staff with any of these permissions, by group or in person."""
    holds = Q(pk__in=[])
    for permission in permissions:
        app, code = permission.split(".")
        for way in ("groups__permissions", "user_permissions"):
            holds |= Q(**{f"{way}__codename": code, f"{way}__content_type__app_label": app})
    return User.objects.filter(holds, is_active=True, is_staff=True).distinct()
