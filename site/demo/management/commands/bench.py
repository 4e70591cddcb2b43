"""`manage.py bench`: how long what must be fast takes here. Everything is written inside a transaction and rolled back."""

import time
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from console.policies.whatif_actions import advance_trial, start_trial
from console.policies.whatif_models import Trial
from demo.trial_history import write_past
from policies.models import PolicyVersion
from policies.queries import policy_in_force
from recruitment.models import Round

DEMANDED = {"station.min_served": 200}


class Command(BaseCommand):
    help = (
        "Measure the trial of a policy version (试算) on a past of many applications; leaves nothing behind."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, default=5000, help="how many past applications")

    def handle(self, *args: Any, count: int, **options: Any) -> None:
        with transaction.atomic():
            self._measure(count)
            transaction.set_rollback(True)

    def _measure(self, count: int) -> None:
        today = timezone.localdate()
        used = policy_in_force(today)
        started = time.monotonic()
        round_ = write_past(used, count, on=today - timedelta(days=100))
        self.stdout.write(f"history of {count} applications written: {time.monotonic() - started:.1f} s")
        draft = _stricter(used)
        started = time.monotonic()
        trial = _tried(draft, round_)
        taken = time.monotonic() - started
        self.stdout.write(
            f"trial: {taken:.1f} s, {count / taken:.0f} applications a second, "
            f"{trial.cases.count()} affected, {trial.get_status_display()}"
        )


def _tried(draft: PolicyVersion, round_: Round) -> Trial:
    by = round_.applications.first().applicant  # type: ignore[union-attr]
    trial = start_trial(policy=draft, rounds=[round_], scope=round_.title, by=by, at=timezone.now())
    while advance_trial(trial_pk=trial.pk, at=timezone.now()):
        pass
    return Trial.objects.get(pk=trial.pk)


def _stricter(used: PolicyVersion) -> PolicyVersion:
    """A draft that asks for more: another threshold, and two signers where one was enough."""
    draft = PolicyVersion.objects.create(
        number=used.number + 100_000, title="bench", values={**used.values, **DEMANDED}
    )
    for stage in used.stages.all():
        stage.pk, stage.policy = None, draft
        if stage.order > 1:
            stage.sign_mode, stage.signers = "all", 2
        stage.save(force_insert=True)
    return draft
