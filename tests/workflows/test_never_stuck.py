"""Random operations on small stages: whatever people do, somebody is asked next, or the run says that nobody can be."""

import random

import pytest
from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from policies import tally
from tests.factories.accounts import staff_in_group
from tests.factories.workflows import manager_of, open_tasks, started_with
from workflows.application.models import ApplicationProcess
from workflows.review import actions
from workflows.review.exceptions import ReviewError
from workflows.review.models import Origin, Recusal, Seat, StageRun, Vote
from workflows.review.people import bar_to_signing, pool_with_people
from workflows.review.queries import seats_of
from workflows.review.sweeps import mind_seats

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STAGES = [
    {"sign_mode": "any", "may_return": True},
    {"sign_mode": "all", "signers": 2, "quorum": 2},
    {"sign_mode": "all", "signers": 2, "quorum": 2, "is_veto": False},
    {"sign_mode": "quorum", "signers": 3, "quorum": 2, "is_veto": False},
    {"sign_mode": "quorum", "signers": 3, "quorum": 2, "percent": 60},
    {"sign_mode": "in_turn", "signers": 2, "quorum": 2},
    {"sign_mode": "any", "signer_source": "manager"},
    {"sign_mode": "all", "signers": 2, "quorum": 2, "is_other_person": False},
]
DICE = ["take"] * 3 + ["sign"] * 3 + ["add"] * 3 + ["leave", "transfer", "remove", "take_back", "take_back", "recuse", "deactivate"]  # fmt: skip


class Play:
    """One case, a few people, and a die."""

    def __init__(self, seed: int, stage: dict) -> None:
        self.die = random.Random(seed)
        members = [staff_in_group("first_review") for _ in range(4)]
        self.people = [*members, staff_in_group("second_review"), manager_of("first_review")]
        self.process = started_with(**stage)
        self.barred_votes = 0

    def step(self) -> str:
        name = self.die.choice(DICE)
        try:
            getattr(self, name)()
        except ReviewError as refusal:
            name += f" ({refusal})"
        return name

    def task(self, *, held: bool = False) -> Task:
        tasks = open_tasks(self.process)
        owned = [task for task in tasks if task.owner_id]
        if not tasks:
            raise ReviewError("nothing open")
        return self.die.choice(owned if held and owned else tasks)

    def holder(self, task: Task):
        """Whoever has it; nearly always somebody who may take it, sometimes anybody."""
        if task.owner:
            return task.owner
        seat = Seat.objects.get(task=task)
        able = [one for one in self.people if not bar_to_signing(seat, one, self.process)]
        return self.die.choice(able if able and self.die.random() < 0.9 else self.people)

    def take(self) -> None:
        task = self.task()
        actions.take_seat(task=task, by=self.holder(task), at=timezone.now())

    def sign(self) -> None:
        task = self.task()
        by = self.holder(task)
        if task.owner is None:
            actions.take_seat(task=task, by=by, at=timezone.now())
        choice = self.die.choice(["approve"] * 7 + ["refuse"])
        is_barred = Recusal.objects.filter(process=self.process, person=by).exists() or not by.is_active
        actions.sign_task(task=task, by=by, choice=choice, opinion="意见。", at=timezone.now())
        self.barred_votes += is_barred

    def leave(self) -> None:
        task = self.task(held=True)
        actions.leave_seat(task=task, by=self.holder(task), at=timezone.now())

    def transfer(self) -> None:
        task = self.task(held=True)
        actions.transfer_seat(task=task, to=self.die.choice(self.people), by=self.holder(task), reason="出差", at=timezone.now())  # fmt: skip

    def add(self) -> None:
        task = self.task(held=True)
        where = self.die.choice([Origin.BEFORE, Origin.AFTER])
        actions.add_signer(task=task, person=self.die.choice(self.people), where=where, by=self.holder(task), reason="请核", at=timezone.now())  # fmt: skip

    def remove(self) -> None:
        added = list(Seat.objects.filter(added_by__isnull=False, removed_at=None))
        if added:
            seat = self.die.choice(added)
            actions.remove_added_signer(seat=seat, by=seat.added_by, reason="不必了", at=timezone.now())

    def take_back(self) -> None:
        votes = list(Vote.objects.all())
        if votes:
            vote = self.die.choice(votes)
            actions.take_back_vote(vote=vote, by=vote.by, reason="改主意", at=timezone.now())

    def recuse(self) -> None:
        if self.die.random() < 0.5:
            actions.recuse(
                process=self.process, by=self.die.choice(self.people), reason="亲属", at=timezone.now()
            )

    def deactivate(self) -> None:
        if self.die.random() < 0.3:
            person = self.die.choice(self.people)
            person.is_active = False
            person.save(update_fields=["is_active"])
            mind_seats()

    def check(self) -> None:
        process = ApplicationProcess.objects.get(pk=self.process.pk)
        run = StageRun.objects.filter(process=process).order_by("-id").first()
        states = Task.objects.filter(process_id=process.pk).values_list("status", flat=True)
        assert STATUS.ERROR not in states
        for closed in StageRun.objects.filter(process=process, closed_at__isnull=False):
            assert tally.settled(closed.sign_rule, seats_of(closed)) == closed.outcome
        if run.closed_at is None:
            self.check_open(run)
        else:
            waiting = Task.objects.filter(process_id=process.pk, finished=None)
            assert process.finished or waiting.exists()
        assert self.barred_votes == 0

    def check_open(self, run: StageRun) -> None:
        seats = seats_of(run)
        assert tally.settled(run.sign_rule, seats) is None
        asked = set(tally.next_seats(run.sign_rule, seats))
        rows = Seat.objects.filter(run=run, task__status__in=["NEW", "ASSIGNED"], removed_at=None)
        assert set(rows.values_list("place", "step")) == asked
        assert len(open_tasks(self.process)) == len(asked)
        free = [seat for seat in rows if seat.signer_id is None]
        lost = [seat for seat in free if pool_with_people(seat, self.process) is None]
        assert bool(lost) == (run.unattended_since is not None)
        joins = Task.objects.filter(process_id=run.process_id, flow_task_type="JOIN", status="STARTED")
        assert joins.count() <= 1


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: "-".join(map(str, stage.values())))
@pytest.mark.parametrize("seed", range(2))
def test_whatever_people_do_somebody_is_asked_next(seed, stage):
    play = Play(seed * 1000 + STAGES.index(stage), stage)
    done = []
    for _ in range(25):
        done.append(play.step())
        try:
            play.check()
        except AssertionError as broken:
            raise AssertionError(" → ".join(done)) from broken
